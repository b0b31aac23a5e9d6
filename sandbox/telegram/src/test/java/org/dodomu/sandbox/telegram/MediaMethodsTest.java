package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.CopyMessage;
import org.telegram.telegrambots.meta.api.methods.ForwardMessage;
import org.telegram.telegrambots.meta.api.methods.groupadministration.LeaveChat;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaGroup;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import tools.jackson.databind.JsonNode;

/** Files, albums, copies and forwards, mostly through the library's own client. */
class MediaMethodsTest {

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Sample", "uk");
    private final long other = people.person("Other", "uk");
    private final OkHttpTelegramClient client = new OkHttpTelegramClient(
            bot.sandbox.token(), new TelegramUrl("http", "127.0.0.1", bot.sandbox.port(), false));

    @AfterEach
    void stop() {
        bot.close();
    }

    private static InputFile file(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new InputFile(new ByteArrayInputStream(content), "f.bin");
    }

    private Message document(boolean guarded) throws Exception {
        return client.execute(SendDocument.builder()
                .chatId(person)
                .document(file(1, 2, 3))
                .caption("signed")
                .protectContent(guarded)
                .build());
    }

    private String refusal(String method, String more) throws Exception {
        return bot.refusal(method, "{\"chat_id\":" + person + more + "}");
    }

    @Test
    void anAlbumBecomesSeveralMessagesOfOneGroup() throws Exception {
        List<Message> album = client.execute(SendMediaGroup.builder()
                .chatId(person)
                .medias(List.of(
                        new InputMediaPhoto(new ByteArrayInputStream(new byte[] {1}), "a.jpg"),
                        new InputMediaPhoto(new ByteArrayInputStream(new byte[] {2}), "b.jpg")))
                .build());
        assertThat(album).hasSize(2).allMatch(Message::hasPhoto);
        assertThat(album.get(0).getMediaGroupId()).isEqualTo(album.get(1).getMediaGroupId());
        assertThat(people.content(album.get(1).getPhoto().get(0).getFileId())).containsExactly(2);
    }

    @Test
    void anAlbumThatTelegramRefusesSendsNothing() throws Exception {
        String photo = "{\"type\":\"photo\",\"media\":\"unknown\"}";
        String document = "{\"type\":\"document\",\"media\":\"unknown\"}";
        assertThat(refusal("sendMediaGroup", ",\"media\":[]")).isEqualTo("Bad Request: there are no messages to send");
        assertThat(refusal("sendMediaGroup", ",\"media\":[" + (photo + ",").repeat(10) + photo + "]"))
                .isEqualTo("Bad Request: too many messages to send as an album");
        assertThat(refusal("sendMediaGroup", ",\"media\":[" + photo + "," + document + "]"))
                .isEqualTo("Bad Request: document can't be mixed with other media types");
        assertThat(refusal("sendMediaGroup", ",\"media\":[" + photo + "," + photo + "]"))
                .isEqualTo("Bad Request: wrong file identifier/HTTP URL specified");
        assertThat(refusal("sendMediaGroup", ",\"media\":[7]")).startsWith("Bad Request: can't parse InputMedia");
        assertThat(people.chat(person).path("messages")).isEmpty();
    }

    @Test
    void aCopyHasItsOwnFileAndAForwardNamesItsOrigin() throws Exception {
        Message sent = document(false);
        int copy = Math.toIntExact(client.execute(CopyMessage.builder()
                        .chatId(other)
                        .fromChatId(person)
                        .messageId(sent.getMessageId())
                        .build())
                .getMessageId());
        Message forwarded = client.execute(ForwardMessage.builder()
                .chatId(other)
                .fromChatId(person)
                .messageId(sent.getMessageId())
                .build());
        assertThat(forwarded.getForwardOrigin()).isNotNull();
        bot.result("deleteMessage", "{\"chat_id\":" + person + ",\"message_id\":" + sent.getMessageId() + "}");
        JsonNode copied = people.chat(other).path("messages").get(0);
        assertThat(copied.path("message_id").asInt()).isEqualTo(copy);
        assertThat(copied.path("caption").asString()).isEqualTo("signed");
        assertThat(people.content(copied.path("document").path("file_id").asString()))
                .containsExactly(1, 2, 3);
    }

