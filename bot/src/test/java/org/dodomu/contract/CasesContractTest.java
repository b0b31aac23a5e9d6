package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.CaseRow;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.KnownCases;
import org.dodomu.cases.LeaseHeld;
import org.dodomu.cases.LeaseLost;
import org.dodomu.cases.Leftovers;
import org.dodomu.cases.View;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.SealedTar;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.junit.jupiter.api.Test;

class CasesContractTest extends ContractTest {

    private static final int THREADS = 16;
    private static final int CASES = 30 * THREADS;

    @Test
    void whatIsBornInOneInsertIsReadBackByTheNextProcess() {
        CaseNumber number = waiting("one");
        List<EntryDraft> drafts = IntStream.rangeClosed(1, 40)
                .mapToObj(seq -> draft(number, seq, "words " + seq))
                .toList();
        drafts.forEach(one -> deposit(line, number, one));
        count(line, number, drafts.stream().map(EntryDraft::id).toList());
        line.close();
        line = start();
        assertThat(waiting("one")).isEqualTo(number);
        line.part(org.dodomu.cases.Queue.class).claim(number, founded.operator(0));
        CaseFiles.CaseFile file = line.part(CaseFiles.class).open(number, founded.operator(0));
        assertThat(texts(read(file)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 40)
                        .mapToObj(seq -> (Object) ("words " + seq))
                        .toList());
        assertThat(line.part(Custody.class).unbroken(number.value())).isTrue();
    }

    @Test
    void oneMarkIsOneCaseInTwoProcessesAtOnce() throws Exception {
        Set<CaseNumber> born = ConcurrentHashMap.newKeySet();
        try (RunningLine other = start()) {
            AtOnce.run(THREADS, thread -> {
                RunningLine own = thread % 2 == 0 ? line : other;
                born.add(own.part(Cases.class).bear(new byte[] {1}, Language.UK));
            });
        }
        assertThat(born).hasSize(1);
        assertThat(database.database().getCollection("cases").countDocuments()).isEqualTo(1);
    }

