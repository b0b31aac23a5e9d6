package org.dodomu.sandbox.line;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.Document;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.sandbox.telegram.Requests;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * How fast a backlog is drained, from the sandbox's Bot API to sealed and durable, and what that costs the line's process: {@code mvn -q -Pload verify}. Everybody comes through the short
 * door and writes on, while the line is down; then it is started. Beside it the same entries are inserted one by one by the bare driver. Loopback only.
 */
final class LoadRun {

    private static final List<String> CHOICES = List.of("uk", "yes", "danger");
    private static final Map<String, String> UNLIMITED = Map.of("dodomu.limits.messages-per-hour", "1000000");
    private static final Duration PATIENCE = Duration.ofMinutes(15);

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
                "engine | people | updates | updates/s | CPU ms/update | most MiB | bare inserts/s | sent in a second, at most");
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
            List<String> presses = presses(line, telegram);
            int entries = backlog(telegram.control(), people, updates, presses);
            int waiting = telegram.control().waiting();
            telegram.control().requests().clear();
            drain(line, telegram, client, waiting, people, entries);
            client.getDatabase(database).drop();
        }
    }

    /** What the buttons on the way to the short door carry, read from a first person's cards. */
    private static List<String> presses(LineProcess.Founded line, SandboxTelegram telegram)
            throws IOException, InterruptedException {
        List<String> data = new ArrayList<>();
        Control control = telegram.control();
        try (LineProcess process = LineProcess.start(line, telegram, Map.of())) {
            long first = control.person("Sample Zero", "uk");
            control.text(first, "/start");
            for (String choice : CHOICES) {
                data.add(press(control, first, choice, process));
            }
            await(control, 0, process);
        }
        return data;
    }

    private static String press(Control control, long person, String choice, LineProcess process)
            throws InterruptedException {
        while (process.isAlive()) {
            for (JsonNode message : control.chat(person).path("messages")) {
                Optional<String> data = message.path("reply_markup")
                        .path("inline_keyboard")
                        .valueStream()
                        .flatMap(JsonNode::valueStream)
                        .map(button -> button.path("callback_data").asString(""))
                        .filter(one -> one.endsWith(":" + choice))
                        .findFirst();
                if (data.isPresent()) {
                    control.press(person, message.path("message_id").asInt(), data.get());
                    return data.get();
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("The line ended by itself");
    }

    /** Everybody comes in and writes, turn by turn; returns how many entries that makes. */
    private static int backlog(Control control, int people, int updates, List<String> presses) {
        List<Long> all = control.crowd(people, "Sample", "uk");
        for (long person : all) {
            control.text(person, "/start");
            presses.forEach(data -> control.pressOlder(person, data));
        }
        int words = updates - people * (1 + presses.size());
        List<Control.Line> lines = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            lines.add(new Control.Line(
                    all.get(i % people), "Sample words, number " + i + ", of the length of a short message"));
        }
        control.script(lines);
        return words + people;
    }

    private void drain(
            LineProcess.Founded line,
            SandboxTelegram telegram,
            MongoClient client,
            int updates,
            int people,
            int expected)
            throws IOException, InterruptedException {
        Control control = telegram.control();
        double seconds;
        double cpu;
        long memory;
        try (LineProcess process = LineProcess.start(line, telegram, UNLIMITED)) {
            await(control, updates - 1, process);
            long start = System.nanoTime();
            Duration before = process.cpu();
            await(control, 0, process);
            seconds = (System.nanoTime() - start) / 1e9;
            cpu = process.cpu().minus(before).toNanos() / 1e6 / updates;
            memory = process.mostMemory();
        }
        MongoCollection<Document> entries = client.getDatabase(line.database()).getCollection("entries");
        long kept = entries.countDocuments(Filters.eq("counted", true));
        if (kept != expected) {
            throw new IllegalStateException("There are " + kept + " entries in place of " + expected);
        }
        Predicate<Requests.Request> sends = one ->
                one.method().equalsIgnoreCase("sendMessage") || one.method().equalsIgnoreCase("editMessageText");
        System.out.printf(
                "%s | %d | %d | %.0f | %.2f | %d | %.0f | %d%n",
                engine,
                people,
                updates,
                updates / seconds,
                cpu,
                memory,
                bare(client, entries, line.database()),
                control.requests().mostWithin(Duration.ofSeconds(1), sends));
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

    private static void await(Control control, int waiting, LineProcess process) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (control.waiting() > waiting) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("The line does not drain: " + control.waiting() + " wait");
            }
            Thread.sleep(2);
        }
    }
}
