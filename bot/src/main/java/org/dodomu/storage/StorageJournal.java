package org.dodomu.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log. */
final class StorageJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.storage");

    void databaseAway(Class<?> reason, int code) {
        LOG.warn("The database is not ready ({}, code {}); trying again", reason.getSimpleName(), code);
    }

    void migrating(String collection, int from) {
        LOG.info("Bringing the collection {} from version {} to {}", collection, from, from + 1);
    }

    void ready() {
        LOG.info("The database is ready");
    }

    void refused(SchemaRefused reason) {
        LOG.error("{} The line stays closed until it is started anew.", reason.getMessage());
    }

    void leads(boolean now) {
        LOG.info(now ? "This instance leads" : "Another instance leads");
    }

    void leadershipUnknown(Class<?> reason) {
        LOG.warn("Who leads cannot be told ({})", reason.getSimpleName());
    }

    void sealsUnderNewKey() {
        LOG.info("Every instance has the new master key: boxes are sealed under it from now on");
    }

    void keyMissing() {
        LOG.error("The master key in use is not in this instance's file: nothing is taken here until it is");
    }

    void keyFileRefused() {
        LOG.error("The master key file is not whole or belongs to another line: the one before stays in use");
    }

    void keysUnsettled(Class<?> reason) {
        LOG.warn("Which master key is in use cannot be told ({})", reason.getSimpleName());
    }
}
