package org.dodomu.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dodomu.cases.Waits;
import org.dodomu.config.Urgency;

/**
 * What to tell one member now. A pure function of what waits, what was told, their quiet hours and the time.
 *
 * @param subject the most urgent of what waits: an urgency, or {@code overdue} when that is new
 * @param told what counts as told when it was said
 */
record AlertPlan(String subject, Told told) {

    /** Danger now is told at once, whatever else was told a moment ago, and then no more often than this. */
    static final Duration URGENT_PAUSE = Duration.ofMinutes(2);

    /**
     * Decides.
     *
     * @param waits by urgency, and {@code overdue} for whoever is told of that
     * @param every how long lies between two that are not of danger now
     */
    static Optional<AlertPlan> of(
            Map<String, Waits.Newest> waits, Told told, QuietHours quiet, Instant now, Duration every) {
        boolean urgent = Stream.of(Told.OVERDUE, Urgency.NOW.code()).anyMatch(subject -> isNew(subject, waits, told));
        boolean any = waits.keySet().stream().anyMatch(subject -> isNew(subject, waits, told));
        boolean allowed = !quiet.holdsAt(now) || urgent && quiet.evenNow();
        boolean paused = urgent ? within(URGENT_PAUSE, told.urgentAt(), now) : within(every, told.at(), now);
        if (!any || !allowed || paused) {
            return Optional.empty();
        }
        Map<String, Waits.Newest> next = new HashMap<>(told.of());
        next.putAll(waits);
        return Optional.of(new AlertPlan(mostUrgent(waits, told), new Told(now, urgent ? now : told.urgentAt(), next)));
    }

    /** Whether it is no longer ago than this; what a clock told that has been set back since is no matter. */
    private static boolean within(Duration pause, Instant since, Instant now) {
        return now.isBefore(since.plus(pause)) && !now.isBefore(since);
    }

    private static boolean isNew(String subject, Map<String, Waits.Newest> waits, Told told) {
        Waits.Newest found = waits.get(subject);
        return found != null && told.lacks(subject, found);
    }

    private static String mostUrgent(Map<String, Waits.Newest> waits, Told told) {
        return isNew(Told.OVERDUE, waits, told)
                ? Told.OVERDUE
                : Stream.of(Urgency.values())
                        .map(Urgency::code)
                        .filter(waits::containsKey)
                        .findFirst()
                        .orElseThrow();
    }
}
