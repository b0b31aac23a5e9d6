package org.dodomu.intake;

import org.dodomu.cases.CaseNumber;

/** What a step answers to: something from the chat, or something from within. */
sealed interface Input {

    record FromChat(Incoming incoming) implements Input {}

    /** A time that the conversation waited for has come. */
    record Tick() implements Input {}

    /** A verifier's reply waits. */
    record ReplyWaits(CaseNumber number, ReplyId reply) implements Input {}

    /** There is nobody proven to seal to. */
    record LineClosed(Incoming incoming) implements Input {}

    /** The keys of this report are being destroyed. */
    record CaseGone(CaseNumber number) implements Input {}

    /** An update could not be handled and was kept apart. */
    record Unhandled() implements Input {}

    /** Whoever did the errands before died at work: what was sent is unknown. */
    record Orphaned() implements Input {}

    /**
     * An errand ended so.
     *
     * @param card whether it was a card: a newer one may have taken its place in the meantime
     */
    record Ended(String errand, boolean card, Outcome outcome) implements Input {}
}