    @Test
    void aBatchOfBirthsTellsWhichOfThemWereThereBefore() {
        Cases cases = line.part(Cases.class);
        List<CaseNumber> before = IntStream.range(0, 40)
                .filter(n -> n % 3 == 1)
                .mapToObj(n -> cases.bear(new byte[] {5, (byte) n}, Language.UK))
                .toList();
        KnownCases batch = line.part(Deposits.class).know(List.of());
        IntStream.range(0, 40).forEach(n -> cases.plan(batch, new byte[] {5, (byte) n}, Language.UK));
        assertThat(cases.bearPlanned(batch)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(database.database().getCollection("cases").countDocuments()).isEqualTo(40);
        assertThat(database.database().getCollection("custody").countDocuments())
                .isEqualTo(40);
    }

    @Test
    void sixteenOperatorsClaimEveryCaseOnce() throws Exception {
        List<CaseNumber> born = Collections.synchronizedList(new ArrayList<>());
        AtOnce.run(THREADS, thread -> IntStream.range(0, CASES / THREADS)
                .forEach(n -> born.add(waiting(thread + " " + n))));
        Queue<CaseNumber> twice = new ConcurrentLinkedQueue<>();
        born.forEach(number -> twice.addAll(List.of(number, number)));
        Set<CaseNumber> claimed = ConcurrentHashMap.newKeySet();
        AtomicInteger doubled = new AtomicInteger();
        AtomicInteger held = new AtomicInteger();
        AtOnce.run(THREADS, thread -> {
            for (CaseNumber number = twice.poll(); number != null; number = twice.poll()) {
                try {
                    long fence = claim(number, thread).fence();
                    boolean first = claimed.add(number);
                    doubled.addAndGet(first && fence == 1 || !first && mine(number, thread) ? 0 : 1);
                } catch (LeaseHeld anotherHasIt) {
                    held.incrementAndGet();
                }
            }
        });
        assertThat(claimed).hasSize(CASES);
        assertThat(doubled).hasValue(0);
        assertThat(held).hasPositiveValue();
        assertThat(born.stream().filter(this::claimedOnce)).hasSize(CASES);
    }

    private org.dodomu.cases.Queue.Claim claim(CaseNumber number, int operator) {
        return line.part(org.dodomu.cases.Queue.class).claim(number, founded.operator(operator));
    }

    /** A second claim by the same operator renews the first. */
    private boolean mine(CaseNumber number, int operator) {
        String id = founded.operator(operator).id().value();
        return line.part(Custody.class).of(number.value()).stream()
                .anyMatch(act -> act.act().equals("claimed") && act.by().equals(id));
    }

    private boolean claimedOnce(CaseNumber number) {
        return line.part(Custody.class).of(number.value()).stream()
                        .filter(act -> act.act().equals("claimed"))
                        .count()
                == 1;
    }

    @Test
    void anOldFenceWritesNothingWhileManyTry() throws Exception {
        List<CaseNumber> numbers =
                IntStream.range(0, 50).mapToObj(n -> waiting("old " + n)).toList();
        numbers.forEach(number -> claim(number, 0));
        clock.pass(Duration.ofMinutes(16));
        org.dodomu.cases.Queue queue = line.part(org.dodomu.cases.Queue.class);
        Queue<CaseNumber> again = new ConcurrentLinkedQueue<>(numbers);
        AtomicInteger written = new AtomicInteger();
        AtOnce.run(8, thread -> {
            for (CaseNumber number = again.poll(); number != null; number = again.poll()) {
                CaseNumber own = number;
                assertThat(claim(own, 1 + thread).fence()).isEqualTo(2);
                assertThatThrownBy(() ->
                                queue.triage(own, founded.operator(0), 1, Optional.of(Urgency.NOW), Optional.empty()))
                        .isInstanceOf(LeaseLost.class);
                queue.triage(own, founded.operator(1 + thread), 2, Optional.of(Urgency.SOON), Optional.empty());
                written.incrementAndGet();
            }
        });
        assertThat(written).hasValue(50);
        assertThat(queue.list(View.WAITING, founded.operator(0), 100))
                .extracting(CaseRow::urgency)
                .containsOnly("soon");
    }

    @Test
    void theCustodyChainLosesNoActOfManyWriters() throws Exception {
        CaseNumber number = waiting("chain");
        Custody custody = line.part(Custody.class);
        AtOnce.run(THREADS, thread -> {
            for (int n = 0; n < 12; n++) {
                custody.record(number.value(), Act.NOTED, thread + "-" + n);
            }
        });
        List<CustodyRecord> acts = custody.of(number.value());
        assertThat(acts)
                .extracting(CustodyRecord::n)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 2 + THREADS * 12).boxed().toList());
        assertThat(acts.stream().map(CustodyRecord::by).distinct()).hasSize(1 + THREADS * 12);
        assertThat(custody.unbroken(number.value())).isTrue();
    }

    @Test
    void theQueueComesInItsOrderAndInItsViews() {
        List<CaseNumber> born = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            CaseNumber number = line.part(Cases.class).bear(new byte[] {(byte) n, 9}, Language.UK);
            line.part(Cases.class).enqueue(number, ReportType.LOST, Urgency.values()[n % 3], n % 2 == 0);
            clock.pass(Duration.ofMinutes(1));
            born.add(number);
        }
        List<String> expected = IntStream.range(0, 3)
                .boxed()
                .flatMap(urgency -> IntStream.range(0, 4)
                        .mapToObj(n -> born.get(urgency + 3 * n).value()))
                .toList();
        org.dodomu.cases.Queue queue = line.part(org.dodomu.cases.Queue.class);
        assertThat(queue.list(View.WAITING, founded.operator(0), 100))
                .extracting(CaseRow::number)
                .containsExactlyElementsOf(expected);
        assertThat(queue.list(View.WAITING, founded.operator(0), 5))
                .extracting(CaseRow::number)
                .containsExactlyElementsOf(expected.subList(0, 5));
        claim(born.get(0), 0);
        queue.snooze(
                born.get(3),
                founded.operator(0).id(),
                claim(born.get(3), 0).fence(),
                clock.instant().plusSeconds(3600));
        assertThat(queue.counts(founded.operator(0)))
                .containsEntry(View.WAITING, 11L)
                .containsEntry(View.MINE, 1L)
                .containsEntry(View.SNOOZED, 1L)
                .containsEntry(View.GRANTED, 0L)
                .containsEntry(View.CLOSED, 0L);
    }

    @Test
    void twelveMegabytesComeBackByteForByte() throws Exception {
        CaseNumber number = waiting("file");
        byte[] original = new byte[12 << 20];
        founded.random.nextBytes(original);
        EntryDraft draft = draft(number, 1, "meta");
        line.part(Deposits.class).depositFile(number, draft, original.length, new ByteArrayInputStream(original));
        count(line, number, List.of(draft.id()));
        clock.pass(Duration.ofDays(8));
        line.part(Leftovers.class).sweep();
        claim(number, 0);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        line.part(CaseFiles.class).file(draft.id(), founded.operator(0)).writeTo(sealed);
        CaseFiles.CaseFile file = line.part(CaseFiles.class).open(number, founded.operator(0));
        assertThat(file.entries().get(0).fileLength()).isEqualTo(sealed.size());
        byte[] opened = founded.open(file.generations().get(0), sealed.toByteArray());
        assertThat(SealedTar.read(opened).original()).isEqualTo(original);
    }
}
