package org.dodomu.telegram;

/** An update that the library cannot map. Carries nothing of it. */
final class UpdateUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UpdateUnreadable() {
        super("An update cannot be read");
    }
}
