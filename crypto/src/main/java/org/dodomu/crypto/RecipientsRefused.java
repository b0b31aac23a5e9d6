package org.dodomu.crypto;

/** These recipients may not share one file: there are none, or post-quantum and classic ones are mixed. */
public final class RecipientsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecipientsRefused(String sentence) {
        super(sentence);
    }
}
