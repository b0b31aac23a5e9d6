package org.dodomu.intake;

import java.time.Duration;

/** What became of an errand. */
public sealed interface Outcome {

    /** Sent, or edited, as this message. */
    record Sent(int messageId) implements Outcome {}

    record Done() implements Outcome {}

    /** The person blocked the bot. */
    record Blocked() implements Outcome {}

    /** It will never work. */
    record Refused(Reason reason) implements Outcome {}

    /** Not now: come again after this time. */
    record Later(Duration delay) implements Outcome {}

    /** The answer was lost: it may have been done. */
    record Doubtful() implements Outcome {}

    enum Reason {
        TOO_BIG,
        GONE,
        NOT_FOUND,
        OTHER
    }
}
