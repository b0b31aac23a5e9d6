package org.dodomu.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where the sender takes its errands from and tells what became of them. Errands of one chat are leased together and done in order; a fetch does not hold up the others. */
public interface ErrandDesk {

    /**
     * Leases a chat with an errand that is due in this lane: all its quick errands and one message, or one file.
     *
     * @throws StorageAway when the database is
     */
    Optional<Leased> claim(Lane lane);

    /** Waits until an errand of this lane may be due, at most this long. */
    void awaitDue(Lane lane, Duration atMost) throws InterruptedException;

    /**
     * Records what became of errands and gives the lease back; an errand that is not named stays due.
     *
     * @throws StorageAway when the database is; the lease then runs out by itself
     */
    void done(Leased leased, Map<DueErrand, Outcome> outcomes);
}
