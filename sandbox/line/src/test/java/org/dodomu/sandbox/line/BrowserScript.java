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

    /** False without Chromium, or when the browser code was not built, so that its driver is not here. */
    static boolean canRun() {
        Path chromium = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
        return Files.isExecutable(chromium) && Files.isDirectory(MODULES.resolve("playwright-core"));
    }

    static Outcome run(String script, Sandbox sandbox, Path folder, String... more)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("walk", ".txt");
        List<String> command = Stream.concat(
                        Stream.of(
                                "node",
                                "src/test/walk/" + script,
                                MODULES.toString(),
                                "http://localhost:" + sandbox.telegram().port() + "/",
                                "http://localhost:" + sandbox.consolePort() + "/",
                                folder.resolve("members").toString(),
                                sandbox.access().passphrase()),
                        Stream.of(more))
                .toList();
        Process node = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
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
