package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dodomu.config.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingTest {

    private final Chat chat = new Chat();
    private int message = 800;

    private int whileClosed(String words) {
        message++;
        chat.take(new Input.LineClosed(new Incoming.Words(chat.origin(message), words)));
        return message;
    }

    private void orderWhileClosed(String name) {
        chat.take(new Input.LineClosed(new Incoming.Command(chat.origin(++message), name, "")));
    }

    private void pressWhileClosed(String choice) {
        chat.take(new Input.LineClosed(
                new Incoming.Press(chat.origin(++message), "callback", chat.talk.nonce + ":" + choice)));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void namesTheHotlineWithItsHoursInTheLanguageOfThePhone(Language language) {
        Incoming.Origin origin = chat.origin(1);
        chat.take(new Input.LineClosed(new Incoming.Command(
                new Incoming.Origin(origin.chat(), origin.mark(), 1, origin.at(), Optional.of(language.code()), false),
                "start",
                "")));

        assertThat(chat.html)
                .startsWith("⚠ " + Chat.PARTS.texts().text(language, "closed").substring(2, 12))
                .contains("116000", "8–20");
        assertThat(chat.sealed).isEmpty();
    }

    @Test
    void keepsTheIntakeAndTakesNothing() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        String question = chat.talk.question;
        int entries = chat.sealed.size();
        int said = whileClosed("не взяте");
        chat.pass(java.time.Duration.ofSeconds(2));
        assertThat(chat.sealed).hasSize(entries);
        assertThat(chat.deleted).contains(said);
        assertThat(chat.html)
                .startsWith("⚠ Останнє не збережено")
                .contains("лишається під замком")
                .contains("116000");
        chat.press("Спробувати ще раз");

        assertThat(chat.talk.stage).isEqualTo(Stage.QUESTION);
        assertThat(chat.talk.question).isEqualTo(question);
        chat.answerAll();
        assertThat(chat.sealed.size()).isGreaterThan(entries + 5);
    }

    @Test
    void staysClosedForWhoeverTriesAgain() {
        chat.begin();
        whileClosed("раз");
        pressWhileClosed("again");

        assertThat(chat.talk.stage).isEqualTo(Stage.CLOSED);
    }

    @Test
    void takesWordsAgainWhenTheLineIsOpenAndGoesOn() {
        chat.begin();
        whileClosed("раз");
        int entries = chat.sealed.size();
        chat.say("знову");

        assertThat(chat.sealed).hasSize(entries + 1);
        assertThat(chat.talk.stage).isEqualTo(Stage.QUESTION);
        assertThat(chat.html).startsWith("✓ Додано");
    }

    @Test
    void asksAStrangerForLanguageAndSafetyWhenTheLineOpens() {
        orderWhileClosed("start");
        chat.press("Спробувати ще раз");
        assertThat(chat.talk.stage).isEqualTo(Stage.LANGUAGE);
        chat.press("Українська");

        assertThat(chat.talk.stage).isEqualTo(Stage.SAFE);
    }

    @Test
    void hidesAndForgetsWhileItIsClosed() {
        chat.begin();
        whileClosed("раз");
        pressWhileClosed("hide");
        assertThat(chat.talk.stage).isEqualTo(Stage.HIDDEN);
        orderWhileClosed("forget");
        pressWhileClosed("yes");
        chat.pass(java.time.Duration.ofSeconds(5));

        assertThat(chat.told()).contains(CaseCommand.Kind.UNLINK);
    }

    @Test
    void aBlockedPersonSeesTheDullCardOnceAndNothingIsKept() {
        chat.begin();
        int entries = chat.sealed.size();
        long cards = cards();
        for (Incoming sent : List.of(
                new Incoming.Words(chat.origin(901), "x"),
                Chat.file(chat.origin(902), SentAs.PHOTO, 1000),
                new Incoming.Press(chat.origin(903), "callback", chat.talk.nonce + ":yes"),
                new Incoming.Command(chat.origin(904), "forget", ""))) {
            chat.take(new Input.Barred(sent));
        }
        chat.pass(java.time.Duration.ofSeconds(2));

        assertThat(chat.html).isEqualTo("Довідник. Нових записів немає.");
        assertThat(chat.keyboard.rows()).isEmpty();
        assertThat(cards()).isEqualTo(cards + 1);
        assertThat(chat.sealed).hasSize(entries);
        assertThat(chat.deleted).contains(901, 902, 904);
        chat.order("start");
        chat.press("Так, можу писати");
        assertThat(chat.talk.stage).isEqualTo(Stage.QUESTION);
    }

    private long cards() {
        return chat.carried.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.CARD)
                .count();
    }
}
