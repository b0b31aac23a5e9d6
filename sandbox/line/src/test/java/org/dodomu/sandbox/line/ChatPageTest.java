package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The chat page by itself, in real headless Chromium, without a bot. */
class ChatPageTest {

    private static final Path PLAYWRIGHT =
            Path.of("..", "..", "bot", "src", "main", "ui", "node_modules", "playwright-core");

    @TempDir
    Path folder;

    @Test
    void aPersonCanSendChangeAndTakeBackAndACrowdCanWrite() throws Exception {
        Path chromium = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
        assumeTrue(Files.isExecutable(chromium), "SKIPPED: no Chromium on this machine");
        assumeTrue(Files.isDirectory(PLAYWRIGHT), "SKIPPED: the browser code was not built, so its driver is not here");
        try (SandboxTelegram telegram = SandboxTelegram.start(SandboxTelegram.Settings.forTests())) {
            String said = walk(telegram.port());
            assertThat(said.lines().filter(line -> line.startsWith("ok "))).hasSize(5);
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

    private String walk(int port) throws IOException, InterruptedException {
        Path out = folder.resolve("page.txt");
        Process node = new ProcessBuilder(
                        "node",
                        "src/test/walk/page.mjs",
                        PLAYWRIGHT.toAbsolutePath().normalize().toString(),
                        "http://localhost:" + port + "/")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            boolean ended = node.waitFor(3, TimeUnit.MINUTES);
            String said = Files.readString(out);
            assertThat(ended && node.exitValue() == 0).as(said).isTrue();
            return said;
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
    }
}
