package org.dodomu.intake;

import java.time.Duration;
import java.util.List;

/** What became of an errand. */
public sealed interface Outcome {

    /** Sent, or edited, as this message. */
    record Sent(int messageId) implements Outcome {}

    record Done() implements Outcome {}

    /** What became of a deletion: these are gone from the chat, those will never be. What is in neither list was not tried. */
    record Deleted(List<Integer> gone, List<Integer> impossible) implements Outcome {
        public Deleted {
            gone = List.copyOf(gone);
            impossible = List.copyOf(impossible);
        }
    }

    /** The person blocked the bot. */
    record Blocked() implements Outcome {}

    /** It will never work. */
    record Refused(Reason reason) implements Outcome {}

    /** Not now: come again after this time. */
    record Later(Duration delay) implements Outcome {}

    /** The answer was lost: a message may have been sent. */
    record Doubtful() implements Outcome {}

    enum Reason {
        TOO_BIG,
        GONE,
        NOT_FOUND,
        OTHER
    }
}
