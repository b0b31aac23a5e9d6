package org.dodomu.telegram;

import java.util.Locale;

/** What people must know of when it goes wrong. The names stand in metrics, health, the log and the database. */
enum Concern {
    /** Telegram hands out no updates. */
    POLL(true),
    /** Updates wait at Telegram and none is taken. */
    WAITING(true),
    /** Somebody else takes updates with the same token. */
    SECOND_POLLER(false),
    /** The database does not answer. */
    DATABASE(true),
    /** Who may read is not proven: nothing is taken in. */
    ROSTER(true),
    /** Something that was due long ago is not done. */
    ERRANDS(false),
    /** What is sealed is about to stay in a chat for good. */
    SCRUB(false),
    /** Updates that could not be handled. */
    DEAD_LETTERS(false),
    /** Messages that could not be taken out of chats. */
    UNDELETABLE(false),
    /** Sends of which nobody knows whether they arrived. */
    DOUBTFUL(false);

    private final boolean stopsTheLine;

    Concern(boolean stopsTheLine) {
        this.stopsTheLine = stopsTheLine;
    }

    /** Whether people's words are not taken in meanwhile. */
    boolean stopsTheLine() {
        return stopsTheLine;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
