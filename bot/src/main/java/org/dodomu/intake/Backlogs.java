package org.dodomu.intake;

import java.time.Duration;

/** Looks at what lies undone, for health, metrics and alarms. */
public interface Backlogs {

    /**
     * Looks now.
     *
     * @param near what counts as near the last moment at which a message can be taken out of its chat
     * @throws StorageAway when the database is
     */
    Backlog look(Duration near);
}
