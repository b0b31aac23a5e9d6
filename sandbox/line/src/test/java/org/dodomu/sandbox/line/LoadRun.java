package org.dodomu.sandbox.line;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/**
 * Measures, asserts nothing: people write to the bot through the sandbox's Bot API, and each update counts when it is confirmed, that is sealed and durable. Everything runs in this one
 * process: the line, the stand-in for Telegram and the embedded database.
 */
final class LoadRun {

    private static final int UPDATES = 1000;

    private LoadRun() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("people | updates | updates/s | CPU ms per update (line, Bot API and database together)");
        for (int people : new int[] {1, 100, 1000}) {
            measure(people);
        }
    }

    private static void measure(int people) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("load");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of("logging.level.root", "error"))) {
            List<Long> all = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                all.add(sandbox.telegram().control().person("Sample " + i, "uk"));
            }
            reachTheQueue(sandbox, all);
            round(sandbox, all, Math.max(200, people));
            OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = machine.getProcessCpuTime();
            long start = System.nanoTime();
            round(sandbox, all, UPDATES);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuMillis = (machine.getProcessCpuTime() - cpu) / 1e6 / UPDATES;
            System.out.printf("%6d | %7d | %9.0f | %6.1f%n", people, UPDATES, UPDATES / seconds, cpuMillis);
            long entries = sandbox.database().collection("entries").countDocuments(new Document());
            if (entries < UPDATES + Math.max(200, people)) {
                throw new IllegalStateException("Words were lost");
            }
        }
    }

    /** Takes everybody through the short door, so that whatever they write from then on is sealed. */
    private static void reachTheQueue(Sandbox sandbox, List<Long> people) throws InterruptedException {
        people.forEach(person -> sandbox.telegram().control().text(person, "/start"));
        for (String choice : List.of("uk", "yes", "danger")) {
            for (long person : people) {
                press(sandbox, person, choice);
            }
        }
        for (long person : people) {
            while (!sandbox.telegram().control().chat(person).toString().contains(":back")) {
                Thread.sleep(5);
            }
        }
    }

    private static void press(Sandbox sandbox, long person, String choice) throws InterruptedException {
        while (true) {
            for (JsonNode message : sandbox.telegram().control().chat(person).path("messages")) {
                Optional<String> data = message.path("reply_markup")
                        .path("inline_keyboard")
                        .valueStream()
                        .flatMap(JsonNode::valueStream)
                        .map(button -> button.path("callback_data").asString(""))
                        .filter(one -> one.endsWith(":" + choice))
                        .findFirst();
                if (data.isPresent()) {
                    sandbox.telegram()
                            .control()
                            .press(person, message.path("message_id").asInt(), data.get());
                    return;
                }
            }
            Thread.sleep(5);
        }
    }

    private static void round(Sandbox sandbox, List<Long> people, int updates) throws InterruptedException {
        for (int i = 0; i < updates; i++) {
            sandbox.telegram().control().text(people.get(i % people.size()), "Sample words, number " + i);
        }
        while (sandbox.telegram().control().waiting() > 0) {
            Thread.sleep(5);
        }
    }
}
