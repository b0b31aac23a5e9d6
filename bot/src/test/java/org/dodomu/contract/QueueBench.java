package org.dodomu.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.dodomu.cases.NextCase;
import org.dodomu.cases.Queue;
import org.dodomu.cases.View;
import org.dodomu.desk.Rosters;
import org.dodomu.support.MovableClock;
import org.dodomu.support.TestDatabase;

/**
 * How long taking the next case, claiming one by its number and looking at the queue last, with few and with many waiting cases in one database: {@code -Dbench.sizes}, ascending, on the
 * server that {@code -Dmongodb.uri} names; then 64 members who take {@code -Dbench.many} cases at once. Measures, tests nothing but that no case is taken twice.
 */
final class QueueBench {

    private static final int RUNS = 200;
    private static final int WARM = 100;

    /** Of one question, its warming up among it. */
    private static final Duration MOST_TIME = Duration.ofMinutes(1);

    private final MovableClock clock = new MovableClock();
    private final TestDatabase database = new TestDatabase();
    private final FoundedLine founded;
    private final RunningLine line;
    private int waiting;

    private QueueBench(Path folder) throws Exception {
        founded = new FoundedLine(folder);
        line = new RunningLine(founded, database.uri(), clock, database.rules());
        founded.found(line.part(Rosters.class));
    }

    /** Runs the measurement. */
    public static void main(String[] arguments) throws Exception {
        QueueBench bench = new QueueBench(Files.createTempDirectory("bench"));
        try {
            for (String size : System.getProperty("bench.sizes", "1000,1000000").split(",")) {
                bench.fill(Integer.parseInt(size));
                bench.measure();
            }
            bench.plans();
            bench.manyAtOnce(Integer.getInteger("bench.many", 20_000));
        } finally {
            bench.line.close();
            bench.database.close();
        }
    }

    /** Loads without the indexes; the next process of the line makes them, as after a start. */
    private void fill(int size) throws Exception {
        WaitingCases cases = new WaitingCases(database.database(), waitingSample());
        Instant began = Instant.now();
        int before = waiting;
        database.database().getCollection("cases").dropIndexes();
        cases.add(before, size, clock.instant().minus(Duration.ofDays(30)));
        waiting = size;
        say("%,d waiting cases, loaded at %,d/s", size, rate(size - before, began));
        Instant loaded = Instant.now();
        new RunningLine(founded, database.uri(), clock, database.rules()).close();
        say("  indexes made in %,d s", Duration.between(loaded, Instant.now()).toSeconds());
    }

    private org.dodomu.cases.CaseNumber waitingSample() {
        var cases = line.part(org.dodomu.cases.Cases.class);
        var number = cases.bear(new byte[] {1}, org.dodomu.config.Language.UK);
        cases.enqueue(number, org.dodomu.config.ReportType.DEPORTED, org.dodomu.config.Urgency.ROUTINE, false);
        return number;
    }

    private void measure() {
        time("take the next", n -> line.part(NextCase.class).take(founded.operator(n % 64)));
        time("claim by number", n -> {
            int youngest = waiting - 10 * (1 + n / 8) - 1 - n % 8;
            line.part(Queue.class).claim(WaitingCases.number(youngest), founded.operator(n % 64));
        });
        time("counts of six views", n -> line.part(Queue.class).counts(founded.operator(0)));
        time("first 100 rows", n -> line.part(Queue.class).list(View.WAITING, founded.operator(0), 100));
    }

    private interface Run {
        void run(int n);
    }

    private void time(String what, Run run) {
        int most = Math.min(RUNS, Math.max(20, waiting / 10));
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + MOST_TIME.toNanos();
        for (int n = -Math.min(WARM, most); n < most && (millis.isEmpty() || System.nanoTime() < end); n++) {
            long start = System.nanoTime();
            run.run(n + WARM);
            if (n >= 0) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        List<Double> sorted = millis.stream().sorted().toList();
        say(
                "  %-20s p50 %8.1f ms   p99 %8.1f ms   of %d",
                what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100), sorted.size());
    }

    private void plans() {
        Document fresh = new Document("desk", "main")
                .append("state", "waiting")
                .append("rank", 2)
                .append("lease.until", new Date(0))
                .append("snoozed", new Date(0));
        plan("head of the routine cases", fresh, new Document("since", 1).append("_id", 1), 32);
        plan(
                "first rows",
                new Document("desk", "main")
                        .append("state", "waiting")
                        .append("rank", 2)
                        .append("snoozed", new Document("$lte", Date.from(clock.instant()))),
                new Document("since", 1).append("_id", 1),
                100);
    }

    private void plan(String what, Document filter, Document sort, int limit) {
        try {
            Document explained = database.database()
                    .runCommand(new Document(
                                    "explain",
                                    new Document("find", "cases")
                                            .append("filter", filter)
                                            .append("sort", sort)
                                            .append("limit", limit))
                            .append("verbosity", "executionStats"));
            say("  plan, %s: %s", what, explained.toJson());
        } catch (com.mongodb.MongoCommandException refused) {
            say("  plan, %s: the engine does not tell", what);
        }
    }

    private void manyAtOnce(int most) throws Exception {
        Set<String> taken = ConcurrentHashMap.newKeySet();
        List<String> twice = java.util.Collections.synchronizedList(new ArrayList<>());
        int[] each = new int[FoundedLine.OPERATORS];
        Instant began = Instant.now();
        AtOnce.run(FoundedLine.OPERATORS, member -> {
            Optional<NextCase.Taken> one;
            do {
                one = line.part(NextCase.class).take(founded.operator(member));
                each[member] += one.isPresent() ? 1 : 0;
                one.filter(found -> !taken.add(found.number())).ifPresent(found -> twice.add(found.number()));
            } while (one.isPresent() && taken.size() < most);
        });
        IntSummaryStatistics own = Arrays.stream(each).summaryStatistics();
        say(
                "64 members took %,d cases at %,d/s, %d twice; one of them %d at least and %d at most",
                taken.size(), rate(taken.size(), began), twice.size(), own.getMin(), own.getMax());
        if (!twice.isEmpty()) {
            throw new IllegalStateException("A case was taken twice");
        }
    }

    private static long rate(int count, Instant began) {
        return count
                * 1000L
                / Math.max(1, Duration.between(began, Instant.now()).toMillis());
    }

    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
