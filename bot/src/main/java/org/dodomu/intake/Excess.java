package org.dodomu.intake;

import java.util.Locale;

/** Which limit was met, as the person is told. */
enum Excess {
    MESSAGES,
    FILES,
    /** Their own reports. */
    CASES,
    /** The reports of all. */
    LINE;

    String key() {
        return "limit." + name().toLowerCase(Locale.ROOT);
    }
}
