package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in real headless Chromium, over a sandbox that holds cases. */
class DeskTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "desk.mjs, 8, 6",
        "access.mjs, 1, 6",
        "leaving.mjs, 3, 0",
        "desks.mjs, 5, 4",
        "passkeys.mjs, 5, 3",
        "decisions.mjs, 3, 2"
    })
    void worksInARealBrowser(String script, int steps, int cases) throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            new SampleCases(sandbox.line()).enqueue(cases);
            BrowserScript.Outcome outcome = BrowserScript.run(script, sandbox, folder);
            assertThat(outcome.well()).as(outcome.said()).isTrue();
            assertThat(outcome.said().lines().filter(line -> line.startsWith("ok ")))
                    .hasSize(steps);
        }
    }
}
