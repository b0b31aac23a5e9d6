package org.dodomu.desk;

/** A step of the founding was not taken. */
public final class FoundingRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as a word for the browser. */
    public enum Why {
        /** The link is not one of this founding, or the line is founded already. */
        LINK("link-unknown"),
        /** The place behind this link is taken, or the draft is signed and stays as it is. */
        TAKEN("place-taken"),
        /** It is not the time for this step: somebody has not joined, or there is nothing to sign. */
        EARLY("too-early"),
        /** The draft is not made of what the founders brought, or breaks a rule of rosters. */
        UNFIT("draft-unfit"),
        /** The signature is not this founder's over the draft. */
        UNSIGNED("draft-unsigned");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private final Why why;

    FoundingRefused(Why why) {
        super("The founding did not go on: " + why.word());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
