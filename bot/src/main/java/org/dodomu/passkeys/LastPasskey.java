package org.dodomu.passkeys;

/** The line requires a passkey, and this is the member's last. */
public final class LastPasskey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LastPasskey() {
        super("The last passkey stays");
    }
}