    @Test
    void aProtectedMessageGoesNowhere() throws Exception {
        int guarded = document(true).getMessageId();
        String from = ",\"from_chat_id\":" + person + ",\"message_id\":";
        assertThat(refusal("copyMessage", from + guarded)).isEqualTo("Bad Request: the message can't be copied");
        assertThat(refusal("forwardMessage", from + guarded)).isEqualTo("Bad Request: the message can't be forwarded");
        assertThat(refusal("copyMessage", from + 999)).isEqualTo("Bad Request: message to copy not found");
        assertThat(refusal("forwardMessage", from + 999)).isEqualTo("Bad Request: message to forward not found");
        assertThat(refusal("copyMessages", ",\"from_chat_id\":" + person + ",\"message_ids\":[" + guarded + "]"))
                .isEqualTo("Bad Request: there are no messages to copy");
        assertThat(people.chat(person).path("messages")).hasSize(1);
    }

    @Test
    void aKnownFileCanBeSentAgainAndOutlivesTheFirst() throws Exception {
        Message first = document(false);
        Message again = client.execute(SendDocument.builder()
                .chatId(person)
                .document(new InputFile(first.getDocument().getFileId()))
                .build());
        bot.result("deleteMessage", "{\"chat_id\":" + person + ",\"message_id\":" + first.getMessageId() + "}");
        assertThat(people.content(again.getDocument().getFileId())).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> client.execute(
                        SendDocument.builder().chatId(person).document(file()).build()))
                .isInstanceOf(TelegramApiRequestException.class)
                .hasMessageContaining("file must be non-empty");
    }

    @Test
    void aBotCannotLeaveAPrivateChat() {
        assertThatThrownBy(
                        () -> client.execute(LeaveChat.builder().chatId(person).build()))
                .hasMessageContaining("chat member status can't be changed in private chats");
    }

    @Test
    void theProfileIsKeptByLanguageAndBounded() throws Exception {
        bot.result("setMyDescription", "{\"description\":\"Опис\",\"language_code\":\"uk\"}");
        assertThat(bot.result("getMyDescription", "{\"language_code\":\"uk\"}")
                        .path("description")
                        .asString())
                .isEqualTo("Опис");
        assertThat(bot.result("getMyDescription", "{}").path("description").asString())
                .isEmpty();
        assertThat(bot.call("setMyShortDescription", "{\"short_description\":\"" + "x".repeat(121) + "\"}")
                        .path("ok")
                        .asBoolean())
                .isFalse();
        assertThat(bot.refusal("setMyCommands", "{\"commands\":[],\"language_code\":\"crh\"}"))
                .isEqualTo("Bad Request: invalid language code specified");
        assertThat(bot.refusal("setMyCommands", "{\"commands\":[{\"command\":\"Вгору\",\"description\":\"x\"}]}"))
                .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
    }

    @Test
    void aReplyKeyboardIsTheChatsUntilItIsTakenAway() throws Exception {
        String message = "{\"chat_id\":" + person + ",\"text\":\"x\",\"reply_markup\":";
        bot.result("sendMessage", message + "{\"keyboard\":[[{\"text\":\"Так\"}]]}}");
        assertThat(people.chat(person)
                        .path("keyboard")
                        .get(0)
                        .get(0)
                        .path("text")
                        .asString())
                .isEqualTo("Так");
        assertThat(people.chat(person).path("messages").get(0).has("reply_markup"))
                .isFalse();
        bot.result("sendMessage", message + "{\"remove_keyboard\":true}}");
        assertThat(people.chat(person).path("keyboard")).isEmpty();
    }
}
