package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import tools.jackson.databind.JsonNode;

/** Every kind of update, read by the library's own types. */
class UpdateKindsTest {

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Зразок", "uk");
    private final ObjectMapper library = new ObjectMapper();

    @AfterEach
    void stop() {
        bot.close();
    }

    private Update newest() throws Exception {
        List<JsonNode> all = bot.updates();
        return library.readValue(all.get(all.size() - 1).toString(), Update.class);
    }

    private void says(Predicate<Message> expected) throws Exception {
        Message message = newest().getMessage();
        assertThat(message.getChatId()).isEqualTo(person);
        assertThat(message.getFrom().getIsBot()).isFalse();
        assertThat(message.getChat().isUserChat()).isTrue();
        assertThat(expected.test(message)).isTrue();
    }

    @Test
    void wordsCommandsAndForwards() throws Exception {
        people.text(person, "так");
        says(message -> message.getText().equals("так") && !message.isCommand());
        people.text(person, "/start now");
        says(message -> message.getEntities().get(0).getText().equals("/start"));
        people.forward(person, "чуже", "Канал");
        says(message -> message.getForwardOrigin() != null);
        people.contact(person);
        says(Message::hasContact);
        people.dice(person);
        says(message -> message.getDice().getValue() == 4);
    }

    @Test
    void everyKindOfFile() throws Exception {
        List<Predicate<Message>> expected = List.of(
                Message::hasPhoto,
                Message::hasDocument,
                Message::hasVoice,
                Message::hasVideo,
                Message::hasAudio,
                Message::hasAnimation,
                Message::hasVideoNote,
                Message::hasSticker);
        for (int i = 0; i < Attachments.KINDS.size(); i++) {
            people.file(person, Attachments.KINDS.get(i), "n", "video/mp4", new byte[] {1}, null);
            says(expected.get(i));
            assertThat(bot.filePath(Attachments.KINDS.get(i))).isNotEmpty();
        }
        people.album(person, List.of(new byte[] {1}, new byte[] {2}), "підпис");
        says(message -> message.getMediaGroupId() != null);
    }

    @Test
    void aPlaceThatMovesAndComesToRest() throws Exception {
        int id = people.liveLocation(person, 50, 30, 600);
        says(message -> message.getLocation().getLivePeriod() == 600);
        people.move(person, id, 51, 31, 600);
        Message moved = (Message) newest().getEditedMessage();
        assertThat(moved.getLocation().getLatitude()).isEqualTo(51);
        people.move(person, id, 52, 32, 0);
        Message ended = (Message) newest().getEditedMessage();
        assertThat(ended.getLocation().getLivePeriod()).isNull();
        people.location(person, 1, 2);
        says(Message::hasLocation);
    }

    @Test
    void editsPressesAndBlocks() throws Exception {
        int own = people.text(person, "a");
        people.edit(person, own, "b");
        assertThat(((Message) newest().getEditedMessage()).getText()).isEqualTo("b");
        int card = bot.result(
                        "sendMessage",
                        "{\"chat_id\":" + person
                                + ",\"text\":\"x\",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"b\",\"callback_data\":\"1\"}]]}}")
                .path("message_id")
                .asInt();
        people.press(person, card, "1");
        assertThat(newest().getCallbackQuery().getData()).isEqualTo("1");
        assertThat(newest().getCallbackQuery().getMessage().getMessageId()).isEqualTo(card);
        people.block(person, true);
        assertThat(newest().getMyChatMember().getNewChatMember().getStatus()).isEqualTo("kicked");
        people.block(person, false);
        assertThat(newest().getMyChatMember().getNewChatMember().getStatus()).isEqualTo("member");
    }

    @Test
    void anUnknownKindIsReadAsNothingAndPoisonNotAtAll() throws Exception {
        people.unknownKind(person);
        assertThat(newest().hasMessage()).isFalse();
        people.poison(person);
        assertThatThrownBy(this::newest).isInstanceOf(JsonProcessingException.class);
        List<JsonNode> envelopes = new ArrayList<>(bot.updates());
        assertThat(envelopes).allMatch(one -> one.path("update_id").asLong() > 0);
    }

    @Test
    void aPersonsOwnDeletionIsNotTold() throws Exception {
        int id = people.file(person, "photo", "p", "image/jpeg", new byte[] {1}, null);
        String path = bot.filePath("photo");
        people.delete(person, id);
        assertThat(bot.updates()).hasSize(1);
        assertThat(people.chat(person).path("messages")).isEmpty();
        assertThat(bot.download(path).statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> people.delete(person, id)).isInstanceOf(ApiError.class);
    }
}
