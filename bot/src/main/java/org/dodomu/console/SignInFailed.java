package org.dodomu.console;

/** The member did not prove to hold the key; why is not said. */
final class SignInFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SignInFailed() {
        super("The sign-in failed");
    }
}
