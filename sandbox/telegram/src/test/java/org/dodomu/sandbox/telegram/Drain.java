package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Takes everything that waits by getUpdates. As a program it measures, asserts nothing: the first argument is how many updates. */
final class Drain {

    private Drain() {}

    /** How many updates came; fails when one comes twice or out of order. */
    static int all(TestBot bot) throws IOException, InterruptedException {
        int count = 0;
        long last = 0;
        while (true) {
            JsonNode batch = bot.result("getUpdates", "{\"limit\":100,\"offset\":" + (last + 1) + "}");
            if (batch.isEmpty()) {
                return count;
            }
            for (JsonNode update : batch) {
                if (update.path("update_id").asLong() <= last) {
                    throw new AssertionError("Not in order");
                }
                last = update.path("update_id").asLong();
                count++;
            }
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int count = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("drain");
        Path file = folder.resolve("telegram.jsonl");
        long start = System.nanoTime();
        try (TestBot bot = TestBot.start(file)) {
            List<Long> crowd = bot.people.crowd(5_000, "Sample", "uk");
            bot.people.script(IntStream.range(0, count)
                    .mapToObj(i -> new Control.Line(crowd.get(i % crowd.size()), "Sample words, number " + i))
                    .toList());
            tell("Loaded by one script", count, start);
            start = System.nanoTime();
            IntStream.range(0, 10_000).forEach(i -> bot.people.text(crowd.get(i % crowd.size()), "one " + i));
            tell("Written one by one", 10_000, start);
        }
        System.out.println("File: " + (Files.size(file) >> 20) + " MB");
        start = System.nanoTime();
        try (TestBot bot = TestBot.start(file)) {
            tell("Opened again", count + 10_000, start);
            start = System.nanoTime();
            tell("Drained by getUpdates", all(bot), start);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void tell(String what, int count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %d in %.1f s, %.0f/s%n", what, count, seconds, count / seconds);
    }
}
