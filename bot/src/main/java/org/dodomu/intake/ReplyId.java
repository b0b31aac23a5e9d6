package org.dodomu.intake;

/** A verifier's reply that waits for its reporter. Random, no meaning. */
public record ReplyId(String value) {

    public ReplyId {
        if (!value.matches("[0-9a-z]{10,40}")) {
            throw new IllegalArgumentException("A reply id is 10 to 40 symbols of 0-9a-z");
        }
    }
}
