package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.EntryHeader;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.LengthMismatch;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.SealedTar;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CasesTest {

    private static final byte[] MARK = new byte[32];

    private FoundedDesk desk;
    private Cases cases;
    private Deposits deposits;
    private Queue queue;
    private CaseFiles files;

    CasesTest() throws IOException {
        desk = new FoundedDesk();
        cases = desk.part(Cases.class);
        deposits = desk.part(Deposits.class);
        queue = desk.part(Queue.class);
        files = desk.part(CaseFiles.class);
    }

    @BeforeEach
    void isFresh() {
        assertThat(desk.database.getCollection("cases").countDocuments()).isZero();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private CaseNumber waiting() {
        CaseNumber number = cases.bear(MARK, Language.UK);
        cases.enqueue(number, ReportType.DEPORTED, Urgency.SOON, false);
        return number;
    }

    private EntryDraft draft(CaseNumber number, String text, int seq) {
        EntryId id = cases.entryId(number, new byte[] {(byte) seq});
        return new EntryDraft(id, seq, "answer", desk.clock.instant(), Map.of("question", "name", "text", text));
    }

    private static void atOnce(int threads, Runnable work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        IntStream.range(0, threads).forEach(i -> pool.execute(work));
        pool.shutdown();
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void oneMarkBearsOneCaseHoweverManyTryAtOnce() throws InterruptedException {
        List<CaseNumber> born = Collections.synchronizedList(new ArrayList<>());
        atOnce(8, () -> born.add(cases.bear(MARK, Language.UK)));
        assertThat(born).hasSize(8);
        assertThat(born.stream().distinct()).hasSize(1);
        assertThat(desk.database.getCollection("cases").countDocuments()).isEqualTo(1);
    }

    private List<String> acts(CaseNumber number) {
        return desk.part(Custody.class).of(number.value()).stream()
                .map(CustodyRecord::act)
                .toList();
    }

    @Test
    void plannedCasesAreBornTogetherAndEachOnce() {
        KnownCases batch = deposits.know(List.of());
        List<CaseNumber> planned = IntStream.range(0, 5)
                .mapToObj(n -> cases.plan(batch, new byte[] {(byte) n}, Language.UK))
                .toList();
        assertThat(desk.database.getCollection("cases").countDocuments()).isZero();
        assertThat(cases.bearPlanned(batch)).isEmpty();
        assertThat(cases.bearPlanned(batch)).isEmpty();
        assertThat(planned).doesNotHaveDuplicates().allSatisfy(number -> assertThat(acts(number))
                .containsExactly("born"));
        assertThat(cases.bear(new byte[] {3}, Language.UK)).isEqualTo(planned.get(3));
        assertThat(acts(planned.get(3))).containsExactly("born");
    }

    @Test
    void aPlannedCaseThatWasBornBeforeIsTakenAsItIs() {
        CaseNumber before = cases.bear(MARK, Language.UK);
        KnownCases batch = deposits.know(List.of());
        CaseNumber other = cases.plan(batch, new byte[] {5}, Language.UK);
        assertThat(cases.plan(batch, MARK, Language.UK)).isEqualTo(before);
        assertThat(cases.bearPlanned(batch)).containsExactly(before);
        assertThat(cases.bear(batch, MARK, Language.UK)).isEqualTo(before);
        deposits.store(List.of(deposits.seal(batch, before, draft(before, "CANARY words", 1))));
        assertThat(acts(before)).containsExactly("born");
        assertThat(acts(other)).containsExactly("born");
    }

    @Test
    void aPlannedCaseWhoseNumberAnotherOneHasGetsItsOwn() {
        CaseNumber others = cases.bear(MARK, Language.UK);
        desk.database
                .getCollection("cases")
                .updateOne(
                        Filters.eq("_id", others.value()),
                        Updates.set("mark", new org.bson.types.Binary(new byte[] {77})));
        KnownCases batch = deposits.know(List.of());
        assertThat(cases.plan(batch, MARK, Language.UK)).isEqualTo(others);
        assertThat(cases.bearPlanned(batch)).containsExactly(others);
        assertThat(cases.bear(batch, MARK, Language.UK)).isNotEqualTo(others);
        assertThat(desk.database.getCollection("cases").countDocuments()).isEqualTo(2);
    }

    @Test
    void custodyKnowsOfABirthAndAHandInThatACrashLeftUntold() {
        CaseNumber number = cases.bear(MARK, Language.UK);
        desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.set("state", "waiting"));
        desk.database.getCollection("custody").deleteMany(Filters.eq("case", number.value()));
        assertThat(cases.bear(MARK, Language.UK)).isEqualTo(number);
        for (int again = 0; again < 2; again++) {
            cases.enqueue(number, ReportType.DEPORTED, Urgency.SOON, false);
            assertThat(acts(number)).containsExactly("born", "enqueued");
        }
    }

    @Test
    void nothingIsSealedToAKeyThatWasChangedInTheDatabase() {
        CaseNumber number = waiting();
        String foreign = HybridIdentity.generate(desk.random).recipient().encoded();
        desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.set("generations.0.recipient", foreign));
        assertThatThrownBy(() -> Depositing.deposit(deposits, number, draft(number, "CANARY", 1)))
                .isInstanceOf(CaseSealBroken.class);
        assertThat(desk.database.getCollection("entries").countDocuments()).isZero();
    }

    @Test
    void aReaderAddedInTheDatabaseIsFound() {
        CaseNumber number = waiting();
        Document foreign =
                new Document("to", "member:m-00000000").append("sealed", new org.bson.types.Binary(new byte[9]));
        desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.push("generations.0.keys", foreign));
        assertThatThrownBy(() -> Depositing.deposit(deposits, number, draft(number, "CANARY", 1)))
                .isInstanceOf(CaseSealBroken.class);
    }

    @Test
    void anEntryIsWrittenOnceSignedAndInItsPlace() {
        CaseNumber number = waiting();
        EntryDraft draft = draft(number, "CANARY words", 1);
        Depositing.deposit(deposits, number, draft);
        Depositing.deposit(deposits, number, draft);
        Depositing.count(cases, number, List.of(draft.id()));
        queue.claim(number, desk.member("first"));
        CaseFiles.CaseFile file = files.open(number, desk.member("first"));
        assertThat(file.entries()).hasSize(1);
        CaseFiles.Entry entry = file.entries().get(0);
        byte[] sealed = Base64.getDecoder().decode(entry.sealed().orElseThrow());
        byte[] statement = Statements.deposit(FoundedDesk.LINE, number.value(), entry.id(), Sha256.hex(sealed));
        assertThat(desk.master
                        .signing(Purpose.DEPOSIT_SIGNATURE)
                        .verifyingKey()
                        .verifies(statement, Base64.getDecoder().decode(entry.signature())))
                .isTrue();
        HybridIdentity key = desk.caseKey(file.generations().get(0).keys().get(0), desk.epoch);
        byte[] plaintext = desk.age.open(sealed, key);
        assertThat(EntryHeader.parse(plaintext).caseNumber()).isEqualTo(number.value());
        assertThat(Json.read(plaintext)).containsEntry("text", "CANARY words");
        assertThat(desk.database.getCollection("entries").find().first())
                .asString()
                .doesNotContain("CANARY");
    }

    @Test
    void anEntryThatNeverCountsIsNotShownAndIsSweptAfterAWeek() {
        CaseNumber number = waiting();
        Depositing.deposit(deposits, number, draft(number, "left", 1));
        EntryDraft kept = draft(number, "kept", 2);
        Depositing.deposit(deposits, number, kept);
        Depositing.count(cases, number, List.of(kept.id()));
        queue.claim(number, desk.member("first"));
        assertThat(files.open(number, desk.member("first")).entries()).hasSize(1);
        desk.clock.pass(Duration.ofDays(8));
        desk.part(Leftovers.class).sweep();
        assertThat(desk.database.getCollection("entries").countDocuments()).isEqualTo(1);
    }

    @Test
    void aFileComesBackAsItWasAndSurvivesTheSweep() throws IOException {
        CaseNumber number = waiting();
        byte[] original = new byte[700_000];
        desk.random.nextBytes(original);
        EntryDraft draft = draft(number, "", 1);
        deposits.depositFile(number, draft, original.length, new ByteArrayInputStream(original));
        Depositing.count(cases, number, List.of(draft.id()));
        desk.clock.pass(Duration.ofDays(8));
        desk.part(Leftovers.class).sweep();
        queue.claim(number, desk.member("first"));
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        files.file(draft.id(), desk.member("first")).writeTo(sealed);
        HybridIdentity key = desk.caseKey(
                files.open(number, desk.member("first"))
                        .generations()
                        .get(0)
                        .keys()
                        .get(0),
                desk.epoch);
        assertThat(SealedTar.read(desk.age.open(sealed.toByteArray(), key)).original())
                .isEqualTo(original);
    }

    @Test
    void aFileThatBreaksOffLeavesNothing() {
        CaseNumber number = waiting();
        EntryDraft draft = draft(number, "", 1);
        assertThatThrownBy(
                        () -> deposits.depositFile(number, draft, 800_000, new ByteArrayInputStream(new byte[700_000])))
                .isInstanceOf(LengthMismatch.class);
        assertThat(desk.database.getCollection("entries").countDocuments()).isZero();
        desk.clock.pass(Duration.ofDays(8));
        desk.part(Leftovers.class).sweep();
        assertThat(desk.database.getCollection("chunks").countDocuments()).isZero();
    }

    @Test
    void theMostUrgentComesFirstThenTheOldest() {
        List<CaseNumber> born = new ArrayList<>();
        Urgency[] urgencies = {Urgency.ROUTINE, Urgency.NOW, Urgency.ROUTINE, Urgency.SOON};
        for (int i = 0; i < urgencies.length; i++) {
            CaseNumber number = cases.bear(new byte[] {(byte) i}, Language.UK);
            cases.enqueue(number, ReportType.LOST, urgencies[i], false);
            desk.clock.pass(Duration.ofMinutes(1));
            born.add(number);
        }
        cases.raise(born.get(2), Urgency.SOON);
        cases.raise(born.get(1), Urgency.ROUTINE);
        assertThat(queue.list(View.WAITING, desk.member("first"), 10))
                .extracting(CaseRow::number)
                .containsExactly(
                        born.get(1).value(),
                        born.get(2).value(),
                        born.get(3).value(),
                        born.get(0).value());
    }

    @Test
    void manyOperatorsNeverHoldOneCaseTwice() throws InterruptedException {
        for (int i = 0; i < 60; i++) {
            cases.enqueue(cases.bear(new byte[] {(byte) i}, Language.UK), ReportType.LOST, Urgency.ROUTINE, false);
        }
        List<String> claimed = Collections.synchronizedList(new ArrayList<>());
        List<String> names = List.of("first", "second", "lead");
        java.util.concurrent.atomic.AtomicInteger next = new java.util.concurrent.atomic.AtomicInteger();
        atOnce(12, () -> {
            String name = names.get(next.getAndIncrement() % names.size());
            for (CaseRow row : queue.list(View.WAITING, desk.member(name), 100)) {
                try {
                    queue.claim(new CaseNumber(row.number()), desk.member(name));
                    claimed.add(row.number() + name);
                } catch (LeaseHeld anotherHasIt) {
                    assertThat(anotherHasIt.by()).isNotEqualTo(desk.member(name).id());
                }
            }
        });
        assertThat(claimed.stream().distinct()).hasSize(60);
    }

    @Test
    void aStaleClaimCanWriteNothing() {
        CaseNumber number = waiting();
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        desk.clock.pass(Duration.ofMinutes(16));
        Queue.Claim later = queue.claim(number, desk.member("second"));
        assertThat(later.fence()).isGreaterThan(claim.fence());
        assertThatThrownBy(() -> queue.renew(number, desk.member("first"), claim.fence()))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> queue.release(number, desk.member("first").id(), claim.fence()))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> queue.triage(
                        number, desk.member("first"), claim.fence(), Optional.of(Urgency.NOW), Optional.empty()))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(
                        () -> files.handOver(number, desk.member("first"), claim.fence(), grants(number, "verifier")))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> files.open(number, desk.member("first"))).isInstanceOf(NotAllowed.class);
    }

    private List<CaseFiles.Grant> grants(CaseNumber number, String to) {
        Document stored = desk.database
                .getCollection("cases")
                .find(Filters.eq("_id", number.value()))
                .first();
        Generation generation = CaseDocuments.newest(java.util.Objects.requireNonNull(stored));
        byte[] key = desk.age.open(generation.keys().get(0).sealed(), desk.epoch);
        byte[] sealed = desk.age.seal(RecipientSet.of(desk.identity(to).recipient()), key);
        String member = desk.member(to).id().value();
        return List.of(new CaseFiles.Grant(member, 1, new Generation.SealedKey("member:" + member, sealed)));
    }

    @Test
    void handingOverMovesTheKey() {
        CaseNumber number = waiting();
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        files.handOver(number, desk.member("first"), claim.fence(), grants(number, "verifier"));
        CaseFiles.CaseFile granted = files.open(number, desk.member("verifier"));
        assertThat(granted.generations().get(0).keys()).hasSize(1);
        desk.caseKey(granted.generations().get(0).keys().get(0), desk.identity("verifier"))
                .close();
        Document stored = desk.database.getCollection("cases").find().first();
        for (Generation.SealedKey key :
                CaseDocuments.newest(java.util.Objects.requireNonNull(stored)).keys()) {
            assertThat(key.to()).doesNotStartWith("epoch:");
            assertThatThrownBy(() -> desk.age.open(key.sealed(), desk.epoch)).isInstanceOf(SealBroken.class);
        }
        assertThatThrownBy(() -> files.open(number, desk.member("first"))).isInstanceOf(NotAllowed.class);
        Depositing.deposit(deposits, number, draft(number, "still sealed to the case", 1));
    }

    @Test
    void nobodyOutsideTheRosterIsGranted() {
        CaseNumber number = waiting();
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        CaseFiles.Grant good = grants(number, "verifier").get(0);
        CaseFiles.Grant stranger = new CaseFiles.Grant("m-00000000", 1, good.key());
        assertThatThrownBy(() -> files.handOver(number, desk.member("first"), claim.fence(), List.of(stranger)))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> files.handOver(number, desk.member("first"), claim.fence(), List.of()))
                .isInstanceOf(NotAllowed.class);
        CaseFiles.Grant missing = new CaseFiles.Grant(good.member(), 2, good.key());
        assertThatThrownBy(() -> files.handOver(number, desk.member("first"), claim.fence(), List.of(missing)))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aVerifierSeesOnlyWhatIsGranted() {
        CaseNumber number = waiting();
        assertThat(queue.list(View.WAITING, desk.member("verifier"), 10)).isEmpty();
        assertThatThrownBy(() -> queue.claim(number, desk.member("verifier"))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> files.open(number, desk.member("verifier"))).isInstanceOf(NotAllowed.class);
    }

    @Test
    void whoNoLongerHoldsACaseIsToldSoAndAVerifierNothing() {
        CaseNumber number = waiting();
        queue.release(
                number,
                desk.member("first").id(),
                queue.claim(number, desk.member("first")).fence());
        assertThatThrownBy(() -> files.add(number, desk.member("first"), "k", "note", 1, new byte[1], Act.NOTED))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> files.add(number, desk.member("verifier"), "k", "note", 1, new byte[1], Act.NOTED))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void whatMembersAddMustBeSealed() {
        CaseNumber number = waiting();
        queue.claim(number, desk.member("first"));
        byte[] plain = "CANARY plain".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> files.add(number, desk.member("first"), "k", "note", 1, plain, Act.NOTED))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> files.add(number, desk.member("first"), "k", "note", 1, new byte[300_000], Act.NOTED))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void theCustodyLogFindsEveryChange() {
        CaseNumber number = waiting();
        queue.claim(number, desk.member("first"));
        Custody custody = desk.part(Custody.class);
        assertThat(custody.of(number.value())).extracting("act").containsExactly("born", "enqueued", "claimed");
        assertThat(custody.unbroken(number.value())).isTrue();
        var log = desk.database.getCollection("custody");
        log.updateOne(Filters.eq("act", "claimed"), Updates.set("by", "m-00000000"));
        assertThat(custody.unbroken(number.value())).isFalse();
        log.updateOne(
                Filters.eq("act", "claimed"),
                Updates.set("by", desk.member("first").id().value()));
        assertThat(custody.unbroken(number.value())).isTrue();
        log.deleteOne(Filters.eq("act", "enqueued"));
        assertThat(custody.unbroken(number.value())).isFalse();
    }
}
