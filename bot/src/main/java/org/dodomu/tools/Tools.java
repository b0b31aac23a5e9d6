package org.dodomu.tools;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
        return run(new PrintWriter(System.err, true), arguments);
    }

    /** Runs the tool and returns its exit code; what went wrong is told there. */
    static int run(PrintWriter errors, String... arguments) {
        return new CommandLine(new Tools())
                .setErr(errors)
                .setExecutionExceptionHandler((failed, command, parsed) -> {
                    command.getErr().println(sentence(failed));
                    return 1;
                })
                .execute(arguments);
    }

    private static String sentence(Exception failed) {
        if (failed instanceof FileSystemException file) {
            return sentence(file);
        }
        String known = failed.getMessage();
        boolean ours =
                failed.getClass().getName().startsWith("org.dodomu") || failed instanceof IllegalArgumentException;
        return ours && known != null ? known : "It failed: " + failed.getClass().getSimpleName();
    }

    /** Names the file, which whoever runs the tool named before. */
    private static String sentence(FileSystemException failed) {
        String what = failed instanceof NoSuchFileException
                ? "is not there"
                : failed instanceof FileAlreadyExistsException
                        ? "is there already"
                        : failed instanceof AccessDeniedException
                                ? "may not be read or written by this user"
                                : "could not be read or written (" + failed.getReason() + ")";
        return failed.getFile() + " " + what + ".";
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
