package org.dodomu.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the sender takes its errands from and tells what became of them. Errands of one chat are leased together and done in order; a fetch does not hold up the others. */
public interface ErrandDesk {

    /**
     * Leases chats with an errand that is due in this lane: of each all its quick errands and one message, or one file.
     *
     * @param most how many chats, all of which the caller begins with at once
     * @return none only when nothing is due, or others were faster
     * @throws StorageAway when the database is
     */
    List<Leased> claim(Lane lane, int most);

    /** Waits until an errand of this lane may be due, at most this long. */
    void awaitDue(Lane lane, Duration atMost) throws InterruptedException;

    /**
     * Records what became of errands and gives the lease back; an errand that is not named stays due.
     *
     * @throws StorageAway when the database is; the lease then runs out by itself
     */
    void done(Leased leased, Map<DueErrand, Outcome> outcomes);
}
