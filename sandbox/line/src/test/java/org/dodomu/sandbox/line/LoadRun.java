package org.dodomu.sandbox.line;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.sandbox.line.faults.Proof;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.slf4j.LoggerFactory;

/**
 * How fast a backlog is drained, from the sandbox's Bot API to sealed and durable, and what that costs the line's process: {@code mvn -q -Pload verify}. Everybody comes through the short
 * door and writes on, while the line is down; then it is started. Beside it the same entries are inserted one by one by the bare driver. Loopback only.
 */
final class LoadRun {

    private static final int ROUNDS = 21;
    private static final int FLOOD = 300;

    private final String uri;
    private final String engine;

    private LoadRun(String uri, String engine) {
        this.uri = uri;
        this.engine = engine;
    }

    /** The properties {@code mongodb.uri} (else the embedded store), {@code load.people} and {@code load.updates} (a pair for each run, with commas) say what is measured. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        System.out.println(
                "engine | people | updates | updates/s | CPU ms/update | updates/s, second half | CPU ms/update, second half | most MiB | bare inserts/s | ratio | sent in a second, at most: to one chat, to all");
        String given = System.getProperty("mongodb.uri", "");
        if (given.isEmpty()) {
            try (EmbeddedStore store =
                    EmbeddedStore.open(Files.createTempDirectory("load").resolve("store.db"))) {
                new LoadRun(store.uri(""), "embedded").runs();
            }
        } else {
            new LoadRun(given, "by URI").runs();
        }
    }

    private void runs() throws IOException, InterruptedException {
        String[] people = System.getProperty("load.people", "1,100,5000").split(",");
        String[] updates =
                System.getProperty("load.updates", "2000,10000,100000").split(",");
        for (int i = 0; i < people.length; i++) {
            measure(Integer.parseInt(people[i]), Integer.parseInt(updates[i]), "load" + System.nanoTime());
        }
    }

    private void measure(int people, int updates, String database) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("load");
        SandboxTelegram.Settings settings =
                new SandboxTelegram.Settings(0, Optional.of(folder.resolve("telegram.jsonl")), () -> "{}");
        LineProcess.Founded line = LineProcess.found(folder, uri, database);
        try (SandboxTelegram telegram = SandboxTelegram.start(settings);
                MongoClient client = MongoClients.create(uri)) {
            List<String> presses = Backlog.presses(line, telegram);
            Backlog backlog = Backlog.fill(telegram.control(), people, updates, 0, presses);
            telegram.control().requests().clear();
            drain(line, telegram, client, backlog);
            if (Boolean.getBoolean("load.flood")) {
                besideAFlood(line, telegram, client.getDatabase(database), presses);
            }
            client.getDatabase(database).drop();
        }
    }

    /** Time and processor time of the line between two moments. */
    private record Moment(long nanos, Duration cpu) {

        static Moment now(LineProcess process) {
            return new Moment(System.nanoTime(), process.cpu());
        }

        double perSecond(Moment since, int updates) {
            return updates / ((nanos - since.nanos) / 1e9);
        }

        double cpuEach(Moment since, int updates) {
            return cpu.minus(since.cpu).toNanos() / 1e6 / updates;
        }
    }

    private void drain(LineProcess.Founded line, SandboxTelegram telegram, MongoClient client, Backlog backlog)
            throws IOException, InterruptedException {
        Control control = telegram.control();
        int updates = control.waiting();
        Moment first;
        Moment half;
        Moment last;
        int later;
        long memory;
        try (LineProcess process = LineProcess.start(line, telegram, Backlog.UNLIMITED)) {
            backlog.await(updates - 1, process);
            first = Moment.now(process);
            backlog.await(updates / 2, process);
            later = control.waiting();
            half = Moment.now(process);
            backlog.await(0, process);
            last = Moment.now(process);
            memory = process.mostMemory();
        }
        MongoDatabase database = client.getDatabase(line.database());
        List<String> differences = Proof.differences(line.founded(), database, backlog.said());
        if (!differences.isEmpty()) {
            throw new IllegalStateException(differences.size() + " differences, the first: " + differences.get(0));
        }
        double bare = bare(client, database.getCollection("entries"), line.database());
        Proof.Pace pace = Proof.pace(control.requests());
        System.out.printf(
                "%s | %d | %d | %.0f | %.2f | %.0f | %.2f | %d | %.0f | %.2f | %d, %d%n",
                engine,
                backlog.people().size(),
                updates,
                last.perSecond(first, updates),
                last.cpuEach(first, updates),
                last.perSecond(half, later),
                last.cpuEach(half, later),
                memory,
                bare,
                last.perSecond(half, later) / bare,
                pace.inOneChat(),
                pace.inAll());
    }

    /** How long the words of one person wait until they are durable: alone, and behind the words of one who never stops. */
    private static void besideAFlood(
            LineProcess.Founded line, SandboxTelegram telegram, MongoDatabase database, List<String> presses)
            throws IOException, InterruptedException {
        Control control = telegram.control();
        List<Long> two = control.crowd(2, "Sample", "uk");
        try (LineProcess process = LineProcess.start(line, telegram, Backlog.UNLIMITED)) {
            two.forEach(person -> Backlog.enter(control, person, presses));
            Backlog.await(control, 0, process);
            List<Long> alone = new ArrayList<>();
            List<Long> beside = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                alone.add(waited(line, control, database, two.get(1)));
            }
            for (int i = 0; i < ROUNDS; i++) {
                control.script(Collections.nCopies(FLOOD, new Control.Line(two.get(0), "Sample words without end")));
                beside.add(waited(line, control, database, two.get(1)));
                Backlog.await(control, 0, process);
            }
            Collections.sort(alone);
            Collections.sort(beside);
            System.out.printf(
                    "words of one person, ms until durable, median and most of %d: alone %d and %d, behind %d words of another %d and %d%n",
                    ROUNDS,
                    alone.get(ROUNDS / 2),
                    alone.get(ROUNDS - 1),
                    FLOOD,
                    beside.get(ROUNDS / 2),
                    beside.get(ROUNDS - 1));
        }
    }

    private static long waited(LineProcess.Founded line, Control control, MongoDatabase database, long person)
            throws IOException, InterruptedException {
        int before = Proof.taken(line.founded(), database, person);
        long start = System.nanoTime();
        control.text(person, "Sample words of somebody who writes little");
        while (Proof.taken(line.founded(), database, person) == before) {
            Thread.sleep(1);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** The same documents, one by one, by the driver alone. */
    private static double bare(MongoClient client, MongoCollection<Document> entries, String database) {
        List<Document> same = entries.find().limit(3000).into(new ArrayList<>());
        MongoCollection<Document> copy =
                client.getDatabase(database).getCollection("copy").withWriteConcern(WriteConcern.MAJORITY);
        long start = System.nanoTime();
        same.forEach(copy::insertOne);
        return same.size() / ((System.nanoTime() - start) / 1e9);
    }
}
