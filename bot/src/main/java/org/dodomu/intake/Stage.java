package org.dodomu.intake;

/** Where a conversation stands: what the live card asks. */
enum Stage {
    LANGUAGE,
    SAFE,
    DOORS,
    CHILD,
    DANGER,
    WARNING,
    QUESTION,
    CHANGE,
    SHARING,
    REVIEW,
    HOME,
    /** Answering a verifier about a report that is not the one on the card. */
    TALK,
    FORGET,
    WITHDRAW,
    /** The dull card: nothing asked, nothing told. */
    HIDDEN,
    /** The line cannot take reports now. */
    CLOSED
}
