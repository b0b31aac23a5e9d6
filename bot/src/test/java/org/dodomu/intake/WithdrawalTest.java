package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.dodomu.intake.CaseCommand.Kind;
import org.junit.jupiter.api.Test;

/** A person who told of more than one child withdraws any of the reports, and takes that back. */
class WithdrawalTest {

    private final Chat chat = new Chat().begin().handIn();
    private final String first = String.valueOf(chat.talk.caseNumber);

    private String another() {
        chat.order("new");
        chat.press("Так, можу писати");
        chat.press("Розповісти про дитину");
        chat.press("Згода, зберігайте");
        chat.handIn();
        return String.valueOf(chat.talk.caseNumber);
    }

    private List<String> asked(Kind kind) {
        return chat.commands.stream()
                .filter(command -> command.kind() == kind)
                .map(CaseCommand::number)
                .toList();
    }

    private List<String> told(String what) {
        return chat.sealed.stream()
                .filter(draft -> what.equals(draft.body().get("what")))
                .map(Draft::number)
                .toList();
    }

    @Test
    void anEarlierReportIsWithdrawnWhileANewOneIsStillEmpty() {
        chat.order("new");
        chat.order("withdraw");
        assertThat(chat.html).contains(first);
        chat.press("Так, відкликати");
        assertThat(asked(Kind.ASK_WITHDRAWAL)).containsExactly(first);
        assertThat(told("withdrawal-asked")).containsExactly(first);
        assertThat(chat.talk.stage).isEqualTo(Stage.DOORS);
    }

    @Test
    void asksWhichOfSeveralAndWithdrawsThatOneOnly() {
        String second = another();
        chat.order("withdraw");
        assertThat(chat.labels()).contains(first, second).doesNotContain("Так, відкликати");
        chat.press(first);
        assertThat(chat.html).contains(first).doesNotContain(second);
        chat.press("Так, відкликати");
        assertThat(asked(Kind.ASK_WITHDRAWAL)).containsExactly(first);
        assertThat(chat.talk.stage).isEqualTo(Stage.HOME);
        assertThat(chat.labels()).as("the present report stays").doesNotContain("Скасувати відкликання");
    }

    @Test
    void whoLooksOnlyOrSaysNoWithdrawsNothing() {
        another();
        for (String way : List.of("‹ Назад", "Сховати")) {
            chat.order("withdraw");
            chat.press(way);
        }
        chat.order("withdraw");
        chat.press(first);
        chat.press("Ні, повернутися");
        chat.order("withdraw");
        for (String forged : List.of("yes", "unwithdraw", "2", "-1", "00", first)) {
            chat.pressData(chat.talk.nonce + ":" + forged, 1);
            chat.order("withdraw");
        }
        assertThat(asked(Kind.ASK_WITHDRAWAL)).isEmpty();
        assertThat(asked(Kind.REVOKE_WITHDRAWAL)).isEmpty();
        assertThat(chat.talk.leaving).isNull();
    }

    @Test
    void aPressOnThePageBeforeWithdrawsNothing() {
        another();
        chat.order("withdraw");
        int before = chat.talk.nonce;
        chat.press(first);
        chat.pressData(before + ":1", 1);
        assertThat(chat.html).contains(first);
        assertThat(chat.toasts).isNotEmpty();
    }

    @Test
    void aWithdrawalIsTakenBackAfterANewReportWasBegun() {
        chat.order("withdraw");
        chat.press("Так, відкликати");
        String second = another();
        chat.order("withdraw");
        assertThat(chat.labels()).contains("⏳ " + first, second);
        chat.press("⏳ " + first);
        chat.press("Скасувати відкликання");
        assertThat(asked(Kind.REVOKE_WITHDRAWAL)).containsExactly(first);
        chat.pass(Duration.ofDays(30));
        assertThat(told("withdrawn")).isEmpty();
        assertThat(chat.talk.knows(first)).isTrue();
    }

    @Test
    void aReportWithdrawnBeforeANewOneLeavesTheChatInTimeAndTheNewOneStays() {
        chat.order("withdraw");
        chat.press("Так, відкликати");
        String second = another();
        chat.pass(Duration.ofDays(7).plusMinutes(1));
        assertThat(told("withdrawn")).containsExactly(first);
        assertThat(chat.talk.knows(first)).isFalse();
        assertThat(chat.talk.caseNumber).isEqualTo(second);
        assertThat(chat.talk.stage).isEqualTo(Stage.HOME);
        chat.order("withdraw");
        assertThat(chat.html).contains(second);
        assertThat(Timers.wake(chat.talk, Chat.PARTS.policy())).isEmpty();
    }

    @Test
    void statusTellsOfTheReportsSentBefore() {
        chat.order("new");
        chat.order("status");
        assertThat(chat.html).contains(first, "ще порожнє").doesNotContain("Поки нічого не збережено");
        String second = another();
        chat.order("status");
        assertThat(chat.html).contains("Номер: " + second, "Надіслані раніше: " + first);
    }

    @Test
    void nothingIsLeftOfAnyWithdrawalInAForgottenChat() {
        chat.order("withdraw");
        chat.press("Так, відкликати");
        another();
        chat.order("forget");
        chat.press("Так, стерти зв’язок");
        chat.pass(Duration.ofHours(49));
        assertThat(chat.talk.withdrawn).isEmpty();
        assertThat(new String(chat.talk.bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain(first);
    }
}
