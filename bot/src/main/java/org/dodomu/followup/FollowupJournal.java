package org.dodomu.followup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log. */
final class FollowupJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.followup");

    void later(Class<?> reason) {
        LOG.warn("A reply waits to be announced ({})", reason.getSimpleName());
    }

    void broken() {
        LOG.error("A reply was changed in the database, or its master key is missing: its words are not shown");
    }

    void notEnded(Class<?> reason) {
        LOG.warn("A reply that is too old could not be ended yet ({})", reason.getSimpleName());
    }
}
