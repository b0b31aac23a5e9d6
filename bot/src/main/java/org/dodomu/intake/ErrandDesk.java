package org.dodomu.intake;

import java.time.Duration;
import java.util.List;

/** Where the sender takes its errands from and tells what became of them. Errands of one chat are handed out one at a time and in order; a fetch does not hold up the others. */
public interface ErrandDesk {

    /** Leases at most so many errands that are due, fetches ({@code files}) or all other kinds; empty when there are none. */
    List<DueErrand> claim(int max, boolean files);

    /** Waits until an errand may be due, at most this long. */
    void awaitDue(Duration atMost) throws InterruptedException;

    /** Records the outcome. A lease that was lost in the meantime makes this a no-op. */
    void done(DueErrand due, Outcome outcome);
}
