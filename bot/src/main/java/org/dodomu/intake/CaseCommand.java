package org.dodomu.intake;

import java.util.List;
import org.dodomu.config.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * Something to do to a case once the step is durable; each is safe to repeat.
 *
 * @param number the case; {@link Conversation#NEWBORN} until the case that the step asks for is born
 */
record CaseCommand(
        Kind kind,
        String number,
        List<String> entries,
        @Nullable String type,
        @Nullable Urgency urgency,
        boolean incomplete) {

    /** These entries count from now on. */
    static CaseCommand count(String number, List<String> entries) {
        return new CaseCommand(Kind.COUNT, number, entries, null, null, false);
    }

    CaseCommand of(String born) {
        return number.equals(Conversation.NEWBORN)
                ? new CaseCommand(kind, born, entries, type, urgency, incomplete)
                : this;
    }

    enum Kind {
        COUNT,
        ENQUEUE,
        COMPLETE,
        RAISE,
        LINK,
        UNLINK,
        ASK_WITHDRAWAL,
        REVOKE_WITHDRAWAL,
        DROP,
        REPLY_NOTICED,
        REPLY_SHOWN,
        REPLY_READ,
        REPLY_BLOCKED
    }
}
