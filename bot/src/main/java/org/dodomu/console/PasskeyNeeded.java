package org.dodomu.console;

/** The member's key was proven, and that is not enough. Told only to whoever holds the key. */
final class PasskeyNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A passkey must be proven first. */
    static final String DEMANDED = "passkey";

    /** The member has none, and the line requires one. */
    static final String MISSING = "passkey-missing";

    private final String word;

    PasskeyNeeded(String word) {
        super("A passkey is needed");
        this.word = word;
    }

    String word() {
        return word;
    }
}
