package org.dodomu.sandbox.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Measures, asserts nothing: the console in real headless Chromium over a sandbox that holds 500 sealed cases, all in one machine. */
final class ConsoleRun {

    private static final int CASES = 500;

    private ConsoleRun() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("console");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of("logging.level.root", "error"))) {
            new SampleCases(sandbox.line()).enqueue(CASES);
            BrowserScript.Outcome outcome = BrowserScript.run("times.mjs", sandbox, folder);
            System.out.print(outcome.said());
            if (!outcome.well()) {
                throw new IllegalStateException("The browser's script broke off");
            }
        }
    }
}
