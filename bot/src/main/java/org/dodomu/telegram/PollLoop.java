package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.dodomu.storage.Leadership;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Asks the Bot API for updates and confirms a batch only when all of it is durable. Starts whether or not the Bot API is there; backs off when it is away; never stops by itself; asks only while this instance leads. The next
 * offset comes from the batch just handled and from nothing else, because ids start again at a random number after a quiet week.
 */
final class PollLoop implements SmartLifecycle {

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration QUIET_DAY = Duration.ofDays(1);
    private static final Duration FOLLOWER_LOOKS = Duration.ofMillis(250);

    private final BotApi api;
    private final BatchHandler batches;
    private final Leadership leadership;
    private final Clock clock;
    private final TelegramJournal journal;
    private final PollState state;
    private @Nullable Thread thread;

    PollLoop(
            BotApi api,
            BatchHandler batches,
            Leadership leadership,
            Clock clock,
            TelegramJournal journal,
            PollState state) {
        this.leadership = leadership;
        this.api = api;
        this.batches = batches;
        this.clock = clock;
        this.journal = journal;
        this.state = state;
    }

    @Override
    public synchronized void start() {
        state.running(true);
        Thread started = new Thread(this::run, "telegram-poll");
        thread = started;
        started.start();
        journal.polling();
    }

    private void run() {
        OptionalLong offset = OptionalLong.empty();
        Instant lastUpdate = clock.instant();
        Duration wait = SHORTEST;
        boolean asking = false;
        while (state.isRunning()) {
            try {
                if (!leadership.held()) {
                    asking = false;
                    offset = OptionalLong.empty();
                    Thread.sleep(FOLLOWER_LOOKS.toMillis());
                    continue;
                }
                if (!asking) {
                    api.deleteWebhook();
                    asking = true;
                }
                boolean quiet = Duration.between(lastUpdate, clock.instant()).compareTo(QUIET_DAY) > 0;
                List<JsonNode> batch = inOrder(api.getUpdates(quiet ? OptionalLong.empty() : offset));
                state.polled(clock.instant());
                wait = SHORTEST;
                if (!batch.isEmpty()) {
                    if (!batches.handle(batch)) {
                        continue;
                    }
                    lastUpdate = clock.instant();
                    offset = OptionalLong.of(last(batch) + 1);
                }
            } catch (ApiRefused refused) {
                wait = refused(refused, wait);
            } catch (IOException away) {
                wait = away(away.getClass(), wait);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException fault) {
                journal.loopFailed(fault.getClass());
                wait = pause(wait);
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** Within one answer ids tell the order, whatever order it came in. */
    private static List<JsonNode> inOrder(List<JsonNode> batch) {
        return batch.stream()
                .sorted(Comparator.comparingLong(
                        update -> update.path("update_id").asLong()))
                .toList();
    }

    /** The id behind which the next poll starts. */
    private static long last(List<JsonNode> batch) {
        return batch.stream()
                .mapToLong(update -> update.path("update_id").asLong())
                .max()
                .orElseThrow();
    }

    private Duration refused(ApiRefused refused, Duration wait) {
        if (refused.kind() == ApiRefused.Kind.CONFLICT && leadership.held()) {
            state.conflict(clock.instant());
            journal.secondPoller();
        }
        Duration asked = refused.retryAfter();
        Duration chosen = asked.compareTo(wait) > 0 ? asked : wait;
        journal.refused(refused.kind(), chosen);
        return pause(chosen);
    }

    private Duration away(Class<?> reason, Duration wait) {
        if (!state.isRunning()) {
            return wait;
        }
        journal.away(reason, wait);
        return pause(wait);
    }

    /** Waits, and returns how long to wait the next time. */
    private static Duration pause(Duration wait) {
        try {
            long jitter = ThreadLocalRandom.current().nextLong(Math.max(1, wait.toMillis() / 4));
            Thread.sleep(wait.toMillis() + jitter);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Duration next = wait.multipliedBy(2);
        return next.compareTo(LONGEST) > 0 ? LONGEST : next;
    }

    @Override
    public synchronized void stop() {
        state.running(false);
        api.stopPolling();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(10_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        journal.stopped();
    }

    @Override
    public boolean isRunning() {
        return state.isRunning();
    }
}
