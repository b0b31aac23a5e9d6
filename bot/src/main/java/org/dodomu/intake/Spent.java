package org.dodomu.intake;

import java.time.Duration;

/**
 * What one person used of a limit.
 *
 * @param since when the counted time began, epoch milliseconds
 */
record Spent(long since, long amount) {

    /**
     * The same as counted at a moment: begun anew when the time is over. A clock that was set back leaves no beginning in the future, so nobody waits longer than the time itself.
     *
     * @param said when it was said, never later than now; a late message counts where the others are counted
     */
    Spent at(long said, long now, Duration time) {
        long begun = Math.min(since, now);
        return said >= begun + time.toMillis() ? new Spent(said, 0) : new Spent(begun, amount);
    }

    Spent plus(long more) {
        return new Spent(since, amount + more);
    }

    long over(Duration time) {
        return since + time.toMillis();
    }
}
