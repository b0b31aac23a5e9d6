package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.dodomu.config.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuotasTest {

    private static final int MESSAGES = Chat.PARTS.limits().messagesPerHour();
    private static final int FILES = Chat.PARTS.limits().filesPerDay();
    private static final int CASES = Chat.PARTS.limits().casesPerDay();

    private final Chat chat = new Chat();

    private long cardsSaying(String words) {
        return chat.carried.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.CARD)
                .filter(one -> String.valueOf(one.text()).contains(words))
                .count();
    }

    private long used() {
        return used(Limit.MESSAGES);
    }

    private long used(Limit limit) {
        return chat.talk.spent.getOrDefault(limit, new Spent(0, 0)).amount();
    }

    /** Writes until nothing more is taken in this hour. */
    private void flood(int more) {
        while (used() < MESSAGES) {
            chat.say("flood");
        }
        IntStream.range(0, more).forEach(n -> chat.say("flood"));
    }

    private Chat inDanger() {
        return inDanger(chat);
    }

    private static Chat inDanger(Chat chat) {
        chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.press("Небезпека просто зараз");
        chat.say("перше");
        return chat;
    }

    @Test
    void neverStopsAMotherInFear() {
        chat.begin();
        chat.answerAll();
        for (int n = 0; n < 40; n++) {
            chat.say("коротко");
            chat.now = chat.now.plusSeconds(15);
        }
        for (int n = 0; n < 30; n++) {
            chat.send(SentAs.PHOTO, 5 << 20);
        }

        assertThat(cardsSaying("збережено")).isZero();
        assertThat(chat.sealed.stream()
                        .filter(draft -> "коротко".equals(draft.body().get("text"))))
                .hasSize(40);
        assertThat(chat.talk.kinds).containsEntry("photo", 30);
    }

    @Test
    void takesTheLastMessageOfTheHourAndNotTheNext() {
        inDanger();
        while (used() < MESSAGES - 1) {
            chat.say("слово");
        }
        int before = chat.sealed.size();
        chat.say("останнє");
        assertThat(chat.sealed).hasSize(before + 1);
        chat.say("зайве");
        assertThat(chat.sealed).hasSize(before + 1);
        assertThat(chat.html).startsWith("⚠ Не збережено").contains("60 хвилин");
    }

    @Test
    void goesOnWhenTheHourIsOver() {
        inDanger();
        flood(3);
        chat.now = Chat.START.plus(Duration.ofHours(1)).minusMillis(1);
        int before = chat.sealed.size();
        chat.say("рано");
        assertThat(chat.sealed).hasSize(before);
        chat.now = Chat.START.plus(Duration.ofHours(1));
        chat.say("вчасно");

        assertThat(chat.sealed).hasSize(before + 1);
        assertThat(chat.html).doesNotContain("Не збережено");
    }

    @Test
    void tellsAFloodOnceAndSealsNothingMoreAndEmptiesTheChat() {
        inDanger();
        flood(0);
        int entries = chat.sealed.size();
        int first = chat.say("зайве");
        List<Integer> refused =
                IntStream.range(0, 99).mapToObj(n -> chat.say("зайве")).toList();
        chat.pass(Duration.ofSeconds(2));

        assertThat(chat.sealed).hasSize(entries);
        assertThat(cardsSaying("Не збережено")).isEqualTo(1);
        assertThat(chat.deleted).contains(first).containsAll(refused);
    }

    @Test
    void letsEachDoorThroughOnceWhateverWasCounted() {
        inDanger();
        flood(5);
        int before = chat.sealed.size();
        chat.order("new");
        chat.press("Так, можу писати");
        chat.press("Небезпека просто зараз");
        chat.say("рятуйте");

        assertThat(chat.sealed.get(before + 1).body()).containsEntry("text", "рятуйте");
        assertThat(chat.talk.stage).isEqualTo(Stage.HOME);
        assertThat(chat.html).startsWith("✓").doesNotContain("Не збережено");
        chat.say("ще");
        assertThat(chat.sealed).hasSize(before + 2);
        assertThat(chat.html).startsWith("⚠ Не збережено");
    }

    @Test
    void hidesAndForgetsWhateverWasCounted() {
        inDanger();
        flood(1);
        chat.press("Сховати");
        assertThat(chat.talk.stage).isEqualTo(Stage.HIDDEN);
        assertThat(chat.html).isEqualTo("Довідник. Нових записів немає.");
        chat.order("forget");
        chat.press("Так, стерти зв’язок");
        chat.pass(Duration.ofSeconds(5));

        assertThat(chat.told()).contains(CaseCommand.Kind.UNLINK);
        assertThat(chat.talk.caseNumber).isNull();
    }

    @Test
    void doesNotSealAgainAndAgainWhenForgettingIsRepeated() {
        chat.fetches = false;
        inDanger();
        chat.send(SentAs.PHOTO, 1000);
        for (int n = 0; n < 5; n++) {
            chat.order("forget");
            chat.press("Так, стерти зв’язок");
        }

        assertThat(chat.sealed.stream()
                        .filter(draft -> "forgotten".equals(draft.body().get("what"))))
                .hasSize(1);
    }

    @Test
    void keepsCountingAfterForgetting() {
        inDanger();
        long before = used();
        chat.order("forget");
        chat.press("Так, стерти зв’язок");
        chat.pass(Duration.ofSeconds(5));

        assertThat(chat.talk.caseNumber).isNull();
        assertThat(used()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void nobodyWaitsLongerThanTheTimeWhenTheClockIsSetBack() {
        inDanger();
        flood(1);
        chat.now = Chat.START.minus(Duration.ofDays(300));
        int before = chat.sealed.size();
        chat.say("годинник назад");
        assertThat(chat.sealed).hasSize(before);
        chat.now = chat.now.plus(Duration.ofHours(1));
        chat.say("за годину");

        assertThat(chat.sealed).hasSize(before + 1);
    }

    @Test
    void aClockThatJumpsToAndFroFreesNobody() {
        inDanger();
        flood(1);
        int before = chat.sealed.size();
        for (int n = 0; n < 50; n++) {
            chat.now = Chat.START.plusSeconds(n % 2 == 0 ? -600 : 600);
            chat.say("зайве");
        }

        assertThat(chat.sealed).hasSize(before);
    }

    @Test
    void countsWhatWaitedForTheLineInTheHourInWhichItWasSaid() {
        inDanger();
        int before = chat.sealed.size();
        chat.now = Chat.START.plus(Duration.ofHours(20));
        for (int n = 0; n < 3 * MESSAGES; n++) {
            Instant said = Chat.START.plus(Duration.ofHours(2)).plusSeconds(20L * n);
            chat.take(new Input.FromChat(new Incoming.Words(at(said, 9000 + n), "чекало")));
        }

        assertThat(chat.sealed).hasSize(before + 3 * MESSAGES);
    }

    private Incoming.Origin at(Instant said, int message) {
        Incoming.Origin now = chat.origin(message);
        return new Incoming.Origin(now.chat(), now.mark(), message, said, now.appLanguage(), false);
    }

    @Test
    void stopsFilesAndStillTakesWords() {
        inDanger();
        for (int n = 0; n < FILES; n++) {
            chat.send(SentAs.PHOTO, 1000);
        }
        chat.talk.spent.remove(Limit.MESSAGES);
        int refused = chat.send(SentAs.PHOTO, 1000);
        chat.send(SentAs.PHOTO, 1000);
        assertThat(chat.talk.kinds).containsEntry("photo", FILES);
        assertThat(chat.html).startsWith("⚠ Файл не збережено").contains("24 години");
        assertThat(cardsSaying("Файл не збережено")).isEqualTo(1);
        assertThat(chat.deleted).contains(refused);
        int before = chat.sealed.size();
        chat.say("словами");
        assertThat(chat.sealed).hasSize(before + 1);
        chat.send(SentAs.PHOTO, 1000);
        assertThat(cardsSaying("Файл не збережено")).isEqualTo(2);
    }

    @Test
    void stopsFilesThatAreTooMuchTogether() {
        inDanger();
        long largest = Chat.PARTS.files().largestBytes();
        for (long sent = 0; sent + largest <= sizePerDay(); sent += largest) {
            chat.send(SentAs.VIDEO, largest);
        }
        assertThat(cardsSaying("Файл не збережено")).isZero();
        chat.send(SentAs.VIDEO, largest);
        assertThat(cardsSaying("Файл не збережено")).isEqualTo(1);
    }

    @Test
    void neverStopsTheFirstFileOfADay(@TempDir Path folder) {
        Chat local = inDanger(Chat.overOwnServer(folder));
        local.send(SentAs.VIDEO, sizePerDay() + 1);
        assertThat(local.talk.kinds).containsEntry("video", 1);
        local.send(SentAs.PHOTO, 1);
        assertThat(local.html).startsWith("⚠ Файл не збережено");
        local.send(SentAs.VIDEO, Chat.PARTS.files().largestBytes() * 1000);
        assertThat(local.html).contains("більший за 2\u00a0000 МБ");
    }

    @Test
    void countsNoFileThatIsTooLargeAnyway() {
        inDanger();
        chat.send(SentAs.VIDEO, sizePerDay() + 1);
        assertThat(chat.html).contains("більший за 20 МБ");
        chat.send(SentAs.PHOTO, 1);

        assertThat(chat.talk.kinds).containsEntry("photo", 1);
        assertThat(cardsSaying("Файл не збережено")).isZero();
    }

    private static long sizePerDay() {
        return Chat.PARTS.limits().sizePerDay().toBytes();
    }

    @Test
    void stopsTheReportsOfOnePersonAndStillOpensTheDoorOnce() {
        inDanger();
        while (used(Limit.CASES) < CASES) {
            another("Небезпека просто зараз");
        }
        another("Розповісти про дитину");
        chat.press("Згода, зберігайте");
        assertThat(chat.talk.stage).isEqualTo(Stage.WARNING);
        assertThat(chat.html).startsWith("⚠ Нове звернення не почато").contains("116000");
        another("Я і є ця дитина");
        assertThat(chat.talk.stage).isEqualTo(Stage.CHILD);
        another("Небезпека просто зараз");

        assertThat(chat.talk.stage).isEqualTo(Stage.DOORS);
        assertThat(chat.html).startsWith("⚠ Нове звернення не почато");
    }

    private void another(String door) {
        chat.order("new");
        chat.press("Так, можу писати");
        chat.press(door);
    }

    @Test
    void tellsAgainWhenWordsComeAfterHiding() {
        inDanger();
        flood(1);
        chat.press("Сховати");
        chat.say("зайве");

        assertThat(chat.html).startsWith("⚠ Не збережено");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void saysFirstThatItWasNotKept(Language language) {
        inDanger();
        chat.talk.language = language;
        for (Excess excess : Excess.values()) {
            chat.talk.excess = null;
            chat.take(new Input.Exceeds(new Incoming.Words(chat.origin(8000), "x"), excess));
            assertThat(chat.html)
                    .startsWith("⚠")
                    .doesNotContain("{")
                    .containsAnyOf("60", "24")
                    .hasSizeLessThan(1200);
        }
    }
}
