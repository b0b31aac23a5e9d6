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
    SENDER_BLOCKED,
    SENDER_UNBLOCKED,
    WITHDRAWAL_ASKED,
    WITHDRAWAL_REVOKED,
    FORGOTTEN;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
