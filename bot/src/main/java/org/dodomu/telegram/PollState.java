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
    private final AtomicReference<@Nullable Instant> taken = new AtomicReference<>();
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

    /** Updates were taken in for good. */
    void takenNow() {
        taken.set(clock.instant());
    }

    /** When updates were taken in last; empty when none were yet. */
    Optional<Instant> taken() {
        return Optional.ofNullable(taken.get());
    }

    /** When the Bot API answered a poll last; empty when it did not yet. */
    Optional<Instant> polled() {
        return Optional.ofNullable(polled.get());
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

    /** True when another program polled with the same token in the last ten minutes. */
    boolean contested() {
        return Optional.ofNullable(conflict.get())
                .filter(when -> when.plus(Duration.ofMinutes(10)).isAfter(clock.instant()))
                .isPresent();
    }
}
