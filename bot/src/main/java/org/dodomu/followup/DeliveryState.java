package org.dodomu.followup;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What became of a reply, in the order in which it happens. */
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

    /** The states from which this one may follow: nothing goes back. */
    List<String> after() {
        return Stream.of(values())
                .filter(before -> before.ordinal() < ordinal() || before == BLOCKED && this != EXPIRED)
                .filter(before -> before != EXPIRED && before != READ)
                .map(DeliveryState::code)
                .toList();
    }
}
