package org.dodomu.desk;

/** A proposal for the next roster, or a signature under it, was not taken. */
public final class ProposalRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as a word for the browser. */
    public enum Why {
        /** It does not follow the roster in force: that one has moved on, or the proposal is gone. */
        STALE("proposal-stale"),
        /** It breaks a rule of rosters, or seals a desk's key to somebody who must not have it. */
        UNFIT("proposal-unfit"),
        /** The signature is not a present lead's over these bytes. */
        UNSIGNED("proposal-unsigned"),
        /** With this signature it would be in force, but somebody would lack their desk's key: sign again with the seals. */
        SEALS_MISSING("seals-missing"),
        /** Too many wait already: withdraw some. */
        TOO_MANY("too-many-proposals");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private final Why why;

    ProposalRefused(Why why) {
        super("The proposal was not taken: " + why.word());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
