package org.dodomu.custody;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was done to a case, to a member or to an epoch. */
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
    ASSIGNED,
    ESCALATED,
    REOPENED,
    CLOSED_AS_SPAM,
    GRANTED,
    /** Given to another desk, which alone opens what comes. */
    TRANSFERRED,
    /** A new key for what comes: somebody who had the old one must not read it. */
    GENERATION_STARTED,
    /** Keys were sealed to a new epoch of the desk; the old epoch's copies are deleted. */
    RESEALED,
    /** A reader left the roster and lost their copies. */
    READER_REMOVED,
    /** A member left the roster. In the member's own chain, {@code member:<id>}. */
    MEMBER_REMOVED,
    /** A desk has a new key. In the old epoch's own chain, {@code epoch:<desk>:<n>}. */
    EPOCH_ENDED,
    /** Nothing is sealed to the ended epoch any more, and its seals are deleted. In its own chain. */
    EPOCH_CLEARED,
    NOTED,
    REPLIED,
    SENDER_BLOCKED,
    SENDER_UNBLOCKED,
    WITHDRAWAL_ASKED,
    WITHDRAWAL_REVOKED,
    FORGOTTEN,
    /** A legal hold was set: nothing of the case is destroyed. */
    HELD,
    HOLD_LIFTED,
    /** What needs four eyes: one member proposes, a lead who is another person confirms or declines. */
    NOT_CREDIBLE_PROPOSED,
    NOT_CREDIBLE_CONFIRMED,
    EXPORT_PROPOSED,
    EXPORT_CONFIRMED,
    DESTRUCTION_PROPOSED,
    DESTRUCTION_CONFIRMED,
    PROPOSAL_DECLINED,
    /** Sealed entries left in an export. */
    EXPORTED,
    /** Destroyed, as two leads decided. */
    DESTROYED,
    /** Destroyed, as the reporter asked. */
    WITHDRAWN,
    /** Destroyed, because it was kept as long as the policy says. */
    RETIRED,
    /** Destroyed, because nobody finished it. */
    DROPPED;

    public static Optional<Act> of(String code) {
        return Arrays.stream(values()).filter(act -> act.code().equals(code)).findFirst();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
