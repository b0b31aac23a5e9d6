package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.intake.CaseCommand.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptWalkTest {

    private final Chat chat = new Chat();

    @Test
    void leadsFromTheFirstWordToAReportInTheQueue() {
        chat.begin();
        assertThat(chat.html).contains("Запитання 1 із");
        chat.handIn();

        assertThat(chat.html).contains("Надіслано. Номер: K7Q4-MX21").contains("/start");
        assertThat(chat.told()).contains(Kind.LINK, Kind.ENQUEUE, Kind.COMPLETE);
        assertThat(chat.kinds()).startsWith("consent").contains("answer").endsWith("event");
        assertThat(chat.kinds().stream().filter("consent"::equals))
                .hasSize(Chat.PARTS.questionnaire().sharing().size());
    }

    @Test
    void asksForTheUseOfPicturesOnlyWhenThereAreAny() {
        chat.begin();
        chat.send(SentAs.PHOTO, 1000);
        chat.handIn();

        assertThat(chat.sealed.stream()
                        .filter(one -> one.kind().equals("consent"))
                        .map(one -> one.body().get("item")))
                .containsExactly("keep", "bureau", "police", "prosecutor", "icrc", "photo");
    }

    @Test
    void numbersEntriesWithoutAGap() {
        chat.begin().handIn();
        chat.say("ще одне");

        assertThat(chat.sealed.stream().map(Draft::seq))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, chat.sealed.size()).boxed().toList());
    }

    @Test
    void takesEveryOwnMessageOutOfTheChat() {
        int start = chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.press("Розповісти про дитину");
        chat.press("Згода, зберігайте");
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("Родич");
        int name = chat.say("Іваненко Петро");
        int age = chat.say("9");

        assertThat(chat.deleted).contains(start, name, age);
    }

    @Test
    void keepsNothingWhenItIsNotSafe() {
        chat.order("start");
        chat.press("Українська");
        chat.press("Ні, не зараз");

        assertThat(chat.sealed).isEmpty();
        assertThat(chat.commands).isEmpty();
        assertThat(chat.talk.caseNumber).isNull();
        assertThat(chat.html).isEqualTo("Довідник. Нових записів немає.");
        assertThat(chat.labels()).isEmpty();
    }

    @Test
    void keepsNothingBeforeTheConsentAndSaysSo() {
        chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.say("мою дитину забрали");

        assertThat(chat.sealed).isEmpty();
        assertThat(chat.html).startsWith("⚠ Це ще не збережено");
    }

    @Test
    void leavesWhatWasNotKeptForAnHourSoThatItCanBeSentAgain() {
        int first = chat.say("мою дитину забрали");
        int start = chat.order("start");
        chat.press("Українська");
        assertThat(chat.deleted).contains(start).doesNotContain(first);

        chat.pass(Duration.ofMinutes(59));
        assertThat(chat.deleted).doesNotContain(first);
        chat.pass(Duration.ofMinutes(1));
        assertThat(chat.deleted).contains(first);
        assertThat(chat.talk.scrub).isEmpty();
    }

    @Test
    void takesWordsThatAnEditBroughtInOutOfTheChatLikeAllOthers() {
        int first = chat.say("мою дитину");
        chat.edit(first, "мою дитину забрали");
        assertThat(chat.deleted).doesNotContain(first);
        chat.begin();
        chat.edit(first, "мою дитину забрали вчора");

        assertThat(chat.kinds()).contains("message");
        assertThat(chat.deleted).contains(first);
    }

    @Test
    void takesWhatWasNotKeptOutOfTheChatAtOnceWhenSheHides() {
        int first = chat.say("мою дитину забрали");
        chat.press("Українська");
        chat.press("Ні, не зараз");

        assertThat(chat.deleted).contains(first);
        assertThat(chat.talk.scrub).isEmpty();
    }

    @Test
    void takesTheChildThroughItsDoorWithOneMessage() {
        chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.press("Я і є ця дитина");
        assertThat(chat.html).contains("Ти можеш").contains("116000").doesNotContain("Ви ");
        chat.say("мене звати Оля");

        assertThat(chat.kinds()).containsExactly("event", "message");
        CaseCommand queued = chat.commands.stream()
                .filter(one -> one.kind() == Kind.ENQUEUE)
                .findFirst()
                .orElseThrow();
        assertThat(queued.urgency()).isEqualTo(Urgency.NOW);
        assertThat(queued.number()).isEqualTo("K7Q4-MX21");
        assertThat(chat.html)
                .contains("Твоє повідомлення")
                .contains("K7Q4-MX21")
                .contains("116000");
    }

    @Test
    void takesDangerThroughItsDoorByVoice() {
        chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.press("Небезпека просто зараз");
        int voice = chat.send(SentAs.VOICE, 5000);

        assertThat(chat.told()).contains(Kind.ENQUEUE, Kind.COUNT);
        assertThat(chat.deleted).contains(voice);
        assertThat(chat.html).contains("1 голосове").contains("за 2 години");
    }

    /** In clear stands that it came through a short door, never that it is the child's. */
    @Test
    void queuesWhatComesThroughEitherShortDoorAsDanger() {
        for (String door : List.of("Небезпека просто зараз", "Я і є ця дитина")) {
            Chat through = new Chat();
            through.order("start");
            through.press("Українська");
            through.press("Так, можу писати");
            through.press(door);
            through.say("слова");
            assertThat(through.commands)
                    .filteredOn(one -> one.kind() == Kind.ENQUEUE)
                    .extracting(CaseCommand::type)
                    .containsExactly(ReportType.DANGER.code());
        }
    }

    @Test
    void supersedesAnEditedAnswer() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("Родич");
        int name = chat.say("Петро");
        chat.edit(name, "Павло");

        Draft last = chat.sealed.get(chat.sealed.size() - 1);
        Draft first = chat.sealed.get(chat.sealed.size() - 2);
        assertThat(last.body()).containsEntry("question", "name").containsEntry("replaces", first.seq());
        assertThat(chat.talk.question).isEqualTo("age");
    }

    @Test
    void keepsAnEditItDoesNotRememberAsSaidLater() {
        chat.begin();
        chat.edit(5, "щось");

        assertThat(chat.sealed.get(chat.sealed.size() - 1).kind()).isEqualTo("message");
        assertThat(chat.html).startsWith("✓");
    }

    @Test
    void goesBackSkipsAndChangesAnAnswer() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("‹ Назад");
        assertThat(chat.talk.question).isEqualTo("type");
        assertThat(chat.labels()).doesNotContain("Пропустити");
        chat.handIn();
        chat.press("Виправити відповідь");
        chat.press("✓ Ім’я дитини");
        chat.say("Марія");

        assertThat(chat.talk.stage).isEqualTo(Stage.HOME);
        assertThat(chat.sealed.get(chat.sealed.size() - 1).body()).containsEntry("question", "name");
    }

    @Test
    void raisesTheUrgencyByTheAnswerAboutDanger() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("Родич");
        chat.say("Петро");
        chat.say("9");
        chat.press("Хочуть перевезти");

        assertThat(chat.talk.urgency).isEqualTo(Urgency.SOON);
        assertThat(chat.told()).contains(Kind.RAISE);
    }

    @Test
    void looksSoonWhenDangerIsToldInWordsThatItCannotRead() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("Родич");
        chat.say("Петро");
        chat.say("9");
        chat.say("завтра його везуть");

        assertThat(chat.talk.urgency).isEqualTo(Urgency.SOON);
        assertThat(chat.labels()).contains("Загроза життю", "Далі ›");
    }

    @Test
    void putsAnUntouchedNoticeAwayBeforeTelegramKeepsItForEver() {
        chat.begin().handIn();
        chat.replied("K7Q4-MX21", "reply00001");
        Integer notice = chat.talk.notice;
        chat.pass(Duration.ofHours(47));

        assertThat(notice).isNotNull();
        assertThat(chat.deleted).contains(notice);
        assertThat(chat.labels()).contains("Показати повідомлення");
    }

    @Test
    void filesWordsWrittenBeforeTheCardChangedUnderTheQuestionTheyAnswer() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("Родич");
        java.time.Instant written = chat.now;
        chat.now = chat.now.plus(Duration.ofHours(5));
        chat.take(new Input.FromChat(new Incoming.Words(at(901, written), "Іваненко")));
        chat.take(new Input.FromChat(new Incoming.Words(at(902, written.plusSeconds(2)), "Петро")));
        chat.take(new Input.FromChat(new Incoming.Words(at(903, chat.now.plusSeconds(5)), "9")));

        List<Object> questions = chat.sealed.subList(chat.sealed.size() - 3, chat.sealed.size()).stream()
                .map(one -> one.body().get("question"))
                .toList();
        assertThat(questions).containsExactly("name", "name", "age");
        assertThat(chat.sealed.get(chat.sealed.size() - 3).at()).isEqualTo(written);
    }

    private static Incoming.Origin at(int message, java.time.Instant at) {
        return new Incoming.Origin(
                ChatAddress.of(777), UpdateMark.of(message, 1), message, at, java.util.Optional.empty(), false);
    }

    @Test
    void keepsAnAlbumTogetherUnderOneQuestion() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("Родич");
        chat.send(SentAs.PHOTO, 1000);
        chat.send(SentAs.PHOTO, 1000);

        assertThat(chat.talk.question).isEqualTo("name");
        assertThat(chat.html).contains("✓ 3 із 14: 2 відповіді, 2 фото — під замком");
        assertThat(chat.labels()).contains("Далі ›").doesNotContain("Не знаю");
        chat.press("Далі ›");
        assertThat(chat.talk.question).isEqualTo("age");
    }

    @Test
    void keepsTheFileWithTheReportItWasSentFor() {
        chat.fetches = false;
        chat.begin();
        chat.send(SentAs.PHOTO, 1000);
        chat.order("new");
        assertThat(chat.told()).contains(Kind.ENQUEUE);
        chat.press("Так, можу писати");
        chat.press("Розповісти про дитину");
        chat.press("Згода, зберігайте");
        chat.fetches = true;
        chat.take(new Input.Tick());

        CaseCommand counted = chat.commands.stream()
                .filter(one -> one.kind() == Kind.COUNT)
                .findFirst()
                .orElseThrow();
        assertThat(counted.number()).isEqualTo("K7Q4-MX21");
        assertThat(chat.talk.caseNumber).isEqualTo("K7Q4-MX22");
    }

    @Test
    void tellsOfALargeFileAndLeavesAnEntryForTheVerifier() {
        chat.begin();
        chat.send(SentAs.VIDEO, 30L << 20);

        Draft waiting = chat.sealed.get(chat.sealed.size() - 1);
        assertThat(waiting.kind()).isEqualTo("waiting");
        assertThat(waiting.body()).containsEntry("size", 30L << 20).containsEntry("sentAs", "video");
        assertThat(chat.html).startsWith("⚠ Збережено, що є файл");
    }

    @Test
    void hidesEverythingBehindOneDullCardAndResumes() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.press("Сховати");
        assertThat(chat.html).isEqualTo("Довідник. Нових записів немає.");
        assertThat(chat.keyboard.rows()).isEmpty();
        chat.order("start");
        chat.press("Так, можу писати");

        assertThat(chat.talk.question).isEqualTo("relation");
    }

    @Test
    void showsARepliesWordsTakesThemAwayAndKeepsTheAnswer() {
        chat.begin().handIn();
        chat.replied("K7Q4-MX21", "reply00001");
        assertThat(chat.told()).contains(Kind.REPLY_NOTICED);
        int notice = chat.talk.notice == null ? 0 : chat.talk.notice;
        chat.pressData("r:show:1", notice);
        assertThat(chat.told()).contains(Kind.REPLY_SHOWN);
        int words = chat.talk.words == null ? 0 : chat.talk.words;
        assertThat(chat.deleted).contains(notice).doesNotContain(words);
        chat.pass(Duration.ofMinutes(11));
        assertThat(chat.deleted).contains(words);
        assertThat(chat.labels()).doesNotContain("Прочитано");
        chat.press("Показати повідомлення");
        chat.pressData("r:read:1", chat.talk.words == null ? 0 : chat.talk.words);
        assertThat(chat.told()).contains(Kind.REPLY_READ);
        chat.say("моя відповідь");

        Draft answer = chat.sealed.get(chat.sealed.size() - 1);
        assertThat(answer.kind()).isEqualTo("message");
        assertThat(answer.body()).containsEntry("text", "моя відповідь");
    }

    @Test
    void showsEachOfTwoRepliesOnce() {
        chat.begin().handIn();
        chat.replied("K7Q4-MX21", "reply00001");
        chat.replied("K7Q4-MX21", "reply00002");
        chat.pressData("r:show:2", 1);
        chat.pressData("r:read:1", 1);
        chat.press("Показати повідомлення");

        assertThat(chat.commands.stream()
                        .filter(one -> one.kind() == Kind.REPLY_SHOWN)
                        .flatMap(one -> one.entries().stream()))
                .containsExactly("reply00001", "reply00002");
    }

    @Test
    void aSecondTouchOfANoticeShowsNoFurtherReply() {
        chat.begin().handIn();
        chat.replied("K7Q4-MX21", "reply00001");
        chat.replied("K7Q4-MX21", "reply00002");
        int notice = Objects.requireNonNull(chat.talk.notice);
        chat.pressData("r:show:2", notice);
        int words = Objects.requireNonNull(chat.talk.words);
        chat.pressData("r:show:2", notice);
        chat.pressData("r:show:1", notice);

        assertThat(chat.talk.words).isEqualTo(words);
        assertThat(chat.deleted).contains(notice).doesNotContain(words);
        assertThat(chat.told().stream().filter(Kind.REPLY_SHOWN::equals)).hasSize(1);
    }

    @Test
    void aStaleTouchOfWordsMarksNothingAndLeavesTheNextWordsInTheLedger() {
        chat.begin().handIn();
        chat.replied("K7Q4-MX21", "reply00001");
        chat.pressData("r:show:1", 1);
        int first = Objects.requireNonNull(chat.talk.words);
        chat.replied("K7Q4-MX21", "reply00002");
        chat.pressData("r:show:2", 1);
        int second = Objects.requireNonNull(chat.talk.words);
        chat.pressData("r:read:1", first);
        assertThat(chat.told()).doesNotContain(Kind.REPLY_READ);
        assertThat(chat.talk.words).isEqualTo(second);
        chat.pass(Duration.ofMinutes(11));

        assertThat(chat.deleted).contains(first, second);
    }

    @Test
    void readingOneOfTwoCopiesTakesBothAway() {
        chat.begin().handIn();
        chat.replied("K7Q4-MX21", "reply00001");
        chat.pressData("r:show:1", 1);
        int known = Objects.requireNonNull(chat.talk.words);
        chat.pressData("r:read:1", 9999);

        assertThat(chat.deleted).contains(9999, known);
        assertThat(chat.told()).contains(Kind.REPLY_READ);
    }

    @Test
    void aNoticeThatIsSentAgainAfterABlockWorksAgain() {
        chat.begin().handIn();
        chat.replied("K7Q4-MX21", "reply00001");
        chat.talk.noticesUsed = 1;
        chat.pressData("r:show:1", 1);
        assertThat(chat.told()).doesNotContain(Kind.REPLY_SHOWN);
        chat.take(new Input.FromChat(new Incoming.Membership(chat.origin(0), true)));
        chat.take(new Input.FromChat(new Incoming.Membership(chat.origin(0), false)));
        chat.pressData("r:show:1", 1);

        assertThat(chat.told()).contains(Kind.REPLY_SHOWN);
    }

    @Test
    void answersAVerifierOfAnEarlierReport() {
        chat.begin().handIn();
        chat.order("new");
        chat.press("Так, можу писати");
        chat.press("Розповісти про дитину");
        chat.press("Згода, зберігайте");
        chat.replied("K7Q4-MX21", "reply00001");
        chat.pressData("r:show:1", 1);
        chat.pressData("r:read:1", 1);
        assertThat(chat.html).contains("Щоб відповісти");
        chat.say("про перше");

        Draft answer = chat.sealed.get(chat.sealed.size() - 1);
        assertThat(answer.number()).isEqualTo("K7Q4-MX21");
        assertThat(chat.talk.question).isEqualTo("type");
        assertThat(chat.talk.stage).isEqualTo(Stage.QUESTION);
    }

    @Test
    void holdsTheNoticeUntilTheHoursTheReporterCalledSafe() {
        chat.begin().handIn();
        chat.talk.safeHours = "evening";
        chat.replied("K7Q4-MX21", "reply00001");
        assertThat(chat.told()).doesNotContain(Kind.REPLY_NOTICED);
        chat.pass(Duration.ofHours(6));
        assertThat(chat.told()).doesNotContain(Kind.REPLY_NOTICED);
        chat.pass(Duration.ofHours(1));

        assertThat(chat.told()).contains(Kind.REPLY_NOTICED);
    }

    @Test
    void noticesAgainWhenThePersonLetsTheBotBackIn() {
        chat.begin().handIn();
        chat.talk.safeHours = "evening";
        chat.replied("K7Q4-MX21", "reply00001");
        chat.take(new Input.FromChat(new Incoming.Membership(chat.origin(0), true)));
        assertThat(chat.told()).contains(Kind.REPLY_BLOCKED);
        chat.talk.errands.clear();
        chat.talk.safeHours = "any";
        chat.take(new Input.FromChat(new Incoming.Membership(chat.origin(0), false)));

        assertThat(chat.told()).contains(Kind.REPLY_NOTICED);
    }

    @Test
    void queuesAnAbandonedReportAsIncompleteAndLetsItBeFinished() {
        chat.begin();
        chat.press("Втрачено зв’язок із дитиною");
        chat.pass(Duration.ofHours(25));
        assertThat(chat.commands.stream().filter(one -> one.kind() == Kind.ENQUEUE))
                .singleElement()
                .satisfies(one -> assertThat(one.incomplete()).isTrue());
        chat.order("start");
        chat.press("Так, можу писати");
        chat.handIn();

        assertThat(chat.told()).contains(Kind.COMPLETE);
    }

    @Test
    void destroysTheLinksOnceTheChatIsEmpty() {
        chat.begin().handIn();
        chat.fetches = false;
        chat.order("forget");
        chat.press("Так, стерти зв’язок");

        assertThat(chat.commands.stream().filter(one -> one.kind() == Kind.UNLINK))
                .singleElement()
                .satisfies(one -> assertThat(one.number()).isEqualTo("K7Q4-MX21"));
        assertThat(chat.talk.caseNumber).isNull();
        assertThat(chat.talk.past).isEmpty();
        assertThat(new String(chat.talk.bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("K7Q4");
    }

    @Test
    void hidingTakesAFileOutOfTheChatThatWasNotKept() {
        chat.begin();
        chat.fetches = false;
        int sent = chat.send(SentAs.PHOTO, 1000);
        String fetch = chat.talk.errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.FETCH)
                .map(Conversation.Pending::id)
                .findFirst()
                .orElseThrow();
        chat.take(new Input.Ended(fetch, false, new Outcome.Refused(Outcome.Reason.GONE)));
        assertThat(chat.deleted).doesNotContain(sent);
        chat.press("Сховати");

        assertThat(chat.deleted).contains(sent);
    }

    @Test
    void keepsTheLinkWhileAFileIsStillComingAndForgetsAfterTwoDays() {
        chat.begin();
        chat.fetches = false;
        chat.send(SentAs.PHOTO, 1000);
        chat.order("forget");
        chat.press("Так, стерти зв’язок");
        assertThat(chat.told()).doesNotContain(Kind.UNLINK);
        chat.pass(Duration.ofHours(49));

        assertThat(chat.told()).contains(Kind.UNLINK);
    }

    @Test
    void withdrawsAfterTheDaysInWhichItCanBeTakenBack() {
        chat.begin().handIn();
        chat.order("withdraw");
        chat.press("Так, відкликати");
        assertThat(chat.told()).contains(Kind.ASK_WITHDRAWAL);
        chat.press("Скасувати відкликання");
        assertThat(chat.told()).contains(Kind.REVOKE_WITHDRAWAL);
        chat.order("withdraw");
        chat.press("Так, відкликати");
        chat.pass(Duration.ofDays(8));

        assertThat(chat.sealed.get(chat.sealed.size() - 1).body()).containsEntry("what", "withdrawn");
    }

    @Test
    void takesBackACardThatANewerOneOvertook() {
        Script script = new Script(Chat.PARTS);
        Script.Step first = script.step(new Conversation(), new Input.FromChat(start()), chat.now);
        String card = first.next().errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.CARD)
                .findFirst()
                .orElseThrow()
                .id();
        Script.Step second = script.step(first.next(), new Input.FromChat(start()), chat.now);
        Script.Step sent = script.step(second.next(), new Input.Ended(card, true, new Outcome.Sent(55)), chat.now);

        assertThat(sent.next().card).isEqualTo(55);
    }

    @Test
    void whatWaitedAtTelegramForLongIsGatheredForATenthOfThatTimeAndAMinuteAtMost() {
        assertThat(gathered(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(gathered(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(1));
        assertThat(gathered(Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(10));
        assertThat(gathered(Duration.ofHours(20))).isEqualTo(Duration.ofMinutes(1));
        assertThat(gathered(Duration.ofSeconds(-30))).isEqualTo(Duration.ofSeconds(1));
    }

    private Duration gathered(Duration waited) {
        Instant taken = chat.now.plus(waited);
        Conversation after = new Script(Chat.PARTS)
                .step(new Conversation(), new Input.FromChat(start()), taken)
                .next();
        long at = after.errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.DELETE)
                .findFirst()
                .orElseThrow()
                .at();
        return Duration.between(taken, Instant.ofEpochMilli(at));
    }

    @Test
    void aCardThatOvertookAnotherLeavesASecondAfterIt() {
        Script script = new Script(Chat.PARTS);
        Conversation both = script.step(
                        script.step(new Conversation(), new Input.FromChat(start()), chat.now)
                                .next(),
                        new Input.FromChat(start()),
                        chat.now)
                .next();
        long second = chat.now.plusSeconds(1).toEpochMilli();
        long minute = chat.now.plusSeconds(60).toEpochMilli();

        assertThat(ended(both, new Outcome.Sent(55))).isEqualTo(second);
        assertThat(ended(both, new Outcome.Doubtful())).isEqualTo(second);
        assertThat(ended(both, new Outcome.Later(Duration.ZERO))).isEqualTo(second);
        assertThat(ended(both, new Outcome.Refused(Outcome.Reason.NOT_FOUND))).isEqualTo(second);
        assertThat(ended(both, new Outcome.Later(Duration.ofMinutes(1)))).isEqualTo(minute);
    }

    @ParameterizedTest
    @CsvSource({"PT14M, PT14M", "PT3H, PT0S"})
    void aCardWaitsAsLongAsTelegramAsksAndNotForAClockThatWasAhead(Duration left, Duration waits) {
        Conversation talk = new Conversation();
        talk.sendableAt = chat.now.plus(left).toEpochMilli();
        assertThat(new Script(Chat.PARTS)
                        .step(talk, new Input.FromChat(start()), chat.now)
                        .next()
                        .sendableAt)
                .isEqualTo(chat.now.plus(waits).toEpochMilli());
    }

    private long ended(Conversation both, Outcome outcome) {
        return new Script(Chat.PARTS)
                .step(both, new Input.Ended("overtaken", true, outcome), chat.now)
                .next()
                .sendableAt;
    }

    private Incoming start() {
        return new Incoming.Command(chat.origin(9), "start", "");
    }

    static List<Outcome> unsent() {
        return List.of(
                new Outcome.Doubtful(),
                new Outcome.Later(Duration.ofSeconds(1)),
                new Outcome.Refused(Outcome.Reason.OTHER),
                new Outcome.Refused(Outcome.Reason.NOT_FOUND));
    }

    @ParameterizedTest
    @MethodSource("unsent")
    void wordsThatCouldNotBeSentCanBeAskedForAgain(Outcome outcome) {
        chat.begin().handIn();
        chat.refuses = outcome;
        chat.replied(String.valueOf(chat.talk.caseNumber), "reply00001");
        for (int i = 0; i < 300; i++) {
            chat.pass(Duration.ofMinutes(15));
        }
        assertThat(chat.labels()).as("without a notice the card offers it").contains("Показати повідомлення");
        chat.press("Показати повідомлення");
        for (int i = 0; i < 300; i++) {
            chat.pass(Duration.ofMinutes(15));
        }
        assertThat(chat.talk.errands).isEmpty();
        assertThat(chat.labels()).contains("Показати повідомлення");
        chat.refuses = null;
        chat.press("Показати повідомлення");
        assertThat(chat.talk.wordsOf).isNotNull();
        chat.refuses = new Outcome.Refused(Outcome.Reason.GONE);
        chat.press("Показати повідомлення");
        assertThat(chat.labels()).as("words that are no more are not offered").doesNotContain("Показати повідомлення");
    }

    @Test
    void sendsTheCardAnewWhenTheOldOneIsGone() {
        chat.begin();
        Integer old = chat.talk.card;
        Script.Step step = new Script(Chat.PARTS)
                .step(chat.talk, new Input.FromChat(new Incoming.Unsupported(chat.origin(7))), chat.now);
        String card = step.next().errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.CARD)
                .findFirst()
                .orElseThrow()
                .id();
        Conversation after = new Script(Chat.PARTS)
                .step(step.next(), new Input.Ended(card, true, new Outcome.Refused(Outcome.Reason.NOT_FOUND)), chat.now)
                .next();

        assertThat(old).isNotNull();
        assertThat(after.card).isNull();
        assertThat(after.errands).anyMatch(one -> one.kind() == Conversation.Pending.Kind.CARD);
    }
}
