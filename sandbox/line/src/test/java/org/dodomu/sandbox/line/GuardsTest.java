package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;
import org.dodomu.desk.VerifiedRoster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console refuses, forgets and says in real headless Chromium, when the server, the network, the database or time is against it. */
class GuardsTest {

    @TempDir
    Path folder;

    private static void walked(BrowserScript.Outcome outcome, int steps) {
        assertThat(outcome.well()).as(outcome.said()).isTrue();
        assertThat(outcome.said().lines().filter(line -> line.startsWith("ok ")))
                .hasSize(steps);
    }

    @Test
    void theBrowserGuardsItself() throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of("dodomu.console.lease", "40m"))) {
            new SampleCases(sandbox.line()).enqueue(7);
            walked(BrowserScript.run("guards.mjs", sandbox, folder, System.getProperty("pictures", "")), 10);
        }
    }

    @Test
    void aRosterChangedInTheDatabaseClosesConsoleAndLineVisibly() throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            Rosters rosters = sandbox.line().getBean(Rosters.class);
            VerifiedRoster real = rosters.current();
            rosters.add(2, new SignedRoster(real.publicPart().bytes(), new byte[] {'{', '}'}, Map.of()));
            walked(BrowserScript.run("forged.mjs", sandbox, folder, System.getProperty("pictures", "")), 2);
        }
    }

    /** As after a restore of an old backup: the database knows an older version than the pin file beside it. */
    @Test
    void aDatabaseOlderThanThePinClosesConsoleAndLineVisibly() throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            assertThat(sandbox.line()
                            .getBean(Rosters.class)
                            .current()
                            .publicPart()
                            .version())
                    .isEqualTo(1);
        }
        Files.writeString(folder.resolve("roster.pin"), "2 " + "0".repeat(64) + "\n");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            walked(BrowserScript.run("forged.mjs", sandbox, folder, System.getProperty("pictures", "")), 2);
        }
    }
}
