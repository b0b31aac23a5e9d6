package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueueTest {

    private final FoundedDesk desk;
    private final Cases cases;
    private final Queue queue;
    private final CaseNumber number;

    QueueTest() throws IOException {
        desk = new FoundedDesk();
        cases = desk.part(Cases.class);
        queue = desk.part(Queue.class);
        number = cases.bear(new byte[] {1}, Language.UK);
        cases.enqueue(number, ReportType.DEPORTED, Urgency.SOON, false);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private List<String> seen(View view, String name) {
        return queue.list(view, desk.member(name), 10).stream()
                .map(CaseRow::number)
                .toList();
    }

    private long claim(String name) {
        return queue.claim(number, desk.member(name)).fence();
    }

    private void snooze(Duration howLong) {
        queue.snooze(
                number,
                desk.member("first").id(),
                claim("first"),
                desk.clock.instant().plus(howLong));
    }

    private long news() {
        return queue.list(View.WAITING, desk.member("first"), 10).get(0).news();
    }

    private Instant due() {
        return queue.list(View.WAITING, desk.member("first"), 10).get(0).due();
    }

    @Test
    void aSnoozedCaseComesBackByItself() {
        snooze(Duration.ofDays(3));
        assertThat(seen(View.WAITING, "second")).isEmpty();
        assertThat(seen(View.SNOOZED, "second")).containsExactly(number.value());
        desk.clock.pass(Duration.ofDays(3));
        assertThat(seen(View.WAITING, "second")).containsExactly(number.value());
        assertThat(seen(View.SNOOZED, "second")).isEmpty();
    }

    @Test
    void anUrgencyThatIsPutBackBringsItsDueTimeBack() {
        long fence = claim("first");
        Instant due = due();
        desk.clock.pass(Duration.ofMinutes(10));
        for (Urgency urgency : List.of(Urgency.ROUTINE, Urgency.NOW, Urgency.SOON)) {
            queue.triage(number, desk.member("first"), fence, Optional.of(urgency), Optional.empty());
        }
        assertThat(due()).isEqualTo(due);
    }

    @Test
    void aSnoozedCaseStaysOverdue() {
        snooze(Duration.ofDays(7));
        desk.clock.pass(Duration.ofDays(2));
        assertThat(seen(View.OVERDUE, "second")).containsExactly(number.value());
    }

    @Test
    void takingASnoozedCaseWakesIt() {
        snooze(Duration.ofDays(3));
        long fence = claim("second");
        assertThat(seen(View.SNOOZED, "first")).isEmpty();
        queue.release(number, desk.member("second").id(), fence);
        assertThat(seen(View.WAITING, "first")).containsExactly(number.value());
    }

    @Test
    void aReporterWhoWritesWakesTheCaseAndMakesItNew() {
        snooze(Duration.ofDays(3));
        Depositing.count(cases, number, List.of(cases.entryId(number, new byte[] {2})));
        assertThat(seen(View.WAITING, "first")).containsExactly(number.value());
        long once = news();
        cases.raise(number, Urgency.NOW);
        desk.part(Withdrawals.class).ask(number);
        assertThat(news()).isEqualTo(once + 2);
    }

    @Test
    void wordsThatNobodyReadYetWriteTheCaseOnlyOnce() {
        says(2);
        Document unread = stored();
        for (int word = 3; word < 6; word++) {
            desk.clock.pass(Duration.ofMinutes(2));
            says(word);
            assertThat(stored()).isEqualTo(unread);
        }
        reads();
        long read = news();
        assertThat(news()).isEqualTo(unread.getLong("news"));
        for (int word = 6; word < 9; word++) {
            says(word);
            assertThat(news()).isEqualTo(read + 1);
        }
        assertThat(reads()).isEqualTo(7);
        says(9);
        assertThat(news()).isEqualTo(read + 2);
    }

    @Test
    void aCaseThatWasClosedUnreadWaitsAgainWithTheNextWords() {
        says(2);
        queue.triage(number, desk.member("first"), claim("first"), Optional.empty(), Optional.of(CaseState.CLOSED));
        says(3);
        assertThat(stored().getString("state")).isEqualTo("waiting");
    }

    private void says(int word) {
        EntryId id = cases.entryId(number, new byte[] {(byte) word});
        Depositing.deposit(
                desk.part(Deposits.class),
                number,
                new EntryDraft(id, word, "answer", desk.clock.instant(), Map.of("question", "name", "text", "words")));
        Depositing.count(cases, number, List.of(id));
    }

    private int reads() {
        long fence = claim("first");
        int entries = desk.part(CaseFiles.class)
                .open(number, desk.member("first"))
                .entries()
                .size();
        queue.release(number, desk.member("first").id(), fence);
        return entries;
    }

    private Document stored() {
        return desk.part(CaseDocuments.class).require(number);
    }

    @Test
    void whatMembersDoIsNoNews() {
        long before = news();
        long fence = claim("first");
        queue.triage(number, desk.member("first"), fence, Optional.of(Urgency.NOW), Optional.empty());
        queue.release(number, desk.member("first").id(), fence);
        assertThat(news()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = CaseState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INTAKE", "WITHDRAWN"})
    void aCaseThatNobodyWasGrantedIsNeverLostFromTheDesk(CaseState state) {
        long fence = claim("first");
        queue.triage(number, desk.member("first"), fence, Optional.empty(), Optional.of(state));
        queue.release(number, desk.member("first").id(), fence);
        assertThat(seen(state.ended() ? View.CLOSED : View.WAITING, "second")).containsExactly(number.value());
        assertThat(seen(View.CLOSED, "verifier")).isEmpty();
        assertThatThrownBy(() -> claim("verifier")).isInstanceOf(NotAllowed.class);
        assertThat(claim("second")).isGreaterThan(fence);
    }

    @Test
    void aCaseThatIsStillBeingToldIsNobodysToTake() {
        CaseNumber told = cases.bear(new byte[] {9}, Language.UK);
        assertThat(seen(View.WAITING, "first")).containsExactly(number.value());
        assertThatThrownBy(() -> queue.claim(told, desk.member("first"))).isInstanceOf(NotAllowed.class);
    }
}
