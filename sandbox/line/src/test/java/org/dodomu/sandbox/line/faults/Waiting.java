package org.dodomu.sandbox.line.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits that end: with what was waited for, or with a failure that names it. */
final class Waiting {

    private static final Duration LOOK = Duration.ofMillis(50);

    private Waiting() {}

    static void until(String what, Duration atMost, BooleanSupplier there) {
        if (!came(atMost, there)) {
            throw new AssertionError("Did not come within " + atMost.toSeconds() + " s: " + what);
        }
    }

    /** Whether it came in time. */
    static boolean came(Duration atMost, BooleanSupplier there) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(LOOK);
        }
        return true;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped", stopped);
        }
    }
}
