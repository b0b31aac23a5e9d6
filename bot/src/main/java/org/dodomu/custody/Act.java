package org.dodomu.custody;

import java.util.Locale;

/** What was done to a case. */
public enum Act {
    BORN,
    ENQUEUED,
    RAISED,
    CLAIMED,
    RELEASED,
    OPENED,
    FILE_OPENED,
    TRIAGED,
    SNOOZED,
    GRANTED,
    NOTED,
    REPLIED,
    WITHDRAWAL_ASKED,
    WITHDRAWAL_REVOKED,
    FORGOTTEN,
    /** A legal hold was set: nothing of the case is destroyed. */
    HELD,
    HOLD_LIFTED,
    /** Destroyed, as the reporter asked. */
    WITHDRAWN,
    /** Destroyed, because it was kept as long as the policy says. */
    RETIRED,
    /** Destroyed, because nobody finished it. */
    DROPPED;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
