package org.dodomu.intake;

import java.time.Duration;

/** What is counted of one person, and over which time. */
enum Limit {
    /** Whatever they send or press. */
    MESSAGES(Duration.ofHours(1)),
    FILES(Duration.ofDays(1)),
    BYTES(Duration.ofDays(1)),
    /** Reports begun. */
    CASES(Duration.ofDays(1)),
    /** Steps towards a short door, beyond the messages. */
    STEPS(Duration.ofHours(1)),
    /** A report begun through a short door, beyond the reports. */
    DOOR(Duration.ofDays(1)),
    /** What is said there, beyond the messages and files. */
    DOOR_WORDS(Duration.ofDays(1));

    final Duration time;

    Limit(Duration time) {
        this.time = time;
    }
}
