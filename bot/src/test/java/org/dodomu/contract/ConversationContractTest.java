package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.CaseRow;
import org.dodomu.cases.Queue;
import org.dodomu.cases.View;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.DeadLetter;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.Errand;
import org.dodomu.intake.ErrandDesk;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Lane;
import org.dodomu.intake.Leased;
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
                shuffled.forEach(one -> own.receive(List.of(one)));
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
        List<Leased> first = claimAll(desk);
        assertThat(first.stream().map(due -> due.errands().get(0).chat().reveal()))
                .hasSize(chats)
                .doesNotHaveDuplicates();
        assertThat(desk.claim(Lane.PACED, 1)).isEmpty();
        clock.pass(Duration.ofSeconds(61));
        List<Leased> again = claimAll(desk);
        assertThat(cards(again)).containsExactlyElementsOf(cards(first));
        assertThat(again).allMatch(Leased::orphaned);
        again.forEach(due -> desk.done(due, all(due, new Outcome.Sent(5))));
        first.forEach(due -> desk.done(due, all(due, new Outcome.Refused(Outcome.Reason.OTHER))));
        assertThat(claimAll(desk)).isEmpty();
    }

    @Test
    void whatALookSawIsDoneOnlyWhileItIsDue() {
        ErrandDesk desk = line.part(ErrandDesk.class);
        for (int n = 0; n < 3; n++) {
            Reporter reporter = new Reporter(9000 + n, line, clock);
            reporter.receive(reporter.begins());
        }
        assertThat(desk.claim(Lane.PACED, 1)).hasSize(1);
        database.database()
                .getCollection("conversations")
                .updateMany(
                        Filters.exists("nextSend"),
                        Updates.set("nextSend", Date.from(clock.instant().plus(Duration.ofDays(1)))));
        assertThat(desk.claim(Lane.PACED, 1)).isEmpty();
        Reporter late = new Reporter(9100, line, clock);
        late.receive(late.begins());
        assertThat(desk.claim(Lane.PACED, 5))
                .singleElement()
                .satisfies(due -> assertThat(due.errands().get(0).chat()).isEqualTo(ChatAddress.of(9100)));
    }

    private static List<String> cards(List<Leased> leased) {
        return leased.stream()
                .flatMap(due -> due.errands().stream())
                .filter(due -> due.errand() instanceof Errand.ShowCard)
                .map(DueErrand::id)
                .sorted()
                .toList();
    }

    private static Map<DueErrand, Outcome> all(Leased leased, Outcome outcome) {
        return leased.errands().stream().collect(Collectors.toMap(one -> one, one -> outcome));
    }

    private static List<Leased> claimAll(ErrandDesk desk) throws Exception {
        List<Leased> claimed = Collections.synchronizedList(new ArrayList<>());
        AtOnce.run(16, thread -> {
            int most = 1 + thread % 8;
            for (List<Leased> due = desk.claim(Lane.PACED, most); !due.isEmpty(); due = desk.claim(Lane.PACED, most)) {
                assertThat(due).hasSizeLessThanOrEqualTo(most);
                claimed.addAll(due);
            }
        });
        return claimed;
    }

    @Test
    void theHealthPageNamesNoDatabase() throws Exception {
        assertThat(line.healthPage())
                .contains("\"storage\"")
                .doesNotContain("databases", database.database().getName());
    }

    @Test
    void anUpdateThatNobodyCanReadIsKeptOnce() throws Exception {
        UpdateMark mark = UpdateMark.of(5, 6);
        AtOnce.run(8, thread -> line.part(Line.class)
                .keepDeadLetter(new byte[40], mark, Optional.of(ChatAddress.of(3)), DeadLetter.Why.UNREADABLE));
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
