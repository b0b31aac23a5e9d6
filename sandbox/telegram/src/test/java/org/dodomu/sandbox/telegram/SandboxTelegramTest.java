package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessages;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules of the Bot API, over real HTTP. */
class SandboxTelegramTest {

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxTelegram sandbox = start();
    private Control people = sandbox.control();
    private long person;

    private static SandboxTelegram start() {
        try {
            return SandboxTelegram.start(SandboxTelegram.Settings.forTests());
        } catch (IOException busy) {
            throw new IllegalStateException(busy);
        }
    }

    @BeforeEach
    void meet() {
        person = people.person("Sample", "uk");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private HttpResponse<String> raw(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(sandbox.baseUri().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode call(String method, String json) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(raw("/bot" + sandbox.token() + "/" + method, json).body());
    }

    private JsonNode send(String text) throws IOException, InterruptedException {
        return call("sendMessage", "{\"chat_id\":" + person + ",\"text\":\"" + text + "\"}");
    }

    private static String description(JsonNode answer) {
        return answer.path("description").asString("");
    }

    @Test
    void refusesAWrongTokenAndUnknownPaths() throws Exception {
        assertThat(raw("/bot1:wrong/getMe", "{}").statusCode()).isEqualTo(401);
        assertThat(raw("/x", "{}").statusCode()).isEqualTo(404);
        assertThat(raw("/bot" + sandbox.token() + "/noSuchMethod", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void handsAnUpdateOverAgainUntilItIsConfirmed() throws Exception {
        people.text(person, "one");
        long id =
                call("getupdates", "{}").path("result").get(0).path("update_id").asLong();
        assertThat(call("getUpdates", "{}").path("result")).hasSize(1);
        assertThat(call("getUpdates", "{\"offset\":" + (id + 1) + "}").path("result"))
                .isEmpty();
        assertThat(people.waiting()).isZero();
    }

    @Test
    void idsThatBeginAnewAreNotSwallowedByAnOldOffset() throws Exception {
        people.text(person, "before");
        long id =
                call("getUpdates", "{}").path("result").get(0).path("update_id").asLong();
        call("getUpdates", "{\"offset\":" + (id + 1) + "}");
        people.restartIds();
        people.text(person, "after");
        assertThat(call("getUpdates", "{\"offset\":" + (id + 1) + "}").path("result"))
                .hasSize(1);
    }

    @Test
    void aLongPollWakesWhenSomebodyWrites() throws Exception {
        CompletableFuture<JsonNode> poll = CompletableFuture.supplyAsync(() -> {
            try {
                return call("getUpdates", "{\"timeout\":30}");
            } catch (IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        });
        people.text(person, "wake");
        assertThat(poll.get().path("result")).hasSize(1);
    }

    @Test
    void aSecondPollerEndsTheFirst() throws Exception {
        CompletableFuture<HttpResponse<String>> first = http.sendAsync(
                HttpRequest.newBuilder(sandbox.baseUri().resolve("/bot" + sandbox.token() + "/getUpdates?timeout=30"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        while (!first.isDone()) {
            call("getUpdates", "{\"timeout\":0}");
        }
        assertThat(first.get().statusCode()).isEqualTo(409);
    }

    @Test
    void whatWaitsLongerThanADayIsLost() throws Exception {
        people.text(person, "old");
        people.advance(Duration.ofHours(25));
        assertThat(call("getUpdates", "{}").path("result")).isEmpty();
    }

    @Test
    void deletesBothSidesWithinTwoDaysOnly() throws Exception {
        int message = people.text(person, "to go");
        assertThat(call("deleteMessages", "{\"chat_id\":" + person + ",\"message_ids\":[" + message + "]}")
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(people.chat(person).path("messages")).isEmpty();
        int old = people.text(person, "to stay");
        people.advance(Duration.ofHours(49));
        assertThat(description(call("deleteMessage", "{\"chat_id\":" + person + ",\"message_id\":" + old + "}")))
                .isEqualTo("Bad Request: message can't be deleted");
    }

    @Test
    void aDeletedFileIsGoneFromTheServer() throws Exception {
        int message = people.file(person, "photo", "p.jpg", "image/jpeg", new byte[] {1, 2, 3}, null);
        String file = call("getUpdates", "{}")
                .path("result")
                .get(0)
                .path("message")
                .path("photo")
                .get(0)
                .path("file_id")
                .asString();
        String path = call("getFile", "{\"file_id\":\"" + file + "\"}")
                .path("result")
                .path("file_path")
                .asString();
        URI address = sandbox.baseUri().resolve("/file/bot" + sandbox.token() + "/" + path);
        HttpRequest download = HttpRequest.newBuilder(address).build();
        assertThat(http.send(download, HttpResponse.BodyHandlers.ofByteArray()).body())
                .containsExactly(1, 2, 3);
        call("deleteMessage", "{\"chat_id\":" + person + ",\"message_id\":" + message + "}");
        assertThat(http.send(download, HttpResponse.BodyHandlers.ofByteArray()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFileOverTwentyMegabytesIsTooBig() throws Exception {
        people.file(person, "document", "big", "video/mp4", new byte[(20 << 20) + 1], null);
        String file = call("getUpdates", "{}")
                .path("result")
                .get(0)
                .path("message")
                .path("document")
                .path("file_id")
                .asString();
        assertThat(description(call("getFile", "{\"file_id\":\"" + file + "\"}")))
                .isEqualTo("Bad Request: file is too big");
    }

    @Test
    void keepsTelegramsLimits() throws Exception {
        assertThat(description(send("x".repeat(4097)))).isEqualTo("Bad Request: message is too long");
        assertThat(description(send(" "))).isEqualTo("Bad Request: message text is empty");
        String data = "я".repeat(33);
        assertThat(description(call(
                        "sendMessage",
                        "{\"chat_id\":" + person
                                + ",\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"b\",\"callback_data\":\""
                                + data + "\"}]]}}")))
                .isEqualTo("Bad Request: BUTTON_DATA_INVALID");
    }

    @Test
    void readsHtmlAndRefusesWhatIsBroken() throws Exception {
        JsonNode sent =
                call("sendMessage", "{\"chat_id\":" + person + ",\"parse_mode\":\"HTML\",\"text\":\"<b>я</b> &lt;\"}");
        assertThat(sent.path("result").path("text").asString()).isEqualTo("я <");
        assertThat(sent.path("result").path("entities").get(0).path("type").asString())
                .isEqualTo("bold");
        assertThat(description(
                        call("sendMessage", "{\"chat_id\":" + person + ",\"parse_mode\":\"HTML\",\"text\":\"<b>x\"}")))
                .contains("can't parse entities");
    }

    @Test
    void anEditThatChangesNothingIsRefused() throws Exception {
        int id = send("same").path("result").path("message_id").asInt();
        String edit = "{\"chat_id\":" + person + ",\"message_id\":" + id + ",\"text\":\"same\"}";
        assertThat(description(call("editMessageText", edit))).startsWith("Bad Request: message is not modified");
    }

    @Test
    void aBlockedBotIsTold() throws Exception {
        people.block(person, true);
        assertThat(send("x").path("error_code").asInt()).isEqualTo(403);
        assertThat(call("getUpdates", "{}")
                        .path("result")
                        .get(0)
                        .path("my_chat_member")
                        .path("new_chat_member")
                        .path("status")
                        .asString())
                .isEqualTo("kicked");
    }

    @Test
    void failsAsOrdered() throws Exception {
        people.faults().order(Faults.Kind.TOO_MANY, "sendMessage", 7, 1);
        assertThat(send("x").path("parameters").path("retry_after").asInt()).isEqualTo(7);
        people.faults().order(Faults.Kind.BAD_GATEWAY, "*", 0, 1);
        assertThat(raw("/bot" + sandbox.token() + "/getMe", "{}").body()).contains("<html>");
        people.faults().order(Faults.Kind.DROP_ANSWER, "sendMessage", 0, 1);
        assertThatThrownBy(() -> send("done but not told")).isInstanceOf(IOException.class);
        assertThat(people.everythingHeld()).contains("done but not told");
    }

    @Test
    void pressesOnlyWhatIsShown() throws Exception {
        int id = call(
                        "sendMessage",
                        "{\"chat_id\":" + person
                                + ",\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"b\",\"callback_data\":\"1\"}]]}}")
                .path("result")
                .path("message_id")
                .asInt();
        assertThatThrownBy(() -> people.press(person, id, "2")).isInstanceOf(ApiError.class);
        people.press(person, id, "1");
        JsonNode query = call("getUpdates", "{}").path("result").get(0).path("callback_query");
        String answer = "{\"callback_query_id\":\"" + query.path("id").asString() + "\",\"text\":\"hi\"}";
        assertThat(call("answerCallbackQuery", answer).path("ok").asBoolean()).isTrue();
        assertThat(people.chat(person).path("toast").path("text").asString()).isEqualTo("hi");
        assertThat(description(call("answerCallbackQuery", answer))).contains("query is too old");
    }

    @Test
    void aFormServesAsWellAsJson() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(sandbox.baseUri().resolve("/bot" + sandbox.token() + "/sendMessage"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("chat_id=" + person + "&text=form"))
                .build();
        assertThat(http.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theLibrarysClientWorksAgainstIt() throws Exception {
        OkHttpTelegramClient client =
                new OkHttpTelegramClient(sandbox.token(), new TelegramUrl("http", "127.0.0.1", sandbox.port(), false));
        Message sent = client.execute(SendMessage.builder()
                .chatId(person)
                .text("one")
                .protectContent(true)
                .build());
        client.execute(EditMessageText.builder()
                .chatId(person)
                .messageId(sent.getMessageId())
                .text("two")
                .build());
        assertThat(people.chat(person).path("messages").get(0).path("text").asString())
                .isEqualTo("two");
        client.execute(DeleteMessages.builder()
                .chatId(person)
                .messageIds(List.of(sent.getMessageId()))
                .build());
        assertThat(people.chat(person).path("messages")).isEmpty();
    }

    @Test
    void aRestartKeepsWhatItKnew() throws Exception {
        SandboxTelegram.Settings settings =
                new SandboxTelegram.Settings(0, Optional.of(folder.resolve("telegram.jsonl")), () -> "{}");
        String token;
        long own;
        try (SandboxTelegram first = SandboxTelegram.start(settings)) {
            token = first.token();
            own = first.control().person("Sample", "uk");
            first.control().text(own, "kept");
        }
        try (SandboxTelegram second = SandboxTelegram.start(settings)) {
            assertThat(second.token()).isEqualTo(token);
            assertThat(second.control().chat(own).path("messages")).hasSize(1);
            assertThat(second.control().waiting()).isEqualTo(1);
        }
    }

    @Test
    void thePageRunsNothingButItsOwnFiles() throws Exception {
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(sandbox.baseUri()).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "trusted-types 'none'");
        HttpResponse<String> noHeader = raw("/sandbox/api/people", "{\"name\":\"x\"}");
        assertThat(noHeader.statusCode()).isEqualTo(403);
    }
}
