package org.dodomu.followup;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What became of a reply. It only goes forward: what was shown stays shown, though its words may no longer be there; a person who blocked the bot may come back, and then it goes on from where it
 * was.
 */
public enum DeliveryState {
    WAITING,
    NOTICED,
    SHOWN,
    READ,
    BLOCKED,
    EXPIRED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The codes of the states from which this one may follow. */
    List<String> after() {
        Stream<DeliveryState> before =
                switch (this) {
                    case WAITING -> Stream.empty();
                    case NOTICED -> Stream.of(WAITING, BLOCKED);
                    case SHOWN -> Stream.of(WAITING, NOTICED, BLOCKED);
                    case READ -> Stream.of(WAITING, NOTICED, SHOWN, BLOCKED);
                    case BLOCKED -> Stream.of(WAITING, NOTICED);
                    case EXPIRED -> Stream.of(WAITING, NOTICED, BLOCKED);
                };
        return before.map(DeliveryState::code).toList();
    }
}
