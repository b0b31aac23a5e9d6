package org.dodomu.crypto;

/** What was sealed does not open: wrong key, wrong bytes, or cut short. Says no more, so that it tells an attacker nothing. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For the published vectors only. */
    enum Reason {
        HEADER,
        NO_MATCH,
        HMAC,
        PAYLOAD,
        ARMOR,
        CONTENT
    }

    private final transient Reason reason;

    SealBroken(Reason reason) {
        super("The seal is broken", null, false, true);
        this.reason = reason;
    }

    static SealBroken header() {
        return new SealBroken(Reason.HEADER);
    }

    static SealBroken payload() {
        return new SealBroken(Reason.PAYLOAD);
    }

    static SealBroken content() {
        return new SealBroken(Reason.CONTENT);
    }

    Reason reason() {
        return reason;
    }
}
