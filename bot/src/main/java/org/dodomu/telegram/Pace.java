package org.dodomu.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many calls in any second, and less when Telegram asks for it. The pace of one chat is kept by its conversation. A single 429 may be meant for one chat: only when the next message is
 * refused too does everybody wait as long as was asked.
 */
final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Clock clock;
    private final int most;
    private final Deque<Instant> taken = new ArrayDeque<>();
    private Instant heldUntil = Instant.MIN;
    private boolean refusedBefore;

    Pace(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Takes a place now, if there is one. */
    synchronized boolean tryTake() {
        if (!untilFree().isZero()) {
            return false;
        }
        taken.addLast(clock.instant());
        return true;
    }

    /** Waits for a place and takes it. */
    void take() throws InterruptedException {
        while (!tryTake()) {
            Thread.sleep(Math.max(1, untilFree().toMillis()));
        }
    }

    private synchronized Duration untilFree() {
        Instant now = clock.instant();
        while (!taken.isEmpty() && !taken.peekFirst().plus(WINDOW).isAfter(now) || isInFuture(now)) {
            taken.removeFirst();
        }
        Instant free = taken.size() < most ? now : taken.peekFirst().plus(WINDOW);
        Instant at = heldUntil.isAfter(free) ? heldUntil : free;
        return Duration.between(now, at);
    }

    /** A clock that was set back must not stop the line. */
    private boolean isInFuture(Instant now) {
        return !taken.isEmpty() && taken.peekFirst().isAfter(now);
    }

    /** Gives back a place that was not used. */
    synchronized void giveBack() {
        taken.pollLast();
    }

    synchronized void accepted() {
        refusedBefore = false;
    }

    synchronized void refused(Duration wait) {
        Duration hold = refusedBefore || wait.compareTo(WINDOW) < 0 ? wait : WINDOW;
        refusedBefore = true;
        Instant until = clock.instant().plus(hold);
        heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
    }
}
