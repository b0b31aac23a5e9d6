package org.dodomu.crypto;

/** The token that reading secret bytes asks for: a search for it finds every such place. */
public final class SecretAccess {

    private static final SecretAccess GRANTED = new SecretAccess();

    private SecretAccess() {}

    public static SecretAccess granted() {
        return GRANTED;
    }
}
