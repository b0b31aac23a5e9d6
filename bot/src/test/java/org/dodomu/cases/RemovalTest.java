package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SealBroken;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Rosters;
import org.dodomu.intake.FaultyDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalTest {

    private FoundedDesk desk;
    private HybridIdentity second;
    private Queue queue;
    private Departures departures;
    private Resealing resealing;

    @BeforeEach
    void found() throws IOException {
        desk = new FoundedDesk();
        second = HybridIdentity.generate(desk.random);
        queue = desk.part(Queue.class);
        departures = desk.part(Departures.class);
        resealing = desk.part(Resealing.class);
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private CaseNumber waiting(int mark) {
        Cases cases = desk.part(Cases.class);
        CaseNumber number = cases.bear(new byte[] {(byte) mark}, Language.UK);
        cases.enqueue(number, ReportType.DEPORTED, Urgency.ROUTINE, false);
        return number;
    }

    private void deposit(CaseNumber number, int seq) {
        EntryId id = desk.part(Cases.class).entryId(number, new byte[] {(byte) seq});
        Depositing.deposit(
                desk.part(Deposits.class),
                number,
                new EntryDraft(id, seq, "answer", desk.clock.instant(), Map.of("text", "words")));
    }

    private Document stored(CaseNumber number) {
        return Objects.requireNonNull(desk.database
                .getCollection("cases")
                .find(Filters.eq("_id", number.value()))
                .first());
    }

    private List<Generation> generations(CaseNumber number) {
        return CaseDocuments.generations(stored(number));
    }

    private boolean opens(HybridIdentity identity, Generation generation) {
        return generation.keys().stream().anyMatch(key -> {
            try {
                desk.age.open(key.sealed(), identity);
                return true;
            } catch (SealBroken other) {
                return false;
            }
        });
    }

    private void handOver(CaseNumber number, String... to) {
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        byte[] key = desk.age.open(generations(number).get(0).keys().get(0).sealed(), desk.epoch);
        List<CaseFiles.Grant> grants = new ArrayList<>();
        for (String name : to) {
            byte[] sealed = desk.age.seal(RecipientSet.of(desk.identity(name).recipient()), key);
            String id = desk.member(name).id().value();
            grants.add(new CaseFiles.Grant(id, 1, new Generation.SealedKey("member:" + id, sealed)));
        }
        desk.part(CaseFiles.class).handOver(number, desk.member("first"), claim.fence(), grants);
    }

    private List<String> acts(String chain) {
        return desk.part(Custody.class).of(chain).stream()
                .map(CustodyRecord::act)
                .toList();
    }

    /** What a browser that holds both epoch keys sends back. */
    private List<Resealing.Resealed> sealed(Resealing.Pending one, HybridIdentity to) {
        return one.generations().stream()
                .map(generation -> {
                    byte[] key = desk.age.open(generation.keys().get(0).sealed(), desk.epoch);
                    byte[] fresh = desk.age.seal(RecipientSet.of(to.recipient()), key);
                    return new Resealing.Resealed(generation.number(), new Generation.SealedKey("epoch", fresh));
                })
                .toList();
    }

    private int resealAll(Resealing browser) {
        int written = 0;
        for (Resealing.Pending one :
                browser.pending("main", desk.member("lead"), "").some()) {
            boolean done = browser.reseal("main", desk.member("lead"), one.number(), one.rev(), sealed(one, second));
            written += done ? 1 : 0;
        }
        return written;
    }

    @Test
    void theClaimsOfARemovedMemberReturnAndTheirFenceIsStale() {
        CaseNumber number = waiting(1);
        Queue.Claim claim = queue.claim(number, desk.member("second"));
        desk.remove("second", second);
        departures.settle();
        assertThat(queue.claim(number, desk.member("first")).fence()).isEqualTo(claim.fence() + 2);
        assertThatThrownBy(() -> queue.release(number, desk.member("second").id(), claim.fence()))
                .isInstanceOf(LeaseLost.class);
        assertThat(acts(number.value())).containsExactly("born", "enqueued", "claimed", "released", "claimed");
    }

    @Test
    void whatWasAssignedToARemovedMemberGoesToTheLeads() {
        CaseNumber number = waiting(1);
        desk.part(Assignments.class)
                .assign(number, desk.member("lead"), desk.member("second").id());
        desk.remove("second", second);
        departures.settle();
        assertThat(stored(number).getString("assigned")).isEqualTo(Assignments.LEADS);
    }

    @Test
    void whatComesAfterARemovalIsNotForTheRemovedEvenBeforeAnythingWasCleanedUp() {
        CaseNumber number = waiting(1);
        handOver(number, "verifier", "second");
        deposit(number, 1);
        desk.remove("second", second);
        deposit(number, 2);
        List<Generation> all = generations(number);
        assertThat(all).hasSize(3);
        assertThat(opens(desk.identity("verifier"), all.get(2))).isTrue();
        assertThat(all).noneMatch(generation -> opens(desk.identity("second"), generation));
        assertThat(stored(number).getList("readers", String.class))
                .containsExactly(desk.member("verifier").id().value());
    }

    @Test
    void theCopiesOfARemovedReaderAreDeletedAndTheOthersStay() {
        CaseNumber number = waiting(1);
        handOver(number, "verifier", "second");
        desk.remove("second", second);
        departures.settle();
        departures.settle();
        Generation only = generations(number).get(0);
        assertThat(opens(desk.identity("second"), only)).isFalse();
        assertThat(opens(desk.identity("verifier"), only)).isTrue();
        assertThat(only.closed()).isTrue();
        assertThat(acts(number.value())).containsOnlyOnce("reader-removed");
        assertThat(acts("member:" + desk.member("second").id().value())).containsExactly("member-removed");
    }

    @Test
    void aCaseThatOnlyTheRemovedReadReturnsToTheDeskAndSaysWhatIsMissing() {
        CaseNumber number = waiting(1);
        handOver(number, "verifier");
        deposit(number, 1);
        assertThat(desk.part(PastReaders.class)
                        .of(desk.member("verifier").id(), "")
                        .get(0)
                        .only())
                .isTrue();
        MemberId gone = desk.member("verifier").id();
        desk.remove("verifier", second);
        departures.settle();
        Document row = stored(number);
        assertThat(row.getString("state")).isEqualTo("waiting");
        assertThat(row.getString("epoch")).isEqualTo("epoch:main:2");
        assertThat(row.getBoolean("unread")).isTrue();
        assertThat(desk.part(PastReaders.class).of(gone, "").get(0).only()).isTrue();
        assertThat(generations(number))
                .allMatch(generation -> generation.holders().isEmpty());
        deposit(number, 2);
        Generation fresh = generations(number).get(2);
        assertThat(opens(second, fresh)).isTrue();
        assertThat(opens(desk.epoch, fresh)).isFalse();
        queue.claim(number, desk.member("first"));
        assertThat(desk.part(CaseFiles.class)
                        .open(number, desk.member("first"))
                        .row()
                        .unread())
                .isTrue();
    }

    @Test
    void aNewReportAndAnOldOneAreSealedToTheNewEpochAtOnce() {
        CaseNumber old = waiting(1);
        desk.remove("second", second);
        CaseNumber fresh = waiting(2);
        assertThat(generations(fresh).get(0).holders()).containsExactly("epoch:main:2");
        deposit(old, 1);
        Generation next = generations(old).get(1);
        assertThat(opens(second, next)).isTrue();
        assertThat(opens(desk.epoch, next)).isFalse();
        assertThat(opens(desk.epoch, generations(old).get(0))).isTrue();
    }

    @Test
    void resealingMovesEveryOldCopyAndDeletesIt() {
        CaseNumber number = waiting(1);
        deposit(number, 1);
        desk.remove("second", second);
        deposit(number, 2);
        assertThat(resealing.pending("main", desk.member("lead"), "").left()).isEqualTo(1);
        assertThat(resealAll(resealing)).isEqualTo(1);
        assertThat(resealing.pending("main", desk.member("lead"), "").left()).isZero();
        assertThat(generations(number)).hasSize(2).allMatch(generation -> opens(second, generation));
        assertThat(generations(number)).noneMatch(generation -> opens(desk.epoch, generation));
        deposit(number, 3);
        assertThat(generations(number)).hasSize(2);
        assertThat(acts(number.value())).endsWith("resealed");
    }

    @Test
    void whatComesAfterAReseedIsNotUnderAKeyThatTheOldEpochOpened() {
        CaseNumber number = waiting(1);
        desk.remove("second", second);
        resealAll(resealing);
        deposit(number, 1);
        assertThat(generations(number)).hasSize(2);
        assertThat(generations(number).get(0).closed()).isTrue();
    }

    @Test
    void aCaseThatChangedMeanwhileIsLeftAloneAndFoundAgain() {
        CaseNumber number = waiting(1);
        desk.remove("second", second);
        Resealing.Pending seen =
                resealing.pending("main", desk.member("lead"), "").some().get(0);
        deposit(number, 1);
        assertThat(resealing.reseal("main", desk.member("lead"), number, seen.rev(), sealed(seen, second)))
                .isFalse();
        Runnable another = () -> deposit(number, 2);
        try (var process = desk.start(Between.lookAndWrite(desk.database, another))) {
            assertThat(generations(number)).hasSize(2);
            assertThat(resealAll(process.getBean(Resealing.class))).isEqualTo(1);
        }
        assertThat(resealAll(resealing)).isZero();
        assertThat(generations(number)).allMatch(generation -> opens(second, generation));
    }

    @Test
    void aClaimAndAHandOverDuringResealingLoseNothing() {
        CaseNumber number = waiting(1);
        desk.remove("second", second);
        Runnable another = () -> handOver(number, "verifier");
        try (var process = desk.start(Between.lookAndWrite(desk.database, another))) {
            assertThat(resealAll(process.getBean(Resealing.class))).isZero();
        }
        assertThat(resealing.pending("main", desk.member("lead"), "").left()).isZero();
        assertThat(generations(number).get(0).holders())
                .containsExactly("member:" + desk.member("verifier").id().value());
    }

    @Test
    void whoResealsSendsEveryGenerationSealedOrNothingIsWritten() {
        CaseNumber number = waiting(1);
        desk.remove("second", second);
        Resealing.Pending seen =
                resealing.pending("main", desk.member("lead"), "").some().get(0);
        Resealing.Resealed plain = new Resealing.Resealed(1, new Generation.SealedKey("epoch", new byte[10]));
        Resealing.Resealed good = sealed(seen, second).get(0);
        for (List<Resealing.Resealed> wrong : List.of(
                List.<Resealing.Resealed>of(),
                List.of(plain),
                List.of(good, good),
                List.of(good, new Resealing.Resealed(2, good.key())))) {
            assertThatThrownBy(() -> resealing.reseal("main", desk.member("lead"), number, seen.rev(), wrong))
                    .isInstanceOf(NotAllowed.class);
        }
        assertThatThrownBy(() -> resealing.pending("main", desk.member("verifier"), ""))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> resealing.pending("other", desk.member("lead"), ""))
                .isInstanceOf(NotAllowed.class);
        desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.set("generations.0.closed", true));
        assertThatThrownBy(() -> resealing.reseal("main", desk.member("lead"), number, seen.rev(), List.of(good)))
                .isInstanceOf(CaseSealBroken.class);
    }

    @Test
    void theSealsOfAnEndedEpochGoOnlyWhenNothingCanNeedThem() {
        CaseNumber number = waiting(1);
        desk.part(Rosters.class)
                .addEpoch(
                        desk.part(Rosters.class).current().publicPart().desks().get(0),
                        Map.of(
                                desk.member("first").id(), new byte[] {1},
                                desk.member("second").id(), new byte[] {2}));
        desk.remove("second", second);
        departures.settle();
        assertThat(epochSeals("second")).isEmpty();
        assertThat(epochSeals("first")).containsOnlyKeys("main:1");
        desk.clock.pass(Duration.ofHours(2));
        departures.settle();
        assertThat(epochSeals("first")).as("a case still needs it").containsOnlyKeys("main:1");
        resealAll(resealing);
        departures.settle();
        departures.settle();
        assertThat(epochSeals("first")).isEmpty();
        assertThat(acts("epoch:main:1")).containsExactly("epoch-ended", "epoch-cleared");
        assertThat(generations(number)).allMatch(generation -> opens(second, generation));
    }

    private Map<String, String> epochSeals(String name) {
        return desk.part(Rosters.class).epochSeals(desk.member(name).id());
    }

    @Test
    void leadsSeeWhatARemovedMemberCouldRead() {
        CaseNumber byEpoch = waiting(1);
        CaseNumber granted = waiting(2);
        handOver(granted, "second");
        CaseNumber handed = waiting(3);
        handOver(handed, "verifier");
        MemberId gone = desk.member("second").id();
        desk.remove("second", second);
        departures.settle();
        resealAll(resealing);
        CaseNumber later = waiting(4);
        List<PastReaders.Readable> could = desk.part(PastReaders.class).of(gone, "");
        assertThat(could)
                .extracting(PastReaders.Readable::number)
                .contains(byEpoch.value(), granted.value(), handed.value())
                .doesNotContain(later.value());
        assertThat(could)
                .filteredOn(PastReaders.Readable::granted)
                .extracting(PastReaders.Readable::number)
                .containsExactly(granted.value());
        assertThat(could)
                .filteredOn(PastReaders.Readable::only)
                .extracting(PastReaders.Readable::number)
                .containsExactly(granted.value());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereverARemovalIsKilledTheNextLookEndsIt(boolean afterTheWrite) {
        CaseNumber claimed = waiting(1);
        CaseNumber shared = waiting(2);
        queue.claim(claimed, desk.member("second"));
        handOver(shared, "verifier", "second");
        desk.remove("second", second);
        boolean died = true;
        for (int at = 1; died; at++) {
            FaultyDatabase dying = new FaultyDatabase(desk.database).dieAt(at, afterTheWrite);
            try (var process = desk.start(dying.database())) {
                process.getBean(Departures.class).settle();
            } catch (FaultyDatabase.Killed expected) {
                assertThat(dying.died()).isTrue();
            }
            died = dying.died();
        }
        assertThat(stored(claimed).get("lease", Document.class).getString("owner"))
                .isEmpty();
        assertThat(generations(shared)).noneMatch(generation -> opens(desk.identity("second"), generation));
        assertThat(acts("member:" + desk.member("second").id().value())).containsExactly("member-removed");
        assertThat(desk.part(Custody.class).unbroken(shared.value())).isTrue();
    }
}
