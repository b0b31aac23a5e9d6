package org.dodomu.telegram;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * So many calls in any second, and less when Telegram asks for it. The pace of one chat is kept by its conversation. A single 429 may be meant for one chat: only when the next message is
 * refused too does everybody wait as long as was asked. Counts by a monotonic clock, so that a clock that is set back does not stop the line.
 */
final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final int most;
    private final Deque<Long> taken = new ArrayDeque<>();
    private long heldUntil;
    private boolean refusedBefore;

    /** @param nanoTime such as {@link System#nanoTime} */
    Pace(LongSupplier nanoTime, int most) {
        this.nanoTime = nanoTime;
        this.most = most;
        this.heldUntil = nanoTime.getAsLong();
    }

    /** Takes a place now, if there is one. */
    synchronized boolean tryTake() {
        if (nanosUntilFree() > 0) {
            return false;
        }
        taken.addLast(nanoTime.getAsLong());
        return true;
    }

    /** Waits for a place and takes it. */
    void take() throws InterruptedException {
        while (!tryTake()) {
            Thread.sleep(1 + nanosUntilFree() / 1_000_000);
        }
    }

    private synchronized long nanosUntilFree() {
        long now = nanoTime.getAsLong();
        while (!taken.isEmpty() && now - taken.peekFirst() >= WINDOW.toNanos()) {
            taken.removeFirst();
        }
        long full = taken.size() < most ? 0 : taken.peekFirst() + WINDOW.toNanos() - now;
        return Math.max(full, heldUntil - now);
    }

    /** Gives back a place that was not used. */
    synchronized void giveBack() {
        taken.pollLast();
    }

    synchronized void accepted() {
        refusedBefore = false;
    }

    synchronized void refused(Duration wait) {
        hold(refusedBefore || wait.compareTo(WINDOW) < 0 ? wait : WINDOW);
        refusedBefore = true;
    }

    /** Another instance may have sent until this moment. */
    synchronized void standBack() {
        hold(WINDOW);
    }

    private void hold(Duration hold) {
        long until = nanoTime.getAsLong() + hold.toNanos();
        heldUntil = until - heldUntil > 0 ? until : heldUntil;
    }
}
