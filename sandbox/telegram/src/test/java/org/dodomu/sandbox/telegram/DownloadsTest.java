package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files on their way to the bot. */
class DownloadsTest {

    @TempDir
    Path folder;

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Sample", "uk");

    @AfterEach
    void stop() {
        bot.close();
    }

    private String photo() throws Exception {
        people.file(person, "photo", "p.jpg", "image/jpeg", new byte[1000], null);
        return bot.filePath("photo");
    }

    private void order(Faults.Kind kind) {
        people.faults().order(kind, "file", 0, 1);
    }

    private static String fileId(TestBot bot) throws IOException, InterruptedException {
        List<JsonNode> all = bot.updates();
        return all.get(all.size() - 1)
                .path("message")
                .path("document")
                .path("file_id")
                .asString();
    }

    @Test
    void aDeletedFileIsGoneFromTheServer() throws Exception {
        int message = people.file(person, "photo", "p.jpg", "image/jpeg", new byte[] {1, 2, 3}, null);
        String path = bot.filePath("photo");
        assertThat(bot.download(path).body()).containsExactly(1, 2, 3);
        bot.result("deleteMessage", "{\"chat_id\":" + person + ",\"message_id\":" + message + "}");
        assertThat(bot.download(path).statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> bot.filePath("photo"))
                .hasMessageContaining("wrong file_id or the file is temporarily unavailable");
    }

    @Test
    void aLinkServesForAnHour() throws Exception {
        String path = photo();
        people.advance(Duration.ofMinutes(59));
        assertThat(bot.download(path).statusCode()).isEqualTo(200);
        people.advance(Duration.ofMinutes(2));
        assertThat(bot.download(path).statusCode()).isEqualTo(404);
        assertThat(bot.download(bot.filePath("photo")).statusCode()).isEqualTo(200);
        assertThat(bot.download("../telegram.jsonl").statusCode()).isEqualTo(404);
    }

    @Test
    void aFileOverTwentyMegabytesIsTooBig() throws Exception {
        people.emptyFile(person, "document", "fits", "video/mp4", 20 << 20);
        assertThat(bot.download(bot.filePath("document")).body()).hasSize(20 << 20);
        people.emptyFile(person, "document", "big", "video/mp4", (20 << 20) + 1);
        assertThat(bot.refusal("getFile", "{\"file_id\":\"" + fileId(bot) + "\"}"))
                .isEqualTo("Bad Request: file is too big");
    }

    @Test
    void downloadsFailAsOrdered() throws Exception {
        String path = photo();
        order(Faults.Kind.TRUNCATED);
        assertThatThrownBy(() -> bot.download(path)).isInstanceOf(IOException.class);
        order(Faults.Kind.WRONG_LENGTH);
        HttpResponse<byte[]> half = bot.download(path);
        assertThat(half.headers().firstValueAsLong("Content-Length")).hasValue(500);
        assertThat(half.body()).hasSize(500);
        order(Faults.Kind.EXPIRED);
        assertThat(bot.download(path).statusCode()).isEqualTo(404);
        order(Faults.Kind.OVERSIZE);
        HttpResponse<byte[]> more = bot.download(path);
        assertThat(more.headers().firstValue("Content-Length")).isEmpty();
        assertThat(more.body().length).isGreaterThan(20 << 20);
        assertThat(bot.download(path).body()).hasSize(1000);
    }

    @Test
    void aLocalBotApiHandsOutAPathAndNothingOverHttp() throws Exception {
        Path file = folder.resolve("telegram.jsonl");
        try (TestBot local = TestBot.start(new SandboxTelegram.Settings(0, Optional.of(file), () -> "{}", true))) {
            long own = local.people.person("Sample", "uk");
            local.people.file(own, "document", "a", "text/plain", new byte[] {4, 2}, null);
            Path path = Path.of(local.filePath("document"));
            assertThat(path).isAbsolute().startsWith(folder.toAbsolutePath());
            assertThat(Files.readAllBytes(path)).containsExactly(4, 2);
            assertThat(local.download("files/" + path.getFileName()).statusCode())
                    .isEqualTo(404);
            local.people.emptyFile(own, "document", "long", "video/mp4", 1500L << 20);
            assertThat(Files.size(Path.of(local.filePath("document")))).isEqualTo(1500L << 20);
        }
    }
}
