package org.dodomu.alerts;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dodomu.cases.Waits;

/**
 * What was told already, so that nothing is told twice.
 *
 * @param at when something was told last
 * @param urgentAt when a danger now was told last
 * @param of the newest that each subject had then: an urgency, or {@code overdue}
 */
record Told(Instant at, Instant urgentAt, Map<String, Waits.Newest> of) {

    static final String OVERDUE = "overdue";
    static final Told NOTHING = new Told(Instant.EPOCH, Instant.EPOCH, Map.of());

    Told {
        of = Map.copyOf(of);
    }

    /** Whether this is more than was told. */
    boolean lacks(String subject, Waits.Newest found) {
        return Optional.ofNullable(of.get(subject)).map(found::isMoreThan).orElse(true);
    }
}
