package org.dodomu.intake;

/** What a step answers to: something from the chat, or something from within. */
sealed interface Input {

    record FromChat(Incoming incoming) implements Input {}

    /** A time that the conversation waited for has come. */
    record Tick() implements Input {}

    /** A verifier's reply waits. */
    record ReplyWaits(ReplyId reply) implements Input {}

    /** There is nobody proven to seal to. */
    record LineClosed(Incoming incoming) implements Input {}

    /** An update could not be handled and was kept apart. */
    record Unhandled() implements Input {}

    /** An errand ended so. */
    record Ended(String errand, Outcome outcome) implements Input {}
}
