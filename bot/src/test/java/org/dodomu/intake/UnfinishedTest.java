package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dodomu.cases.CaseNumber;
import org.dodomu.config.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnfinishedTest {

    private static final Duration DAY = Duration.ofHours(25);

    private static Chat atWarning(Chat chat) {
        chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.press("Розповісти про дитину");
        return chat;
    }

    @Test
    void saysBeforeTheFirstQuestionWhatBecomesOfAnUnfinishedReport() {
        assertThat(atWarning(new Chat()).html)
                .contains("за 24 години ми передамо")
                .doesNotContain("не збережемо");
        assertThat(atWarning(Chat.thatDrops()).html)
                .contains("за 24 години ми нічого з цього не збережемо")
                .doesNotContain("передамо");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void saysItInEachLanguage(Language language) {
        String said = Chat.PARTS.texts().text(language, "warning.dropped", java.util.Map.of("hours", 24));
        assertThat(said).contains("24").doesNotContain("{");
    }

    @Test
    void dropsWhatNobodyFinishedAndForgetsIt() {
        Chat chat = Chat.thatDrops().begin();
        chat.say("Київська область");
        int sealed = chat.sealed.size();
        String number = chat.talk.caseNumber;
        chat.pass(DAY);

        assertThat(chat.commands.get(chat.commands.size() - 1).kind()).isEqualTo(CaseCommand.Kind.DROP);
        assertThat(chat.commands.get(chat.commands.size() - 1).number()).isEqualTo(number);
        assertThat(chat.told()).doesNotContain(CaseCommand.Kind.ENQUEUE);
        assertThat(chat.sealed).hasSize(sealed);
        assertThat(chat.talk.caseNumber).isNull();
        assertThat(chat.talk.past).isEmpty();
        assertThat(chat.talk.said).isEmpty();
        assertThat(chat.talk.stage).isEqualTo(Stage.HIDDEN);
        chat.order("start");
        chat.press("Так, можу писати");
        assertThat(chat.talk.stage).isEqualTo(Stage.DOORS);
    }

    @Test
    void depositsItAsIncompleteWhereThePolicySaysSo() {
        Chat chat = new Chat().begin();
        chat.say("Київська область");
        chat.pass(DAY);
        assertThat(chat.told()).contains(CaseCommand.Kind.ENQUEUE).doesNotContain(CaseCommand.Kind.DROP);
        assertThat(chat.talk.caseNumber).isNotNull();
    }

    @Test
    void aFileOnItsWayIsNotFetchedForADroppedReportAndLeavesTheChat() {
        Chat chat = Chat.thatDrops().begin();
        chat.fetches = false;
        int photo = chat.send(SentAs.PHOTO, 1000);
        chat.pass(DAY);
        assertThat(chat.talk.errands).isEmpty();
        assertThat(chat.deleted).contains(photo);
    }

    @Test
    void aHandedInReportIsNeverDropped() {
        Chat chat = Chat.thatDrops().begin().handIn();
        chat.pass(Duration.ofDays(400));
        assertThat(chat.told()).doesNotContain(CaseCommand.Kind.DROP);
        assertThat(chat.talk.caseNumber).isNotNull();
    }

    @Test
    void aNewReportLeavesTheUnfinishedOneAsThePolicySays() {
        Chat drops = Chat.thatDrops().begin();
        drops.say("Київська область");
        drops.order("new");
        assertThat(drops.told()).contains(CaseCommand.Kind.DROP).doesNotContain(CaseCommand.Kind.ENQUEUE);
        assertThat(drops.talk.past).isEmpty();

        Chat deposits = new Chat().begin();
        deposits.say("Київська область");
        deposits.order("new");
        assertThat(deposits.told()).contains(CaseCommand.Kind.ENQUEUE).doesNotContain(CaseCommand.Kind.DROP);
        assertThat(deposits.talk.past).hasSize(1);
    }

    private static Chat atDoor(String door) {
        Chat chat = new Chat();
        chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.press(door);
        return chat;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Я і є ця дитина", "Небезпека просто зараз"})
    void dropsTheCaseOfADoorThroughWhichNothingCame(String door) {
        Chat chat = atDoor(door);
        Stage stage = chat.talk.stage;
        chat.pass(DAY);
        assertThat(chat.told()).containsOnlyOnce(CaseCommand.Kind.DROP);
        assertThat(chat.talk.caseNumber).isNull();
        assertThat(chat.talk.stage).isEqualTo(stage);
        chat.pass(Duration.ofDays(30));
        assertThat(chat.told()).containsOnlyOnce(CaseCommand.Kind.DROP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Я і є ця дитина", "Небезпека просто зараз"})
    void wordsThatComeDaysLaterThroughTheDoorFindANewCase(String door) {
        Chat chat = atDoor(door);
        String first = chat.talk.caseNumber;
        chat.pass(Duration.ofDays(3));
        int message = chat.say("CANARY");
        assertThat(chat.talk.caseNumber).isNotNull().isNotEqualTo(first);
        assertThat(chat.talk.said).singleElement().satisfies(said -> assertThat(said.number())
                .isEqualTo(chat.talk.caseNumber));
        assertThat(chat.deleted).contains(message);
        List<CaseCommand> after = chat.commands.subList(chat.commands.size() - 2, chat.commands.size());
        assertThat(after)
                .extracting(CaseCommand::kind)
                .containsExactly(CaseCommand.Kind.LINK, CaseCommand.Kind.ENQUEUE);
        assertThat(after).extracting(CaseCommand::number).containsOnly(chat.talk.caseNumber);
        assertThat(chat.talk.stage).isEqualTo(Stage.HOME);
    }

    @Test
    void aFileThatComesDaysLaterThroughTheDoorKnowsItsCase() {
        Chat chat = atDoor("Небезпека просто зараз");
        chat.fetches = false;
        chat.pass(Duration.ofDays(3));
        chat.send(SentAs.VOICE, 1000);
        assertThat(chat.talk.errands)
                .filteredOn(one -> one.file() != null)
                .singleElement()
                .extracting(one -> String.valueOf(one.file()))
                .asString()
                .contains(String.valueOf(chat.talk.caseNumber));
    }

    @Test
    void aWithdrawnReportLeavesTheChatWhenItCanNoLongerBeTakenBack() {
        Chat chat = new Chat().begin().handIn();
        String number = String.valueOf(chat.talk.caseNumber);
        chat.order("withdraw");
        chat.press("Так, відкликати");
        assertThat(chat.html).contains(number);
        chat.pass(Duration.ofDays(7).plusMinutes(1));
        assertThat(chat.html).doesNotContain(number);
        assertThat(chat.talk.knows(number)).isFalse();
        assertThat(chat.talk.stage).isEqualTo(Stage.HIDDEN);
        assertThat(chat.sealed.get(chat.sealed.size() - 1).body()).containsEntry("what", "withdrawn");
        chat.replied(number, "reply00001");
        assertThat(chat.talk.replies).isEmpty();
    }

    @Test
    void aReportThatIsDestroyedLeavesNothingInTheChat() {
        Chat chat = new Chat().begin().handIn();
        String number = String.valueOf(chat.talk.caseNumber);
        chat.replied(number, "reply00001");
        int notice = java.util.Objects.requireNonNull(chat.talk.notice);
        chat.take(new Input.CaseGone(new CaseNumber(number)));
        assertThat(chat.talk.knows(number)).isFalse();
        assertThat(chat.talk.replies).isEmpty();
        assertThat(chat.deleted).contains(notice);
        assertThat(chat.html).doesNotContain(number);
    }

    @Test
    void anotherReportOfTheChatGoesOn() {
        Chat chat = new Chat().begin().handIn();
        String first = String.valueOf(chat.talk.caseNumber);
        chat.order("new");
        chat.press("Так, можу писати");
        chat.press("Розповісти про дитину");
        chat.press("Згода, зберігайте");
        String second = String.valueOf(chat.talk.caseNumber);
        String html = chat.html;
        chat.take(new Input.CaseGone(new CaseNumber(first)));
        assertThat(chat.talk.past).isEmpty();
        assertThat(chat.talk.caseNumber).isEqualTo(second);
        assertThat(chat.talk.stage).isEqualTo(Stage.QUESTION);
        assertThat(chat.html).isEqualTo(html);
    }
}
