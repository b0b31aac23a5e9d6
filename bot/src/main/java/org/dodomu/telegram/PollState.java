package org.dodomu.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What health knows of the poll loop. */
final class PollState {

    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<@Nullable Instant> polled = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> conflict = new AtomicReference<>();

    PollState(Clock clock) {
        this.clock = clock;
    }

    void running(boolean now) {
        running.set(now);
    }

    boolean isRunning() {
        return running.get();
    }

    void polled(Instant when) {
        polled.set(when);
    }

    /** How many updates wait at Telegram, as far as it tells. */
    void waiting(int updates) {
        waiting.set(updates);
    }

    int waiting() {
        return waiting.get();
    }

    void conflict(Instant when) {
        conflict.set(when);
    }

    /** The time since the last poll that succeeded; empty when there was none yet. */
    Optional<Duration> pollAge() {
        return Optional.ofNullable(polled.get()).map(when -> Duration.between(when, clock.instant()));
    }

    /** True when another program polled with the same token in the last ten minutes. */
    boolean contested() {
        return Optional.ofNullable(conflict.get())
                .filter(when -> when.plus(Duration.ofMinutes(10)).isAfter(clock.instant()))
                .isPresent();
    }
}
