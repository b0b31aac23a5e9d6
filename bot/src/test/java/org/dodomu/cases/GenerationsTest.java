package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SealBroken;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.intake.FaultyDatabase;
import org.dodomu.storage.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    private FoundedDesk desk;
    private Deposits deposits;
    private CaseFiles files;
    private Queue queue;

    @BeforeEach
    void found() throws IOException {
        desk = new FoundedDesk();
        deposits = desk.part(Deposits.class);
        files = desk.part(CaseFiles.class);
        queue = desk.part(Queue.class);
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private CaseNumber waiting() {
        Cases cases = desk.part(Cases.class);
        CaseNumber number = cases.bear(new byte[] {7}, Language.UK);
        cases.enqueue(number, ReportType.DEPORTED, Urgency.ROUTINE, false);
        return number;
    }

    private EntryDraft draft(CaseNumber number, int seq) {
        EntryId id = desk.part(Cases.class).entryId(number, new byte[] {(byte) seq});
        return new EntryDraft(id, seq, "answer", desk.clock.instant(), Map.of("text", "words"));
    }

    private void deposit(CaseNumber number, int seq) {
        Depositing.deposit(deposits, number, draft(number, seq));
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

    private int generationOf(CaseNumber number, int seq) {
        EntryId id = draft(number, seq).id();
        return Store.number(
                Objects.requireNonNull(desk.database
                        .getCollection("entries")
                        .find(Filters.eq("_id", id.value()))
                        .first()),
                "gen");
    }

    private void handOver(CaseNumber number, String... to) {
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        files.handOver(number, desk.member("first"), claim.fence(), grants(number, to));
    }

    private List<CaseFiles.Grant> grants(CaseNumber number, String... to) {
        List<CaseFiles.Grant> grants = new ArrayList<>();
        for (String name : to) {
            for (Generation generation : generations(number)) {
                byte[] key = desk.age.open(generation.keys().get(0).sealed(), desk.epoch);
                grants.add(
                        new CaseFiles.Grant(desk.member(name).id().value(), generation.number(), sealedTo(name, key)));
            }
        }
        return grants;
    }

    private Generation.SealedKey sealedTo(String name, byte[] key) {
        return new Generation.SealedKey(
                "member:" + desk.member(name).id().value(),
                desk.age.seal(RecipientSet.of(desk.identity(name).recipient()), key));
    }

    /** Every copy of every generation that this identity opens. */
    private long openedBy(Generation generation, HybridIdentity identity) {
        return generation.keys().stream()
                .filter(key -> {
                    try {
                        desk.age.open(key.sealed(), identity);
                        return true;
                    } catch (SealBroken other) {
                        return false;
                    }
                })
                .count();
    }

    @Test
    void entriesShareOneGenerationWhileTheReadersStay() {
        CaseNumber number = waiting();
        deposit(number, 1);
        deposit(number, 2);
        assertThat(generations(number)).hasSize(1);
        assertThat(generationOf(number, 2)).isEqualTo(1);
    }

    @Test
    void whatComesAfterAHandOverIsForTheNewReadersOnly() {
        CaseNumber number = waiting();
        deposit(number, 1);
        handOver(number, "verifier");
        deposit(number, 2);
        deposit(number, 3);
        assertThat(generations(number)).hasSize(2);
        assertThat(List.of(generationOf(number, 1), generationOf(number, 2), generationOf(number, 3)))
                .containsExactly(1, 2, 2);
        Generation fresh = generations(number).get(1);
        assertThat(fresh.keys())
                .extracting(Generation.SealedKey::to)
                .containsExactly("member:" + desk.member("verifier").id().value(), "recovery");
        assertThat(openedBy(fresh, desk.identity("verifier"))).isEqualTo(1);
        assertThat(openedBy(fresh, desk.epoch)).isZero();
        assertThat(openedBy(fresh, desk.identity("first"))).isZero();
        assertThat(desk.part(Custody.class).of(number.value()))
                .extracting("act")
                .containsExactly("born", "enqueued", "claimed", "granted", "generation-started");
    }

    @Test
    void whatOldReadersHadIsNamedForTheLeads() {
        CaseNumber number = waiting();
        handOver(number, "verifier");
        assertThat(stored(number).getList("past", String.class)).containsExactly("epoch:main:1");
    }

    @Test
    void nobodyCanOpenAClosedGenerationAgainInTheDatabase() {
        CaseNumber number = waiting();
        handOver(number, "verifier");
        desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.set("generations.0.closed", false));
        assertThatThrownBy(() -> deposit(number, 1)).isInstanceOf(CaseSealBroken.class);
    }

    @Test
    void aReaderNamedInTheDatabaseAloneIsSealedNothingOfTheOld() {
        CaseNumber number = waiting();
        handOver(number, "verifier");
        deposit(number, 1);
        desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.set("readers", List.of("m-00000000")));
        deposit(number, 2);
        Generation fresh = generations(number).get(2);
        assertThat(fresh.keys()).extracting(Generation.SealedKey::to).containsExactly("epoch:main:1", "recovery");
        assertThat(stored(number).getList("readers", String.class)).isEmpty();
    }

    @Test
    void twoProcessesThatSealAtOnceStartOneGeneration() throws Exception {
        CaseNumber number = waiting();
        handOver(number, "verifier");
        try (var other = desk.start(desk.database)) {
            List<Deposits> both = List.of(deposits, other.getBean(Deposits.class));
            List<Thread> threads = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                int seq = n + 1;
                threads.add(new Thread(() -> Depositing.deposit(both.get(seq % 2), number, draft(number, seq))));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(generations(number)).hasSize(2);
        for (int seq = 1; seq <= 8; seq++) {
            assertThat(generationOf(number, seq)).isEqualTo(2);
        }
        assertThat(desk.part(Custody.class).of(number.value()))
                .extracting("act")
                .filteredOn("generation-started"::equals)
                .hasSize(1);
    }

    @Test
    void aBatchThatReadTheKeysBeforeAHandOverStartsNoSecondGenerationTwice() {
        CaseNumber number = waiting();
        KnownCases before = deposits.know(List.of(number));
        before.document(number);
        handOver(number, "verifier");
        deposit(number, 1);
        deposits.store(List.of(deposits.seal(before, number, draft(number, 2))));
        assertThat(generations(number)).hasSize(2);
        assertThat(generationOf(number, 2)).isEqualTo(1);
    }

    @Test
    void aFileWhoseReadersChangeWhileItComesIsGivenUpAndSealedAnew() throws IOException {
        CaseNumber number = waiting();
        byte[] bytes = "CANARY file".getBytes(StandardCharsets.UTF_8);
        InputStream slow = new ByteArrayInputStream(bytes) {
            private boolean handed;

            @Override
            public synchronized int read(byte[] into, int from, int length) {
                if (!handed) {
                    handed = true;
                    handOver(number, "verifier");
                }
                return super.read(into, from, length);
            }
        };
        EntryDraft file = new EntryDraft(
                draft(number, 1).id(), 1, "file", desk.clock.instant(), Map.of("name", "a", "type", "b"));
        assertThatThrownBy(() -> deposits.depositFile(number, file, bytes.length, slow))
                .isInstanceOf(IOException.class);
        assertThat(deposits.has(file.id())).isFalse();
        deposits.depositFile(number, file, bytes.length, new ByteArrayInputStream(bytes));
        assertThat(generationOf(number, 1)).isEqualTo(2);
    }

    private CaseFiles.Made made(CaseNumber number, int n, String... to) {
        List<Generation.SealedKey> keys = new ArrayList<>();
        for (String name : to) {
            keys.add(sealedTo(name, new byte[10]));
        }
        keys.add(new Generation.SealedKey(
                "recovery", sealedTo("lead", new byte[10]).sealed()));
        try (HybridIdentity fresh = HybridIdentity.generate(desk.random)) {
            return new CaseFiles.Made(n, fresh.recipient().encoded(), keys);
        }
    }

    private CaseFiles.Entry note(CaseNumber number, int generation, String key) {
        byte[] sealed = sealedTo("verifier", new byte[10]).sealed();
        return files.add(number, desk.member("verifier"), key, "note", generation, sealed, Act.NOTED);
    }

    @Test
    void aMemberIsToldToMakeAGenerationAndWritesToItOnly() {
        CaseNumber number = waiting();
        handOver(number, "verifier", "second");
        Optional<CaseFiles.Next> next =
                files.open(number, desk.member("verifier")).next();
        assertThat(next.orElseThrow().number()).isEqualTo(2);
        assertThat(next.orElseThrow().to())
                .containsExactlyInAnyOrder(
                        "member:" + desk.member("verifier").id().value(),
                        "member:" + desk.member("second").id().value());
        assertThatThrownBy(() -> note(number, 1, "first-note")).isInstanceOf(GenerationSpent.class);
        files.begin(number, desk.member("verifier"), made(number, 2, "verifier", "second"));
        assertThat(files.open(number, desk.member("verifier")).next()).isEmpty();
        CaseFiles.Entry written = note(number, 2, "first-note");
        assertThat(written.generation()).isEqualTo(2);
        deposit(number, 1);
        assertThat(generationOf(number, 1)).isEqualTo(2);
    }

    @Test
    void aRepeatedNoteIsTheSameOneUnderAnyLaterGeneration() {
        CaseNumber number = waiting();
        handOver(number, "verifier");
        files.begin(number, desk.member("verifier"), made(number, 2, "verifier"));
        CaseFiles.Entry written = note(number, 2, "same-note");
        desk.database
                .getCollection("cases")
                .updateOne(
                        Filters.eq("_id", number.value()),
                        Updates.addToSet("readers", desk.member("second").id().value()));
        assertThat(note(number, 2, "same-note")).isEqualTo(written);
        assertThatThrownBy(() -> note(number, 2, "other-note")).isInstanceOf(GenerationSpent.class);
    }

    @Test
    void aGenerationForOthersThanTheReadersIsRefused() {
        CaseNumber number = waiting();
        handOver(number, "verifier");
        assertThatThrownBy(() -> files.begin(number, desk.member("verifier"), made(number, 2, "verifier", "second")))
                .isInstanceOf(GenerationSpent.class);
        assertThatThrownBy(() -> files.begin(number, desk.member("verifier"), made(number, 2)))
                .isInstanceOf(GenerationSpent.class);
        assertThatThrownBy(() -> files.begin(number, desk.member("verifier"), made(number, 3, "verifier")))
                .isInstanceOf(GenerationSpent.class);
        assertThatThrownBy(() -> files.begin(number, desk.member("second"), made(number, 2, "verifier")))
                .isInstanceOf(NotAllowed.class);
        CaseFiles.Made good = made(number, 2, "verifier");
        CaseFiles.Made plain = new CaseFiles.Made(
                2,
                good.recipient(),
                good.keys().stream()
                        .map(key -> new Generation.SealedKey(key.to(), new byte[10]))
                        .toList());
        assertThatThrownBy(() -> files.begin(number, desk.member("verifier"), plain))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> files.begin(
                        number, desk.member("verifier"), new CaseFiles.Made(2, "age1pq1nonsense", good.keys())))
                .isInstanceOf(NotAllowed.class);
        assertThat(generations(number)).hasSize(1);
    }

    @Test
    void aHandOverThatMissedAGenerationIsToldSoAndKeepsItsClaim() {
        CaseNumber number = waiting();
        Queue.Claim claim = queue.claim(number, desk.member("first"));
        List<CaseFiles.Grant> grants = grants(number, "verifier");
        Runnable another = () -> desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.inc("rev", 1));
        try (var process = desk.start(Between.lookAndWrite(desk.database, another))) {
            CaseFiles raced = process.getBean(CaseFiles.class);
            assertThatThrownBy(() -> raced.handOver(number, desk.member("first"), claim.fence(), grants))
                    .isInstanceOf(GenerationSpent.class);
        }
        files.handOver(number, desk.member("first"), claim.fence(), grants);
        assertThat(stored(number).getList("readers", String.class)).hasSize(1);
    }

    @Test
    void aGenerationThatAHandOverOvertakesIsNotStartedForOldReaders() {
        CaseNumber number = waiting();
        handOver(number, "verifier");
        Runnable another = () -> {
            try (var process = desk.start(desk.database)) {
                Depositing.deposit(process.getBean(Deposits.class), number, draft(number, 1));
            }
        };
        try (var process = desk.start(Between.lookAndWrite(desk.database, another))) {
            Depositing.deposit(process.getBean(Deposits.class), number, draft(number, 2));
        }
        assertThat(generations(number)).hasSize(2);
        assertThat(List.of(generationOf(number, 1), generationOf(number, 2))).containsExactly(2, 2);
    }

    @Test
    void whereverAStartOfAGenerationDiesTheNextOneGoesOn() {
        for (int at = 1; at <= 3; at++) {
            for (boolean after : new boolean[] {false, true}) {
                CaseNumber number =
                        desk.part(Cases.class).bear(new byte[] {9, (byte) at, (byte) (after ? 1 : 0)}, Language.UK);
                desk.part(Cases.class).enqueue(number, ReportType.DEPORTED, Urgency.ROUTINE, false);
                handOver(number, "verifier");
                FaultyDatabase dying = new FaultyDatabase(desk.database).dieAt(at, after);
                try (var process = desk.start(dying.database())) {
                    Deposits killed = process.getBean(Deposits.class);
                    assertThatThrownBy(() -> Depositing.deposit(killed, number, draft(number, 1)))
                            .isInstanceOf(FaultyDatabase.Killed.class);
                }
                deposit(number, 1);
                assertThat(generations(number)).hasSize(2);
                assertThat(generationOf(number, 1)).isEqualTo(2);
            }
        }
    }
}
