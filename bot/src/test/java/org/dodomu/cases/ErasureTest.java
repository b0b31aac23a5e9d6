package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.dodomu.intake.FaultyDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureTest {

    private static final Duration OVER = FoundedDesk.POLICY.withdrawAfter().plus(Duration.ofDays(1));

    private final FoundedDesk desk = new FoundedDesk();
    private final Cases cases = desk.part(Cases.class);
    private final Withdrawals withdrawals = desk.part(Withdrawals.class);
    private final Erasure erasure = desk.part(Erasure.class);
    private final Queue queue = desk.part(Queue.class);
    private int births;

    ErasureTest() throws IOException {}

    @AfterEach
    void close() {
        desk.close();
    }

    /** A package whose part of the case cannot always be destroyed. */
    static class Stubborn implements Remains {
        final AtomicInteger asked = new AtomicInteger();
        volatile boolean fails;

        @Override
        public void destroy(CaseNumber number) {
            asked.incrementAndGet();
            if (fails) {
                throw new IllegalStateException("not now");
            }
        }
    }

    private CaseNumber told() throws IOException {
        CaseNumber number = cases.bear(new byte[] {(byte) ++births}, Language.RU);
        EntryDraft words = draft(number, 1);
        Depositing.deposit(desk.part(Deposits.class), number, words);
        EntryDraft file = draft(number, 2);
        byte[] bytes = new byte[300_000];
        desk.part(Deposits.class).depositFile(number, file, bytes.length, new ByteArrayInputStream(bytes));
        Depositing.count(cases, number, List.of(words.id(), file.id()));
        return number;
    }

    private CaseNumber waiting() throws IOException {
        CaseNumber number = told();
        cases.enqueue(number, ReportType.DEPORTED, Urgency.NOW, true);
        return number;
    }

    private EntryDraft draft(CaseNumber number, int seq) {
        EntryId id = cases.entryId(number, new byte[] {(byte) seq});
        return new EntryDraft(id, seq, "answer", desk.clock.instant(), Map.of("text", "CANARY"));
    }

    private Document stored(CaseNumber number) {
        return Objects.requireNonNull(desk.database
                .getCollection("cases")
                .find(Filters.eq("_id", number.value()))
                .first());
    }

    private List<String> acts(CaseNumber number) {
        return desk.part(Custody.class).of(number.value()).stream()
                .map(CustodyRecord::act)
                .toList();
    }

    private void isDestroyed(CaseNumber number, String act, String state) {
        Document row = stored(number);
        assertThat(row.getList("generations", Document.class)).isEmpty();
        assertThat(row.toString()).doesNotContain("sealed", "recovery", "epoch:", "deported", "now,");
        assertThat(row.getString("state")).isEqualTo(state);
        holdsNothing(number);
        assertThat(acts(number)).containsOnlyOnce(act).endsWith(act);
        assertThat(desk.part(Custody.class).unbroken(number.value())).isTrue();
        assertThatThrownBy(() -> Depositing.deposit(desk.part(Deposits.class), number, draft(number, 9)))
                .isInstanceOf(CaseErased.class);
    }

    private void holdsNothing(CaseNumber number) {
        assertThat(desk.database.getCollection("entries").countDocuments(Filters.eq("case", number.value())))
                .isZero();
        assertThat(desk.database.getCollection("chunks").countDocuments()).isZero();
    }

    private void isWhole(CaseNumber number) {
        assertThat(stored(number).getList("generations", Document.class)).hasSize(1);
        assertThat(desk.database.getCollection("entries").countDocuments(Filters.eq("case", number.value())))
                .isEqualTo(2);
        assertThat(acts(number)).doesNotContain("withdrawn", "retired", "dropped");
    }

    @Test
    void destroysAWithdrawnCaseAfterTheDelayAndNotBefore() throws IOException {
        CaseNumber number = waiting();
        withdrawals.ask(number);
        desk.clock.pass(FoundedDesk.POLICY.withdrawAfter());
        erasure.sweep();
        isWhole(number);
        assertThat(withdrawals.seenBy(desk.member("lead"))).singleElement().satisfies(row -> {
            assertThat(row.withdrawal()).isTrue();
            assertThat(row.leaves()).isPresent();
        });
        desk.clock.pass(Duration.ofDays(1));
        erasure.sweep();
        isDestroyed(number, "withdrawn", "withdrawn");
        assertThat(withdrawals.seenBy(desk.member("lead")))
                .extracting(CaseRow::state)
                .containsExactly("withdrawn");
    }

    @Test
    void aRevocationOfTheLastMomentIsInTime() throws IOException {
        CaseNumber number = waiting();
        withdrawals.ask(number);
        withdrawals.ask(number);
        desk.clock.pass(FoundedDesk.POLICY.withdrawAfter().plusHours(1));
        withdrawals.revoke(number);
        withdrawals.revoke(number);
        desk.clock.pass(Duration.ofDays(60));
        erasure.sweep();
        isWhole(number);
        assertThat(acts(number)).containsOnlyOnce("withdrawal-asked", "withdrawal-revoked");
        withdrawals.ask(number);
        desk.clock.pass(OVER);
        erasure.sweep();
        isDestroyed(number, "withdrawn", "withdrawn");
    }

    @Test
    void askingAgainBeginsTheTimeAgain() throws IOException {
        CaseNumber number = waiting();
        withdrawals.ask(number);
        desk.clock.pass(Duration.ofDays(6));
        withdrawals.ask(number);
        desk.clock.pass(Duration.ofDays(6));
        erasure.sweep();
        isWhole(number);
    }

    @Test
    void forgettingTheChatDoesNotTakeTheWithdrawalBack() throws IOException {
        CaseNumber number = waiting();
        withdrawals.ask(number);
        cases.forgotten(number);
        desk.clock.pass(OVER);
        erasure.sweep();
        isDestroyed(number, "withdrawn", "withdrawn");
    }

    @Test
    void aRevocationThatComesTooLateDoesNotUndoTheEnd() throws IOException {
        CaseNumber number = waiting();
        withdrawals.ask(number);
        desk.clock.pass(OVER);
        erasure.sweep();
        withdrawals.revoke(number);
        isDestroyed(number, "withdrawn", "withdrawn");
    }

    @Test
    void aLegalHoldKeepsWhatWasWithdrawnAndWhatIsOld() throws IOException {
        CaseNumber number = closed();
        withdrawals.ask(number);
        withdrawals.hold(number, desk.member("lead"));
        withdrawals.hold(number, desk.member("lead"));
        desk.clock.pass(Duration.ofDays(5000));
        erasure.sweep();
        isWhole(number);
        assertThat(withdrawals.seenBy(desk.member("lead")))
                .singleElement()
                .extracting(CaseRow::held)
                .isEqualTo(true);
        withdrawals.lift(number, desk.member("lead"));
        erasure.sweep();
        isWhole(number);
        withdrawals.hold(number, desk.member("lead"));
        desk.clock.pass(Duration.ofDays(2));
        erasure.sweep();
        isWhole(number);
        withdrawals.lift(number, desk.member("lead"));
        desk.clock.pass(Duration.ofDays(1));
        erasure.sweep();
        isDestroyed(number, "withdrawn", "withdrawn");
        assertThat(acts(number)).containsSubsequence("held", "hold-lifted", "held", "hold-lifted", "withdrawn");
    }

    @Test
    void onlyALeadHoldsAndOnlyWhatIsThere() throws IOException {
        CaseNumber number = waiting();
        for (String name : List.of("first", "verifier")) {
            assertThatThrownBy(() -> withdrawals.hold(number, desk.member(name)))
                    .isInstanceOf(NotAllowed.class);
            assertThatThrownBy(() -> withdrawals.lift(number, desk.member(name)))
                    .isInstanceOf(NotAllowed.class);
            assertThatThrownBy(() -> withdrawals.seenBy(desk.member(name))).isInstanceOf(NotAllowed.class);
        }
        assertThatThrownBy(() -> withdrawals.hold(new CaseNumber("ZZZZ-ZZZZ"), desk.member("lead")))
                .isInstanceOf(CaseUnknown.class);
        withdrawals.ask(number);
        desk.clock.pass(OVER);
        erasure.sweep();
        assertThatThrownBy(() -> withdrawals.hold(number, desk.member("lead"))).isInstanceOf(CaseErased.class);
        assertThat(acts(number)).doesNotContain("held");
    }

    private CaseNumber closed() throws IOException {
        CaseNumber number = waiting();
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        queue.triage(number, desk.member("first"), claim.fence(), Optional.empty(), Optional.of(CaseState.CLOSED));
        queue.release(number, desk.member("first").id(), claim.fence());
        return number;
    }

    @Test
    void destroysAClosedCaseWhenThePolicySaysAndNoOpenOne() throws IOException {
        CaseNumber open = waiting();
        desk.clock.pass(Duration.ofDays(400));
        erasure.sweep();
        isWhole(open);
        withdrawals.ask(open);
        desk.clock.pass(OVER);
        erasure.sweep();

        CaseNumber number = closed();
        desk.clock.pass(FoundedDesk.POLICY.closedKept().minusDays(1));
        erasure.sweep();
        isWhole(number);
        desk.clock.pass(Duration.ofDays(2));
        erasure.sweep();
        isDestroyed(number, "retired", "closed");
        assertThat(acts(open)).containsOnlyOnce("withdrawn").doesNotContain("retired");
    }

    @Test
    void nobodyReadsOrClaimsWhatIsBeingDestroyed() throws IOException {
        CaseNumber number = waiting();
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        withdrawals.ask(number);
        desk.clock.pass(OVER.minusMinutes(1));
        Queue.Claim again = queue.claim(number, desk.member("first"));
        assertThat(again.fence()).isGreaterThanOrEqualTo(claim.fence());
        desk.clock.pass(Duration.ofMinutes(1));
        erasure.sweep();
        assertThatThrownBy(() -> desk.part(CaseFiles.class).open(number, desk.member("first")))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> queue.claim(number, desk.member("first"))).isInstanceOf(NotAllowed.class);
        byte[] sealed = desk.age.seal(RecipientSet.of(desk.epoch.recipient()), new byte[10]);
        assertThatThrownBy(() ->
                        desk.part(CaseFiles.class).add(number, desk.member("first"), "k", "note", 1, sealed, Act.NOTED))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void destroysWhatWasBeingWrittenInThatMomentToo() throws IOException {
        CaseNumber number = waiting();
        withdrawals.ask(number);
        desk.clock.pass(OVER);
        erasure.sweep();
        desk.database
                .getCollection("entries")
                .insertOne(new Document("_id", "late")
                        .append("case", number.value())
                        .append("counted", true));
        desk.clock.pass(Duration.ofHours(1));
        erasure.sweep();
        isDestroyed(number, "withdrawn", "withdrawn");
        assertThat(stored(number)).containsKey("erase");
        desk.clock.pass(Duration.ofDays(1));
        erasure.sweep();
        assertThat(stored(number)).doesNotContainKey("erase").containsEntry("erased", "withdrawn");
    }

    @Test
    void dropsAnIntakeWhollyAndLeavesTheQueueAlone() throws IOException {
        CaseNumber queued = waiting();
        erasure.drop(queued);
        isWhole(queued);
        CaseNumber number = told();
        erasure.drop(number);
        erasure.drop(number);
        assertThat(stored(number).getList("generations", Document.class)).isEmpty();
        cases.enqueue(number, ReportType.LOST, Urgency.NOW, false);
        assertThat(queue.list(View.WAITING, desk.member("first"), 10))
                .extracting(CaseRow::number)
                .containsExactly(queued.value());
        desk.clock.pass(Duration.ofDays(2));
        erasure.sweep();
        assertThat(desk.database.getCollection("cases").countDocuments()).isEqualTo(1);
        assertThat(desk.database.getCollection("entries").countDocuments()).isEqualTo(2);
        assertThat(acts(number)).containsExactly("born", "dropped");
    }

    @Test
    void namesOnlyOldIntakesWithoutAnyEntryEmpty() throws IOException {
        CaseNumber empty = cases.bear(new byte[] {99}, Language.UK);
        told();
        waiting();
        assertThat(erasure.empty(desk.clock.instant().minus(Duration.ofHours(1))))
                .isEmpty();
        assertThat(erasure.empty(desk.clock.instant())).containsExactly(empty);
    }

    @Test
    void theKeysGoEvenWhenAnotherPackageCannotDestroyItsPart() throws IOException {
        try (var process = desk.start(desk.database, Stubborn.class)) {
            Stubborn stubborn = process.getBean(Stubborn.class);
            stubborn.fails = true;
            CaseNumber number = waiting();
            withdrawals.ask(number);
            desk.clock.pass(OVER);
            process.getBean(Erasure.class).sweep();
            isDestroyed(number, "withdrawn", "withdrawn");
            desk.clock.pass(Duration.ofDays(3));
            process.getBean(Erasure.class).sweep();
            assertThat(stored(number)).containsKey("erase");
            stubborn.fails = false;
            process.getBean(Erasure.class).sweep();
            assertThat(stored(number)).doesNotContainKey("erase");
            assertThat(stubborn.asked).hasValue(3);
        }
    }

    @Test
    void aClockThatJumpsBackUndoesNothingAndDestroysNothing() throws IOException {
        CaseNumber number = waiting();
        withdrawals.ask(number);
        desk.clock.pass(Duration.ofDays(-30));
        CaseNumber other = waiting();
        withdrawals.ask(other);
        erasure.sweep();
        assertThat(acts(number)).doesNotContain("withdrawn");
        desk.clock.pass(Duration.ofDays(30).plus(OVER));
        erasure.sweep();
        desk.clock.pass(Duration.ofDays(-300));
        erasure.sweep();
        withdrawals.revoke(number);
        isDestroyed(number, "withdrawn", "withdrawn");
        isDestroyed(other, "withdrawn", "withdrawn");
        desk.clock.pass(Duration.ofDays(302));
        erasure.sweep();
        isDestroyed(number, "withdrawn", "withdrawn");
        assertThat(stored(number)).doesNotContainKey("erase");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsWhatItBeganWhereverItIsKilled(boolean afterTheWrite) throws IOException {
        boolean died = true;
        int at = 0;
        while (died) {
            at++;
            CaseNumber number = waiting();
            FaultyDatabase database = new FaultyDatabase(desk.database).dieAt(at, afterTheWrite);
            try (var process = desk.start(database.database())) {
                process.getBean(Withdrawals.class).ask(number);
                desk.clock.pass(OVER);
                process.getBean(Erasure.class).sweep();
                desk.clock.pass(Duration.ofDays(2));
                process.getBean(Erasure.class).sweep();
            } catch (FaultyDatabase.Killed expected) {
                assertThat(database.died()).isTrue();
            }
            died = database.died();
            withdrawals.ask(number);
            desk.clock.pass(OVER);
            erasure.sweep();
            desk.clock.pass(Duration.ofDays(2));
            erasure.sweep();
            isDestroyed(number, "withdrawn", "withdrawn");
            assertThat(acts(number)).as("killed at write " + at).containsOnlyOnce("withdrawal-asked", "withdrawn");
            assertThat(stored(number)).doesNotContainKey("erase");
        }
        assertThat(at).isGreaterThan(8);
    }

    @Test
    void manySweepersAtOnceDestroyOnce() throws Exception {
        List<CaseNumber> numbers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            numbers.add(waiting());
            withdrawals.ask(numbers.get(i));
        }
        desk.clock.pass(OVER);
        for (int round = 0; round < 2; round++) {
            ExecutorService pool = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 4; i++) {
                pool.execute(erasure::sweep);
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            desk.clock.pass(Duration.ofDays(2));
        }
        numbers.forEach(number -> isDestroyed(number, "withdrawn", "withdrawn"));
    }

    @Test
    void aHoldAndASweepAtOnceNeverBothWin() throws Exception {
        for (int i = 0; i < 20; i++) {
            CaseNumber number = waiting();
            withdrawals.ask(number);
            desk.clock.pass(OVER);
            ExecutorService pool = Executors.newFixedThreadPool(2);
            var held = pool.submit(() -> withdrawals.hold(number, desk.member("lead")));
            pool.submit(erasure::sweep).get();
            boolean refused = false;
            try {
                held.get();
            } catch (java.util.concurrent.ExecutionException late) {
                refused = late.getCause() instanceof CaseErased;
                assertThat(refused).isTrue();
            }
            pool.shutdown();
            assertThat(acts(number).contains("withdrawn")).isEqualTo(refused);
            assertThat(acts(number).contains("held")).isNotEqualTo(refused);
        }
    }
}
