package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.Line;
import org.dodomu.intake.StorageAway;

/**
 * Hands one batch of updates to the line: in parallel by person, in order within one person. Returns when every update of the batch is durable; while the database is away it keeps
 * trying, so that nothing is confirmed to Telegram that was not kept.
 */
final class BatchHandler {

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Updates updates;
    private final Line line;
    private final Groups groups;
    private final Executor workers;
    private final TelegramJournal journal;
    private final BooleanSupplier running;

    BatchHandler(
            Updates updates,
            Line line,
            Groups groups,
            Executor workers,
            TelegramJournal journal,
            BooleanSupplier running) {
        this.updates = updates;
        this.line = line;
        this.groups = groups;
        this.workers = workers;
        this.journal = journal;
        this.running = running;
    }

    /**
     * Handles the batch.
     *
     * @return false when the line stopped before all of it was durable: it must not be confirmed
     */
    boolean handle(List<JsonNode> batch) throws InterruptedException {
        Map<Object, List<JsonNode>> byPerson = new LinkedHashMap<>();
        for (JsonNode raw : batch) {
            Object person = Updates.privateChat(raw).<Object>map(chat -> chat).orElse("nobody");
            byPerson.computeIfAbsent(person, key -> new ArrayList<>()).add(raw);
        }
        CountDownLatch open = new CountDownLatch(byPerson.size());
        List<Boolean> kept = java.util.Collections.synchronizedList(new ArrayList<>());
        byPerson.values()
                .forEach(own -> workers.execute(() -> {
                    try {
                        kept.add(own.stream().allMatch(this::keep));
                    } finally {
                        open.countDown();
                    }
                }));
        open.await();
        return kept.size() == byPerson.size() && !kept.contains(false);
    }

    private boolean keep(JsonNode raw) {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                take(raw);
                return true;
            } catch (StorageAway away) {
                journal.storageAway();
                if (!running.getAsBoolean() || !pause(wait)) {
                    return false;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        }
    }

    private void take(JsonNode raw) {
        if (groups.refuse(raw)) {
            return;
        }
        try {
            updates.read(raw).ifPresent(line::receive);
        } catch (StorageAway away) {
            throw away;
        } catch (RuntimeException unhandled) {
            journal.deadLetter(unhandled.getClass());
            Optional<ChatAddress> chat = Updates.privateChat(raw);
            line.keepDeadLetter(raw.toString().getBytes(StandardCharsets.UTF_8), Updates.mark(raw), chat);
        }
    }

    private static boolean pause(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
