package org.dodomu.telegram;

import java.time.Duration;

/**
 * How one concern stands now.
 *
 * @param count how many it is about, 0 when that is no question
 * @param lasting how long it has been so, or how much time is left; zero when that is no question
 */
record Finding(State state, long count, Duration lasting) {

    enum State {
        WELL,
        BAD,
        /** It cannot be told, or not by this instance. */
        UNKNOWN
    }

    static final Finding UNKNOWN = new Finding(State.UNKNOWN, 0, Duration.ZERO);

    static Finding of(boolean bad, long count, Duration lasting) {
        return new Finding(bad ? State.BAD : State.WELL, count, lasting);
    }

    boolean bad() {
        return state == State.BAD;
    }
}
