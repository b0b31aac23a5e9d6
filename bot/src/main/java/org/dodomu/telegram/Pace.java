package org.dodomu.telegram;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * So many calls in any second, as the other side sees them, and less when Telegram asks for it: a place is taken before a call and is free again a second after its end, for nobody here knows when
 * it arrived. The pace of one chat is kept by its conversation. A single 429 may be meant for one chat: only when the next message is refused too does everybody wait as long as was asked. Counts
 * by a monotonic clock, so that a clock that is set back does not stop the line.
 */
final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration GATHERED = Duration.ofMillis(25);

    private final LongSupplier nanoTime;
    private final int most;
    private final Deque<Long> ended = new ArrayDeque<>();
    private int underWay;
    private long heldUntil;
    private boolean refusedBefore;

    /** @param nanoTime such as {@link System#nanoTime} */
    Pace(LongSupplier nanoTime, int most) {
        this.nanoTime = nanoTime;
        this.most = most;
        this.heldUntil = nanoTime.getAsLong();
    }

    /** Takes a place now, if there is one. Whoever took it says {@link #ended} or {@link #giveBack}. */
    synchronized boolean tryTake() {
        if (nanosUntilFree() > 0) {
            return false;
        }
        underWay++;
        return true;
    }

    /**
     * Waits for a place and takes it, and with it others that are free. After a wait it waits a moment longer: places that were used together come free together.
     *
     * @param most at least 1
     * @return how many were taken, 1 to {@code most}
     */
    int take(int most) throws InterruptedException {
        while (!tryTake()) {
            Thread.sleep(GATHERED.toMillis() + nanosUntilFree() / 1_000_000);
        }
        int taken = 1;
        while (taken < most && tryTake()) {
            taken++;
        }
        return taken;
    }

    private synchronized long nanosUntilFree() {
        long now = nanoTime.getAsLong();
        while (!ended.isEmpty() && now - ended.peekFirst() >= WINDOW.toNanos()) {
            ended.removeFirst();
        }
        return Math.max(untilOneIsFree(now), heldUntil - now);
    }

    private long untilOneIsFree(long now) {
        if (underWay + ended.size() < most) {
            return 0;
        }
        Long first = ended.peekFirst();
        return first == null ? LOOK.toNanos() : first + WINDOW.toNanos() - now;
    }

    /** The call came to its end, whichever. */
    synchronized void ended() {
        underWay--;
        ended.addLast(nanoTime.getAsLong());
    }

    /** Gives back places that were not used. */
    synchronized void giveBack(int places) {
        underWay -= places;
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
