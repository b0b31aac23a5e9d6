package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Line;
import org.dodomu.intake.StorageAway;

/**
 * Hands a batch of updates to the line and returns when every one of them is durable: sealed into its conversation, or among the dead letters. While the database is away it keeps trying,
 * so that nothing is confirmed to Telegram that was not kept.
 */
final class BatchHandler {

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Updates updates;
    private final Line line;
    private final Groups groups;
    private final TelegramJournal journal;
    private final BooleanSupplier running;

    BatchHandler(Updates updates, Line line, Groups groups, TelegramJournal journal, BooleanSupplier running) {
        this.updates = updates;
        this.line = line;
        this.groups = groups;
        this.journal = journal;
        this.running = running;
    }

    /**
     * Handles the batch.
     *
     * @return false when the line stopped before all of it was durable: it must not be confirmed
     */
    boolean handle(List<JsonNode> batch) {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                take(batch);
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

    /**
     * Tries once.
     *
     * @throws StorageAway when it may be that not all of it was kept
     */
    void take(List<JsonNode> batch) {
        Map<Incoming, JsonNode> readable = new IdentityHashMap<>();
        List<Incoming> inOrder = new ArrayList<>();
        List<JsonNode> dead = new ArrayList<>();
        for (JsonNode raw : batch) {
            if (groups.refuse(raw)) {
                continue;
            }
            try {
                updates.read(raw).ifPresent(incoming -> {
                    readable.put(incoming, raw);
                    inOrder.add(incoming);
                });
            } catch (RuntimeException unreadable) {
                journal.deadLetter(unreadable.getClass());
                dead.add(raw);
            }
        }
        for (Incoming unhandled : receive(inOrder)) {
            journal.deadLetter(Incoming.class);
            dead.add(readable.get(unhandled));
        }
        keep(dead);
    }

    private Collection<Incoming> receive(List<Incoming> inOrder) {
        return inOrder.isEmpty() ? List.of() : line.receive(inOrder);
    }

    private void keep(List<JsonNode> dead) {
        for (JsonNode raw : dead) {
            line.keepDeadLetter(
                    raw.toString().getBytes(StandardCharsets.UTF_8), Updates.mark(raw), Updates.privateChat(raw));
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
