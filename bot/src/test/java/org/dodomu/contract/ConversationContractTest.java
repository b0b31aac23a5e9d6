package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.CaseRow;
import org.dodomu.cases.Queue;
import org.dodomu.cases.View;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.ErrandDesk;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Line;
import org.dodomu.intake.Outcome;
import org.dodomu.intake.UpdateMark;
import org.junit.jupiter.api.Test;

class ConversationContractTest extends ContractTest {

    private List<Map<String, Object>> onlyCase() {
        List<CaseRow> rows = line.part(Queue.class).list(View.WAITING, founded.operator(0), 10);
        assertThat(rows).hasSize(1);
        CaseNumber number = new CaseNumber(rows.get(0).number());
        line.part(Queue.class).claim(number, founded.operator(0));
        return read(line.part(CaseFiles.class).open(number, founded.operator(0)));
    }

    @Test
    void noWordIsLostOrDoubledWhenTwoProcessesTakeUpdatesTwice() throws Exception {
        Reporter reporter = new Reporter(777, line, clock);
        reporter.isInDanger();
        List<Incoming> updates = IntStream.range(0, 30)
                .mapToObj(n -> reporter.words("words " + n))
                .toList();
        try (RunningLine other = start()) {
            AtOnce.run(8, thread -> {
                List<Incoming> shuffled = new ArrayList<>(updates);
                Collections.shuffle(shuffled, new Random(thread / 2));
                Line own = (thread % 2 == 0 ? line : other).part(Line.class);
                shuffled.forEach(own::receive);
            });
        }
        reporter.carry();
        List<Map<String, Object>> kept =
                onlyCase().stream().filter(entry -> entry.containsKey("text")).toList();
        assertThat(texts(kept))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30)
                        .mapToObj(n -> (Object) ("words " + n))
                        .toList());
        assertThat(kept).extracting(entry -> entry.get("seq")).doesNotHaveDuplicates();
    }

    @Test
    void eachErrandIsClaimedByOneOfSixteenUntilItsLeaseEnds() throws Exception {
        int chats = 120;
        AtOnce.run(
                8,
                thread -> IntStream.range(0, chats).filter(n -> n % 8 == thread).forEach(n -> {
                    Reporter reporter = new Reporter(9000 + n, line, clock);
                    reporter.receive(reporter.begins());
                }));
        ErrandDesk desk = line.part(ErrandDesk.class);
        List<DueErrand> first = claimAll(desk);
        assertThat(first.stream().map(due -> due.chat().reveal()))
                .hasSize(chats)
                .doesNotHaveDuplicates();
        assertThat(desk.claim(1, false)).isEmpty();
        clock.pass(Duration.ofSeconds(61));
        List<DueErrand> again = claimAll(desk);
        assertThat(again.stream().map(DueErrand::id).sorted())
                .containsExactlyElementsOf(
                        first.stream().map(DueErrand::id).sorted().toList());
        again.forEach(due -> desk.done(due, new Outcome.Sent(5)));
        first.forEach(due -> desk.done(due, new Outcome.Refused(Outcome.Reason.OTHER)));
        assertThat(claimAll(desk))
                .extracting(DueErrand::id)
                .doesNotContainAnyElementsOf(first.stream().map(DueErrand::id).toList());
    }

    private static List<DueErrand> claimAll(ErrandDesk desk) throws Exception {
        List<DueErrand> claimed = Collections.synchronizedList(new ArrayList<>());
        AtOnce.run(16, thread -> {
            for (List<DueErrand> due = desk.claim(3, false); !due.isEmpty(); due = desk.claim(3, false)) {
                claimed.addAll(due);
            }
        });
        return claimed;
    }

    @Test
    void anUpdateThatNobodyCanReadIsKeptOnce() throws Exception {
        UpdateMark mark = UpdateMark.of(5, 6);
        AtOnce.run(
                8, thread -> line.part(Line.class).keepDeadLetter(new byte[40], mark, Optional.of(ChatAddress.of(3))));
        assertThat(database.database().getCollection("deadletters").countDocuments())
                .isEqualTo(1);
    }

    @Test
    void aPersonWhoComesBackFindsHerReportInTheNextProcess() {
        Reporter reporter = new Reporter(555, line, clock);
        reporter.isInDanger();
        reporter.receive(reporter.words("before"));
        line.close();
        line = start();
        Reporter later = new Reporter(555, line, clock);
        IntStream.range(0, 10).forEach(n -> later.words("skipped"));
        later.receive(later.words("after"));
        later.carry();
        assertThat(texts(onlyCase().stream()
                        .filter(entry -> entry.containsKey("text"))
                        .toList()))
                .containsExactly("before", "after");
    }

    @Test
    void manyPeopleAreServedAtOnceAndEachFindsTheirOwn() throws Exception {
        Map<Integer, AtomicInteger> told = new ConcurrentHashMap<>();
        Reporter opener = new Reporter(1, line, clock);
        for (int n = 0; n < 8; n++) {
            new Reporter(6000 + n, line, clock).isInDanger();
        }
        AtOnce.run(8, thread -> {
            Reporter reporter = new Reporter(6000 + thread, line, clock);
            IntStream.range(0, 10).forEach(n -> reporter.words("skipped"));
            for (int n = 0; n < 10; n++) {
                reporter.receive(reporter.words("person " + thread));
                told.computeIfAbsent(thread, any -> new AtomicInteger()).incrementAndGet();
            }
        });
        opener.carry();
        List<CaseRow> rows = line.part(Queue.class).list(View.WAITING, founded.operator(0), 100);
        assertThat(rows).hasSize(8);
        for (CaseRow row : rows) {
            CaseNumber number = new CaseNumber(row.number());
            line.part(Queue.class).claim(number, founded.operator(0));
            List<Object> own = texts(read(line.part(CaseFiles.class).open(number, founded.operator(0))).stream()
                    .filter(entry -> entry.containsKey("text"))
                    .toList());
            assertThat(own).hasSize(10);
            assertThat(own.stream().distinct()).hasSize(1);
        }
    }
}
