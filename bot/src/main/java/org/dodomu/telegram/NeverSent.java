package org.dodomu.telegram;

import java.io.IOException;

/** The Bot API could not be reached: nothing was sent. */
final class NeverSent extends IOException {
    private static final long serialVersionUID = 1L;

    NeverSent() {
        super("The Bot API could not be reached");
    }
}
