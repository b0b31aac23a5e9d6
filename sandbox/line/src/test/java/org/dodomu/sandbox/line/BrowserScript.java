package org.dodomu.sandbox.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a script of {@code src/test/walk} in real headless Chromium against a running sandbox. */
final class BrowserScript {

    private static final Path MODULES = Path.of("..", "..", "bot", "src", "main", "ui", "node_modules")
            .toAbsolutePath()
            .normalize();

    /**
     * What became of it.
     *
     * @param said what the script printed
     */
    record Outcome(boolean well, String said) {}

    private BrowserScript() {}

    /** The browser: what {@code CHROMIUM} names, else Chromium's headless shell, which needs half the CPU, else Chromium. */
    static Path chromium() {
        Path shell = Path.of("/usr/bin/chromium-headless-shell");
        String usual = Files.isExecutable(shell) ? shell.toString() : "/usr/bin/chromium";
        return Path.of(System.getenv().getOrDefault("CHROMIUM", usual));
    }

    /** False without Chromium, or when the browser code was not built, so that its driver is not here. */
    static boolean canRun() {
        return Files.isExecutable(chromium()) && Files.isDirectory(MODULES.resolve("playwright-core"));
    }

    /** Runs one of the walks over a sandbox that has members. */
    static Outcome run(String script, Sandbox sandbox, Path folder, String... more)
            throws IOException, InterruptedException {
        Stream<String> given = Stream.of(
                "http://localhost:" + sandbox.telegram().port() + "/",
                "http://localhost:" + sandbox.consolePort() + "/",
                folder.resolve("members").toString(),
                sandbox.access().passphrase());
        return run(script, Stream.concat(given, Stream.of(more)));
    }

    /** Runs a script with these arguments after the place of its driver. */
    static Outcome run(String script, Stream<String> arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("walk", ".txt");
        List<String> command = Stream.concat(
                        Stream.of("node", "src/test/walk/" + script, MODULES.toString()), arguments)
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("CHROMIUM", chromium().toString());
        Process node = builder.start();
        try {
            boolean ended = node.waitFor(15, TimeUnit.MINUTES);
            return new Outcome(ended && node.exitValue() == 0, Files.readString(out));
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
            Files.delete(out);
        }
    }
}
