package org.dodomu.console;

/** The request is not of the form that the console's page sends. */
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
        super("The request is malformed");
    }
}
