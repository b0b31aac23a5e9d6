package org.dodomu.passkeys;

/** A passkey was not taken; why is not said. */
public final class PasskeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PasskeyRefused() {
        super("The passkey was not taken");
    }
}
