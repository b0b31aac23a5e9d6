package org.dodomu.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.stereotype.Component;

/** Counts, since this process started, what went wrong for good: messages that stay in a chat, sends of which nobody knows whether they arrived. Counts only. */
@Component
public final class Mishaps {

    private final Count undeletable;
    private final Count doubtful;

    public Mishaps(Clock clock) {
        this.undeletable = new Count(clock);
        this.doubtful = new Count(clock);
    }

    /** How often something happened: in all, and in the last hour, there at most {@link #MOST}. */
    public static final class Count {

        private static final int MOST = 10_000;
        private static final Duration HOUR = Duration.ofHours(1);

        private final Clock clock;
        private final Deque<Instant> recent = new ArrayDeque<>();
        private long total;

        private Count(Clock clock) {
            this.clock = clock;
        }

        private synchronized void add(int times) {
            for (int i = 0; i < times; i++) {
                total++;
                recent.addLast(clock.instant());
                if (recent.size() > MOST) {
                    recent.removeFirst();
                }
            }
        }

        public synchronized long total() {
            return total;
        }

        public synchronized int lastHour() {
            Instant old = clock.instant().minus(HOUR);
            while (!recent.isEmpty() && recent.peekFirst().isBefore(old)) {
                recent.removeFirst();
            }
            return recent.size();
        }
    }

    public Count undeletable() {
        return undeletable;
    }

    public Count doubtful() {
        return doubtful;
    }

    /** Counts what is new between two states of one conversation, once the later one is stored. */
    void note(Conversation before, Conversation after) {
        undeletable.add(after.undeleted - before.undeleted);
        doubtful.add(after.doubtful - before.doubtful);
    }
}
