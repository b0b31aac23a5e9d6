package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The chat page by itself, in real headless Chromium, without a bot. */
class ChatPageTest {

    @Test
    void aPersonCanSendChangeAndTakeBackAndACrowdCanWrite() throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        try (SandboxTelegram telegram = SandboxTelegram.start(SandboxTelegram.Settings.forTests())) {
            BrowserScript.Outcome outcome =
                    BrowserScript.run("page.mjs", Stream.of("http://localhost:" + telegram.port() + "/"));
            assertThat(outcome.well()).as(outcome.said()).isTrue();
            assertThat(outcome.said().lines().filter(line -> line.startsWith("ok ")))
                    .hasSize(5);
            Control people = telegram.control();
            JsonNode everybody = people.state().path("people");
            assertThat(everybody).hasSize(21);
            assertThat(people.everythingHeld())
                    .contains("\"live_period\":900", "\"video_note\"", "\"animation\"", "\"sticker\"", "\"kicked\"");
            for (JsonNode person : everybody) {
                assertThat(people.chat(person.path("id").asLong()).path("messages"))
                        .isNotEmpty();
            }
        }
    }
}
