package org.dodomu.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the senders of this process when a step left an errand that is due in their lane; others, and later ones, find it when they look. */
@Component
class ErrandSignal {

    private final Clock clock;
    private final Map<Lane, Semaphore> raised = new EnumMap<>(Lane.class);

    ErrandSignal(Clock clock) {
        this.clock = clock;
        for (Lane lane : Lane.values()) {
            raised.put(lane, new Semaphore(0));
        }
    }

    /** Raises the lanes in which one of these conversations, as they were just written, has an errand that is due. */
    void raise(Collection<Conversation> written) {
        long now = clock.instant().toEpochMilli();
        raised.forEach((lane, one) -> {
            if (one.availablePermits() == 0 && written.stream().anyMatch(talk -> isDue(talk, lane, now))) {
                one.release();
            }
        });
    }

    private static boolean isDue(Conversation talk, Lane lane, long now) {
        return talk.errands.stream()
                .anyMatch(one ->
                        one.kind().lane == lane && one.at() <= now && (lane != Lane.PACED || talk.sendableAt <= now));
    }

    void await(Lane lane, Duration atMost) throws InterruptedException {
        Semaphore own = java.util.Objects.requireNonNull(raised.get(lane));
        if (own.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            own.drainPermits();
        }
    }
}
