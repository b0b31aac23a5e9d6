package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.NextCase;
import org.dodomu.cases.Queue;
import org.dodomu.cases.View;
import org.junit.jupiter.api.Test;

/** Taking the next case, by one and by many. */
class NextCaseContractTest extends ContractTest {

    private static final int MEMBERS = FoundedLine.OPERATORS;
    private static final int CASES = Integer.getInteger("next.cases", 400);

    private List<String> filled(int count) {
        CaseNumber sample = waiting("sample");
        new WaitingCases(database.database(), sample)
                .add(0, count, clock.instant().minus(Duration.ofDays(30)));
        database.database().getCollection("cases").deleteOne(Filters.eq("_id", sample.value()));
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(WaitingCases::urgency))
                .map(n -> WaitingCases.number(n).value())
                .toList();
    }

    private Optional<NextCase.Taken> take(int operator) {
        return line.part(NextCase.class).take(founded.operator(operator));
    }

    @Test
    void comesInTheOrderOfUrgencyAndAge() {
        List<String> expected = filled(300);
        List<String> taken = new ArrayList<>();
        for (Optional<NextCase.Taken> one = take(0); one.isPresent(); one = take(0)) {
            taken.add(one.get().number());
        }
        assertThat(taken).containsExactlyElementsOf(expected);
    }

    @Test
    void sixtyFourMembersTakeEveryCaseOnce() throws Exception {
        List<String> expected = filled(CASES);
        Map<String, Long> fences = new ConcurrentHashMap<>();
        List<List<Integer>> urgencies = IntStream.range(0, MEMBERS)
                .mapToObj(n -> (List<Integer>) new ArrayList<Integer>())
                .toList();
        Map<String, Integer> places = new ConcurrentHashMap<>();
        expected.forEach(number -> places.put(number, places.size()));
        List<String> twice = java.util.Collections.synchronizedList(new ArrayList<>());
        AtOnce.run(MEMBERS, member -> {
            for (Optional<NextCase.Taken> one = take(member); one.isPresent(); one = take(member)) {
                NextCase.Taken taken = one.get();
                if (fences.put(taken.number(), taken.fence()) != null) {
                    twice.add(taken.number());
                }
                urgencies.get(member).add(places.get(taken.number()));
            }
        });
        assertThat(twice).isEmpty();
        assertThat(fences.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(fences.values()).containsOnly(1L);
        int now = (int) IntStream.range(0, CASES).filter(n -> n % 100 == 0).count();
        urgencies.forEach(own -> assertThat(own.stream().map(place -> place < now))
                .as("danger now comes before everything else, for everybody")
                .isSortedAccordingTo(Comparator.reverseOrder()));
    }

    @Test
    void takesBackWhatWasLeftAndWhatWokeInItsOldPlace() {
        List<String> expected = filled(40);
        Queue queue = line.part(Queue.class);
        NextCase.Taken left = take(0).orElseThrow();
        NextCase.Taken soon = take(0).orElseThrow();
        NextCase.Taken asleep = take(0).orElseThrow();
        NextCase.Taken given = take(0).orElseThrow();
        var operator = founded.operator(0).id();
        queue.snooze(
                new CaseNumber(asleep.number()),
                operator,
                asleep.fence(),
                clock.instant().plus(Duration.ofMinutes(20)));
        queue.release(new CaseNumber(given.number()), operator, given.fence());
        assertThat(take(1).orElseThrow().number()).isEqualTo(given.number());
        clock.pass(Duration.ofMinutes(16));
        assertThat(List.of(left.number(), soon.number())).isEqualTo(expected.subList(0, 2));
        assertThat(take(2).orElseThrow().number()).isEqualTo(left.number());
        assertThat(take(3).orElseThrow().number()).isEqualTo(soon.number());
        assertThat(take(4).orElseThrow().number()).isEqualTo(given.number());
        clock.pass(Duration.ofMinutes(5));
        assertThat(take(5).orElseThrow().number()).isEqualTo(asleep.number());
        assertThat(take(6).orElseThrow().fence()).isEqualTo(1);
    }

    @Test
    void leavesWhatIsNotItsDesksOrDone() {
        List<String> expected = filled(3);
        var cases = database.database().getCollection("cases");
        cases.updateOne(Filters.eq("_id", expected.get(0)), Updates.set("state", "triaged"));
        cases.updateOne(Filters.eq("_id", expected.get(1)), Updates.set("desk", "another"));
        cases.updateOne(
                Filters.eq("_id", expected.get(2)),
                Updates.set("snoozed", Date.from(clock.instant().plusSeconds(60))));
        assertThat(take(0)).isEmpty();
        cases.updateOne(Filters.eq("_id", expected.get(2)), Updates.unset("epoch"));
        clock.pass(Duration.ofMinutes(2));
        assertThat(take(0)).isEmpty();
    }

    @Test
    void rowsStandByUrgencyAndAgeWhateverIsBegunAndOverdueOnesLikewise() {
        List<String> expected = new ArrayList<>(filled(120));
        var cases = database.database().getCollection("cases");
        for (int i = 0; i < 120; i += 7) {
            cases.updateOne(
                    Filters.eq("_id", expected.get(i)), Updates.set("state", i % 2 == 0 ? "triaged" : "located"));
        }
        String asleep = expected.remove(5);
        cases.updateOne(
                Filters.eq("_id", asleep),
                Updates.set("snoozed", Date.from(clock.instant().plusSeconds(60))));
        assertThat(numbers(View.WAITING, 500)).isEqualTo(expected);
        assertThat(numbers(View.WAITING, 30)).isEqualTo(expected.subList(0, 30));
        List<String> begun = cases.find(Filters.ne("state", "waiting"))
                .map(one -> one.getString("_id"))
                .into(new ArrayList<>());
        clock.pass(Duration.ofDays(9));
        cases.updateMany(
                new org.bson.Document(),
                Updates.set("due", Date.from(clock.instant().minusSeconds(9))));
        cases.updateOne(
                Filters.eq("_id", expected.get(40)),
                Updates.set("due", Date.from(clock.instant().plusSeconds(9))));
        List<String> overdue = new ArrayList<>(expected);
        overdue.remove(40);
        overdue.removeAll(begun);
        assertThat(numbers(View.OVERDUE, 500)).containsSubsequence(overdue).hasSize(overdue.size() + 1);
    }

    /** Many in one minute, more than one look reads, and few in the minutes before. */
    @Test
    void theOldestAreFoundHoweverManyCameInOneMinute() {
        List<String> all = filled(400);
        var cases = database.database().getCollection("cases");
        Date minute = Date.from(clock.instant().minus(Duration.ofHours(9)));
        cases.updateMany(
                new org.bson.Document(), Updates.combine(Updates.set("since", minute), Updates.set("rank", 2)));
        List<String> older = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            String number = all.get((i * 37) % 400);
            older.add(number);
            cases.updateOne(
                    Filters.eq("_id", number),
                    Updates.set("since", Date.from(minute.toInstant().minusSeconds(6000 - i))));
        }
        assertThat(numbers(View.WAITING, 40)).isEqualTo(older.subList(0, 40));
        assertThat(numbers(View.WAITING, 20)).isEqualTo(older.subList(0, 20));
        assertThat(numbers(View.WAITING, 60))
                .hasSize(60)
                .doesNotHaveDuplicates()
                .startsWith(older.toArray(String[]::new));
        assertThat(numbers(View.WAITING, 500)).hasSize(400).doesNotHaveDuplicates();
        assertThat(take(0).orElseThrow().number()).isEqualTo(older.get(0));
        assertThat(take(1).orElseThrow().number()).isEqualTo(older.get(1));
    }

    private List<String> numbers(View view, int most) {
        return line.part(Queue.class).list(view, founded.operator(0), most).stream()
                .map(org.dodomu.cases.CaseRow::number)
                .toList();
    }

    @Test
    void countsNoFurtherThanItShows() {
        filled(1500);
        Map<View, Long> counts = line.part(Queue.class).counts(founded.operator(0));
        assertThat(counts)
                .containsEntry(View.WAITING, (long) Queue.MOST_COUNTED)
                .containsEntry(View.MINE, 0L);
    }
}
