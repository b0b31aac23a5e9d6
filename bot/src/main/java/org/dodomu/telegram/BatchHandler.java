package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.dodomu.intake.DeadLetter;
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
    private final Predicate<JsonNode> memberLinks;
    private final TelegramJournal journal;
    private final PollState state;

    /** @param memberLinks takes what is said to it by members, before the line sees it */
    BatchHandler(
            Updates updates,
            Line line,
            Groups groups,
            Predicate<JsonNode> memberLinks,
            TelegramJournal journal,
            PollState state) {
        this.updates = updates;
        this.line = line;
        this.groups = groups;
        this.memberLinks = memberLinks;
        this.journal = journal;
        this.state = state;
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
                if (!state.isRunning() || !pause(wait)) {
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
        for (JsonNode raw : batch) {
            if (groups.refuse(raw) || memberLinks.test(raw)) {
                continue;
            }
            try {
                updates.read(raw).ifPresent(incoming -> {
                    readable.put(incoming, raw);
                    inOrder.add(incoming);
                });
            } catch (RuntimeException unreadable) {
                journal.deadLetter(unreadable.getClass());
                keep(raw, DeadLetter.Why.UNREADABLE);
            }
        }
        for (Incoming unhandled : receive(inOrder)) {
            journal.deadLetter(Incoming.class);
            keep(Objects.requireNonNull(readable.get(unhandled)), DeadLetter.Why.UNHANDLED);
        }
        state.takenNow();
    }

    private Collection<Incoming> receive(List<Incoming> inOrder) {
        return inOrder.isEmpty() ? List.of() : line.receive(inOrder);
    }

    private void keep(JsonNode raw, DeadLetter.Why why) {
        line.keepDeadLetter(
                raw.toString().getBytes(StandardCharsets.UTF_8), Updates.mark(raw), Updates.privateChat(raw), why);
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
