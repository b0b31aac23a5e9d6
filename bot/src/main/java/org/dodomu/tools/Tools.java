package org.dodomu.tools;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entrance to the tools. Exit codes: 0 done, 1 refused or failed, 2 wrong usage. */
@Command(
        name = "dodomu.jar",
        mixinStandardHelpOptions = true,
        description = "Without a command the line starts. With one:",
        subcommands = {
            KeysCommand.class,
            SealCommand.class,
            OpenCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            DeadLettersCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            RecoverCommand.class,
            SetupLinkCommand.class
        })
public final class Tools implements Runnable {

    private static final Set<String> NAMES = Set.of(
            "keys",
            "seal",
            "open",
            "verify",
            "doctor",
            "deadletters",
            "backup",
            "restore",
            "recover",
            "setup-link",
            "--help",
            "-h",
            "--version",
            "-V");

    /** True when these arguments name a tool. */
    public static boolean named(String[] arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /** Runs the tool in a process of its own, quietly. */
    public static int runAlone(String[] arguments) {
        ToolsJournal.silence();
        return run(arguments);
    }

    /** Runs the tool and returns its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new Tools())
                .setExecutionExceptionHandler((failed, command, parsed) -> {
                    command.getErr().println(sentence(failed));
                    return 1;
                })
                .execute(arguments);
    }

    private static String sentence(Exception failed) {
        String known = failed.getMessage();
        boolean ours =
                failed.getClass().getName().startsWith("org.dodomu") || failed instanceof IllegalArgumentException;
        return ours && known != null ? known : "It failed: " + failed.getClass().getSimpleName();
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
