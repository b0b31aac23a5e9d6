package org.dodomu.console;

import java.time.Duration;

/** Too many attempts to sign in from one place, or from everywhere. */
final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    TooMany(Duration wait) {
        super("Too many attempts to sign in");
        this.wait = wait;
    }

    Duration howLong() {
        return wait;
    }
}
