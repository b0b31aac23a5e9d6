package org.dodomu.alerts;

/** Says something in a linked chat. The edge to Telegram implements it. */
public interface Messenger {

    /** What became of it. */
    enum Outcome {
        /** It was said, or nobody knows. */
        SAID,
        /** The chat does not want to hear it any more. */
        BLOCKED,
        /** It was not said; to be tried again. */
        LATER
    }

    /** Says one sentence. Returns at once when it is not the moment to send. */
    Outcome say(Address chat, String text);
}
