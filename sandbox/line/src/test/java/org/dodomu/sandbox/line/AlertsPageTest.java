package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A member's own alerts in real headless Chromium, with the sandbox's Bot API and a mail server that the script plays. */
@ExtendWith(OutputCaptureExtension.class)
class AlertsPageTest {

    @TempDir
    Path folder;

    @Test
    void aMemberLinksAChatAndAnAddress(CapturedOutput log) throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        String port = freePort();
        Map<String, String> mail = Map.of(
                "dodomu.alerts.mail.host", "127.0.0.1",
                "dodomu.alerts.mail.port", port,
                "dodomu.alerts.mail.security", "none",
                "dodomu.alerts.mail.from", "line@alerts.example.org");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, mail)) {
            BrowserScript.Outcome outcome =
                    BrowserScript.run("alerts.mjs", sandbox, folder, System.getProperty("pictures", ""), port);
            assertThat(outcome.well()).as(outcome.said()).isTrue();
            assertThat(outcome.said().lines().filter(line -> line.startsWith("ok ")))
                    .hasSize(5);
        }
        assertThat(log.getAll()).doesNotContainIgnoringCase("canary.member");
    }

    private static String freePort() throws java.io.IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(free.getLocalPort());
        }
    }
}
