package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.dodomu.desk.Member;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How members share the work: turns, spam, reopening, load, and seeing one another. */
class WorkTest {

    private final FoundedDesk desk;
    private final Cases cases;
    private final Queue queue;
    private final Assignments assignments;
    private final Closings closings;
    private final Presence presence;
    private final CaseNumber number;

    WorkTest() throws IOException {
        desk = new FoundedDesk();
        cases = desk.part(Cases.class);
        queue = desk.part(Queue.class);
        assignments = desk.part(Assignments.class);
        closings = desk.part(Closings.class);
        presence = desk.part(Presence.class);
        number = waiting(1, Urgency.SOON);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private CaseNumber waiting(int mark, Urgency urgency) {
        CaseNumber born = cases.bear(new byte[] {(byte) mark}, Language.UK);
        cases.enqueue(born, ReportType.OTHER, urgency, false);
        return born;
    }

    private Member member(String name) {
        return desk.member(name);
    }

    private List<CaseRow> rows(View view, String name) {
        return queue.list(view, member(name), 50);
    }

    private List<String> seen(View view, String name) {
        return rows(view, name).stream().map(CaseRow::number).toList();
    }

    private List<String> acts() {
        return desk.part(Custody.class).of(number.value()).stream()
                .map(CustodyRecord::act)
                .toList();
    }

    @Test
    void aRowTellsWhetherAnybodyEverOpenedTheCase() {
        queue.claim(number, member("first"));
        assertThat(rows(View.WAITING, "second")).extracting(CaseRow::opened).containsExactly(false);
        desk.part(CaseFiles.class).open(number, member("first"));
        assertThat(rows(View.WAITING, "second")).extracting(CaseRow::opened).containsExactly(true);
    }

    @Test
    void whatHasEndedIsNobodysTurnThoughItIsStillHeld() {
        long fence = queue.claim(number, member("first")).fence();
        assertThat(seen(View.MINE, "first")).containsExactly(number.value());
        queue.triage(number, member("first"), fence, Optional.empty(), Optional.of(CaseState.CLOSED));
        assertThat(seen(View.MINE, "first")).isEmpty();
        assertThat(queue.counts(member("first"))).containsEntry(View.MINE, 0L).containsEntry(View.CLOSED, 1L);
    }

    @Test
    void anAssignedCaseIsTheMembersTurnUntilSomebodyTakesIt() {
        assignments.assign(number, member("lead"), member("second").id());
        assertThat(seen(View.MINE, "second")).containsExactly(number.value());
        assertThat(seen(View.MINE, "first")).isEmpty();
        assertThat(seen(View.WAITING, "first")).containsExactly(number.value());
        assertThatThrownBy(() -> desk.part(CaseFiles.class).open(number, member("second")))
                .isInstanceOf(NotAllowed.class);
        queue.claim(number, member("first"));
        assertThat(seen(View.MINE, "second")).isEmpty();
        assertThat(acts()).containsSubsequence("assigned", "claimed");
    }

    @Test
    void onlyALeadAssignsAndOnlyToWhoeverTriagesThere() {
        assertThatThrownBy(() -> assignments.assign(
                        number, member("first"), member("second").id()))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> assignments.assign(
                        number, member("lead"), member("verifier").id()))
                .isInstanceOf(NotAllowed.class);
        queue.claim(number, member("first"));
        assertThatThrownBy(() -> assignments.assign(
                        number, member("lead"), member("second").id()))
                .isInstanceOf(LeaseHeld.class);
    }

