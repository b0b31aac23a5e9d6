package org.dodomu.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dodomu.config.AlarmSettings;

/**
 * What is to be said now: at once when a concern goes bad, again after a time while it stays so, once when it has been well for a while. A concern that comes and goes stays one episode, so it
 * is said at most twice in {@link AlarmSettings#calm()}. What could not be said is said later, also when it is over by then.
 *
 * @param bad the alarms to say
 * @param well for how long those lasted that are over
 * @param told the episodes once this was said
 * @param silent the episodes when it could not be said
 */
record AlarmPlan(
        Map<Concern, Finding> bad,
        Map<Concern, Duration> well,
        Map<Concern, Episode> told,
        Map<Concern, Episode> silent) {

    static AlarmPlan of(
            Map<Concern, Episode> before, Map<Concern, Finding> findings, AlarmSettings settings, Instant now) {
        AlarmPlan plan = new AlarmPlan(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new EnumMap<>(Concern.class),
                new EnumMap<>(Concern.class));
        for (Concern concern : Concern.values()) {
            Optional<Episode> episode = Optional.ofNullable(before.get(concern));
            Finding finding = findings.getOrDefault(concern, Finding.UNKNOWN);
            switch (finding.state()) {
                case BAD -> plan.bad(concern, episode.orElse(Episode.begins(now)), finding, settings, now);
                case WELL -> episode.ifPresent(open -> plan.well(concern, open, settings, now));
                case UNKNOWN -> episode.ifPresent(open -> plan.keep(concern, open));
            }
        }
        return plan;
    }

    boolean isEmpty() {
        return bad.isEmpty() && well.isEmpty();
    }

    private void keep(Concern concern, Episode episode) {
        told.put(concern, episode);
        silent.put(concern, episode);
    }

    private void bad(Concern concern, Episode episode, Finding finding, AlarmSettings settings, Instant now) {
        Episode open = episode.badAgain();
        keep(concern, open);
        if (open.said()
                .filter(when -> now.isBefore(when.plus(settings.again())))
                .isEmpty()) {
            bad.put(concern, finding);
            told.put(concern, open.said(now));
        }
    }

    private void well(Concern concern, Episode episode, AlarmSettings settings, Instant now) {
        Episode open = episode.wellSince(now);
        keep(concern, open);
        Instant since = Objects.requireNonNull(open.well().orElse(now));
        if (!now.isBefore(since.plus(settings.calm()))) {
            well.put(concern, Duration.between(open.bad(), since));
            told.remove(concern);
        }
    }
}
