package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessages;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import tools.jackson.databind.JsonNode;

/** The methods of the Bot API and their limits, over real HTTP. */
class BotMethodsTest {

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Sample", "uk");

    @AfterEach
    void stop() {
        bot.close();
    }

    private JsonNode answerTo(String text) throws IOException, InterruptedException {
        return bot.call("sendMessage", "{\"chat_id\":" + person + ",\"text\":\"" + text + "\"}");
    }

    private static String description(JsonNode answer) {
        return answer.path("description").asString("");
    }

    @Test
    void refusesAWrongTokenAndUnknownPaths() throws Exception {
        assertThat(bot.raw("/bot1:wrong/getMe", "{}").statusCode()).isEqualTo(401);
        assertThat(bot.raw("/x", "{}").statusCode()).isEqualTo(404);
        assertThat(bot.raw("/bot" + bot.sandbox.token() + "/noSuchMethod", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void deletesBothSidesWithinTwoDaysOnly() throws Exception {
        int message = people.text(person, "to go");
        assertThat(bot.call("deleteMessages", "{\"chat_id\":" + person + ",\"message_ids\":[" + message + "]}")
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(people.chat(person).path("messages")).isEmpty();
        int old = people.text(person, "to stay");
        people.advance(Duration.ofHours(49));
        assertThat(description(bot.call("deleteMessage", "{\"chat_id\":" + person + ",\"message_id\":" + old + "}")))
                .isEqualTo("Bad Request: message can't be deleted");
    }

    @Test
    void keepsTelegramsLimits() throws Exception {
        assertThat(description(answerTo("x".repeat(4097)))).isEqualTo("Bad Request: message is too long");
        assertThat(description(answerTo(" "))).isEqualTo("Bad Request: message text is empty");
        String data = "я".repeat(33);
        assertThat(description(bot.call(
                        "sendMessage",
                        "{\"chat_id\":" + person
                                + ",\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"b\",\"callback_data\":\""
                                + data + "\"}]]}}")))
                .isEqualTo("Bad Request: BUTTON_DATA_INVALID");
    }

    @Test
    void readsHtmlAndRefusesWhatIsBroken() throws Exception {
        JsonNode sent = bot.call(
                "sendMessage", "{\"chat_id\":" + person + ",\"parse_mode\":\"HTML\",\"text\":\"<b>я</b> &lt;\"}");
        assertThat(sent.path("result").path("text").asString()).isEqualTo("я <");
        assertThat(sent.path("result").path("entities").get(0).path("type").asString())
                .isEqualTo("bold");
        assertThat(description(bot.call(
                        "sendMessage", "{\"chat_id\":" + person + ",\"parse_mode\":\"HTML\",\"text\":\"<b>x\"}")))
                .contains("can't parse entities");
    }

    @Test
    void anEditThatChangesNothingIsRefused() throws Exception {
        int id = answerTo("same").path("result").path("message_id").asInt();
        String edit = "{\"chat_id\":" + person + ",\"message_id\":" + id + ",\"text\":\"same\"}";
        assertThat(description(bot.call("editMessageText", edit))).startsWith("Bad Request: message is not modified");
    }

    @Test
    void aBlockedBotIsTold() throws Exception {
        people.block(person, true);
        assertThat(answerTo("x").path("error_code").asInt()).isEqualTo(403);
        assertThat(bot.call("getUpdates", "{}")
                        .path("result")
                        .get(0)
                        .path("my_chat_member")
                        .path("new_chat_member")
                        .path("status")
                        .asString())
                .isEqualTo("kicked");
    }

    @Test
    void pressesOnlyWhatIsShown() throws Exception {
        int id = bot.call(
                        "sendMessage",
                        "{\"chat_id\":" + person
                                + ",\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"b\",\"callback_data\":\"1\"}]]}}")
                .path("result")
                .path("message_id")
                .asInt();
        assertThatThrownBy(() -> people.press(person, id, "2")).isInstanceOf(ApiError.class);
        people.press(person, id, "1");
        JsonNode query = bot.call("getUpdates", "{}").path("result").get(0).path("callback_query");
        String answer = "{\"callback_query_id\":\"" + query.path("id").asString() + "\",\"text\":\"hi\"}";
        assertThat(bot.call("answerCallbackQuery", answer).path("ok").asBoolean())
                .isTrue();
        assertThat(people.chat(person).path("toast").path("text").asString()).isEqualTo("hi");
        assertThat(description(bot.call("answerCallbackQuery", answer))).contains("query is too old");
    }

    @Test
    void aFormServesAsWellAsJson() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(
                        bot.sandbox.baseUri().resolve("/bot" + bot.sandbox.token() + "/sendMessage"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("chat_id=" + person + "&text=form"))
                .build();
        assertThat(bot.http.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theLibrarysClientWorksAgainstIt() throws Exception {
        OkHttpTelegramClient client = new OkHttpTelegramClient(
                bot.sandbox.token(), new TelegramUrl("http", "127.0.0.1", bot.sandbox.port(), false));
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
}