    @Test
    void anEscalatedCaseIsTheLeadsTurnAndFree() {
        long fence = queue.claim(number, member("first")).fence();
        assertThatThrownBy(() -> assignments.escalate(number, member("second"), fence))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> assignments.escalate(number, member("second"), 0))
                .isInstanceOf(NotAllowed.class);
        assignments.escalate(number, member("first"), fence);
        assertThat(seen(View.MINE, "lead")).containsExactly(number.value());
        assertThat(seen(View.MINE, "first")).isEmpty();
        assertThatThrownBy(() -> assignments.escalate(number, member("first"), fence))
                .isInstanceOf(LeaseLost.class);
        assertThat(queue.claim(number, member("deputy")).fence()).isGreaterThan(fence);
        assertThat(seen(View.MINE, "lead")).isEmpty();
    }

    @Test
    void spamIsClosedTogetherButNeverWhatIsUrgentHeldOrProposed() {
        CaseNumber urgent = waiting(2, Urgency.NOW);
        CaseNumber held = waiting(3, Urgency.ROUTINE);
        CaseNumber withdrawn = waiting(4, Urgency.ROUTINE);
        CaseNumber other = waiting(5, Urgency.ROUTINE);
        queue.claim(held, member("second"));
        desk.part(Withdrawals.class).ask(withdrawn);
        List<Closings.Closed> closed =
                closings.closeAsSpam(List.of(number, urgent, held, withdrawn, other), member("first"));
        assertThat(closed).extracting(Closings.Closed::number).containsExactlyInAnyOrder(number.value(), other.value());
        assertThat(seen(View.WAITING, "first"))
                .containsExactlyInAnyOrder(urgent.value(), held.value(), withdrawn.value());
        assertThat(closings.closeAsSpam(List.of(number), member("verifier"))).isEmpty();
        assertThat(acts()).endsWith("closed-as-spam");
    }

    @Test
    void theUndoPutsBackWhatNobodyTouchedSince() {
        CaseNumber taken = waiting(2, Urgency.ROUTINE);
        List<Closings.Closed> closed = closings.closeAsSpam(List.of(number, taken), member("first"));
        long fence = queue.claim(taken, member("second")).fence();
        assertThat(closings.undo(closed, member("verifier"))).isZero();
        assertThat(closings.undo(closed, member("first"))).isEqualTo(1);
        assertThat(closings.undo(closed, member("first"))).isZero();
        assertThat(seen(View.WAITING, "second")).containsExactly(number.value());
        assertThat(seen(View.CLOSED, "second")).containsExactly(taken.value());
        assertThat(fence).isEqualTo(2);
        assertThat(acts()).endsWith("closed-as-spam", "reopened");
    }

    @Test
    void whoeverHeldACaseThatWasClosedAsSpamWritesNothingMore() {
        long fence = queue.claim(number, member("first")).fence();
        closings.closeAsSpam(List.of(number), member("first"));
        assertThatThrownBy(() -> queue.renew(number, member("first"), fence)).isInstanceOf(LeaseLost.class);
    }

    @Test
    void aReopenedCaseIsDueAnewAndAStaleClaimReopensNothing() {
        long fence = queue.claim(number, member("first")).fence();
        assertThatThrownBy(() -> closings.reopen(number, member("first"), fence))
                .isInstanceOf(LeaseLost.class);
        queue.triage(number, member("first"), fence, Optional.empty(), Optional.of(CaseState.CLOSED));
        desk.clock.pass(java.time.Duration.ofDays(5));
        assertThatThrownBy(() -> closings.reopen(number, member("first"), fence))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> closings.reopen(number, member("first"), 0)).isInstanceOf(NotAllowed.class);
        long again = queue.claim(number, member("second")).fence();
        closings.reopen(number, member("second"), again);
        CaseRow row = rows(View.WAITING, "first").get(0);
        assertThat(row.state()).isEqualTo("waiting");
        assertThat(row.due()).isAfter(desk.clock.instant());
        assertThat(acts()).endsWith("reopened");
    }

    private void says(int word) {
        Depositing.count(cases, number, List.of(cases.entryId(number, new byte[] {(byte) word})));
    }

    @Test
    void newWordsOpenAClosedCaseAgainAndItIsDueAnew() {
        long fence = queue.claim(number, member("first")).fence();
        queue.triage(number, member("first"), fence, Optional.empty(), Optional.of(CaseState.CLOSED));
        desk.clock.pass(java.time.Duration.ofDays(5));
        says(1);

        CaseRow row = rows(View.WAITING, "second").get(0);
        assertThat(row.state()).isEqualTo("waiting");
        assertThat(row.due()).isAfter(desk.clock.instant());
        assertThat(desk.part(Waits.class)
                        .newest(List.of("main"), Urgency.SOON)
                        .orElseThrow()
                        .at())
                .isCloseTo(desk.clock.instant(), within(1, ChronoUnit.MINUTES));
        assertThat(acts()).endsWith("reopened");
        assertThat(queue.claim(number, member("second")).fence()).isGreaterThan(fence);
        says(2);
        assertThat(acts().stream().filter("reopened"::equals)).hasSize(1);
    }

    @Test
    void moreUrgencyOpensAClosedCaseAgainAndAWithdrawnOneStaysClosed() {
        closings.closeAsSpam(List.of(number), member("first"));
        cases.raise(number, Urgency.NOW);
        assertThat(seen(View.WAITING, "second")).containsExactly(number.value());
        long fence = queue.claim(number, member("first")).fence();
        queue.triage(number, member("first"), fence, Optional.empty(), Optional.of(CaseState.CLOSED));
        desk.part(CaseDocuments.class)
                .cases()
                .updateOne(Filters.eq("_id", number.value()), Updates.set("state", CaseState.WITHDRAWN.code()));
        says(1);

        assertThat(seen(View.WAITING, "second")).isEmpty();
    }

    @Test
    void theLoadCountsClaimsThatRunAndGrants() {
        queue.claim(number, member("first"));
        String first = member("first").id().value();
        assertThat(assignments.loads().get(first)).isEqualTo(new Assignments.Load(1, 0));
        desk.clock.pass(java.time.Duration.ofMinutes(16));
        assertThat(assignments.loads().get(first)).isEqualTo(new Assignments.Load(0, 0));
    }

    @Test
    void othersSeeWhoLooksAtACaseForAsLongAsTheyDo() {
        presence.looksAt(number, member("first"));
        assertThat(presence.of(rows(View.WAITING, "second"), member("second")))
                .containsEntry(number.value(), List.of(member("first").id().value()));
        assertThat(presence.of(rows(View.WAITING, "first"), member("first"))).isEmpty();
        desk.clock.pass(Presence.WORTH);
        assertThat(presence.of(rows(View.WAITING, "second"), member("second"))).isEmpty();
        presence.looksAt(number, member("first"));
        presence.looksAway(member("first"));
        assertThat(presence.of(rows(View.WAITING, "second"), member("second"))).isEmpty();
    }

    @Test
    void whoeverMayNotSeeACaseIsNotSeenThere() {
        assertThatThrownBy(() -> presence.looksAt(number, member("verifier"))).isInstanceOf(NotAllowed.class);
    }

    @Test
    void nothingStaysOfALookThatIsOver() {
        presence.looksAt(number, member("first"));
        desk.clock.pass(Presence.WORTH);
        presence.looksAt(number, member("second"));
        assertThat(desk.database.getCollection(Presence.COLLECTION).countDocuments())
                .isEqualTo(1);
    }
}
