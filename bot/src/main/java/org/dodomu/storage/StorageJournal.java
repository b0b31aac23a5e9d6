package org.dodomu.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log. */
final class StorageJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.storage");

    void databaseAway(Class<?> reason) {
        LOG.warn("The database is not there yet ({}); trying again", reason.getSimpleName());
    }

    void leads(boolean now) {
        LOG.info(now ? "This instance leads" : "Another instance leads");
    }

    void leadershipUnknown(Class<?> reason) {
        LOG.warn("Who leads cannot be told ({})", reason.getSimpleName());
    }
}
