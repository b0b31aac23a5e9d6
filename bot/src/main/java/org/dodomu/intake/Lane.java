package org.dodomu.intake;

/** How errands leave: at once, at Telegram's pace for messages, or as long as a download takes. */
public enum Lane {
    /** Answers to presses, deletions, command menus. */
    QUICK("next"),
    /** Cards, notices, words. */
    PACED("nextSend"),
    /** Files to fetch. */
    FILES("nextFile");

    /** The field that tells when the first errand of this lane is due. */
    final String due;

    Lane(String due) {
        this.due = due;
    }
}
