package org.dodomu.telegram;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.AlarmSettings;
import org.dodomu.intake.Backlog;

/** Says what is well and what is bad, by the thresholds that are set. Polling is judged by the instance that leads. */
final class Judge {

    private final AlarmSettings settings;

    Judge(AlarmSettings settings) {
        this.settings = settings;
    }

    Map<Concern, Finding> judge(Sight sight) {
        Map<Concern, Finding> all = new EnumMap<>(Concern.class);
        for (Concern concern : Concern.values()) {
            all.put(concern, finding(concern, sight));
        }
        return all;
    }

    private Finding finding(Concern concern, Sight sight) {
        return switch (concern) {
            case POLL -> led(sight, longer(sight.pollAge(), settings.pollAge()), 0, sight.pollAge());
            case WAITING -> led(sight, longer(sight.untaken(), settings.pollAge()), sight.waiting(), sight.untaken());
            case SECOND_POLLER -> led(sight, sight.contested(), 0, Duration.ZERO);
            case DATABASE -> Finding.of(longer(sight.databaseAway(), settings.databaseAway()), 0, sight.databaseAway());
            case ROSTER ->
                sight.backlog()
                        .map(seen -> Finding.of(sight.unproven(), 0, Duration.ZERO))
                        .orElse(Finding.UNKNOWN);
            case ERRANDS -> errands(sight);
            case SCRUB -> scrub(sight);
            case DEAD_LETTERS ->
                sight.backlog()
                        .map(Backlog::deadLetters)
                        .map(letters -> Finding.of(letters > 0, letters, Duration.ZERO))
                        .orElse(Finding.UNKNOWN);
            case UNDELETABLE -> hourly(sight.undeletable(), settings.undeletableHourly());
            case DOUBTFUL -> hourly(sight.doubtful(), settings.doubtfulHourly());
        };
    }

    private static boolean longer(Duration given, Duration most) {
        return given.compareTo(most) > 0;
    }

    private static Finding led(Sight sight, boolean bad, long count, Duration lasting) {
        return sight.leads() ? Finding.of(bad, count, lasting) : Finding.UNKNOWN;
    }

    private static Finding hourly(int count, int most) {
        return Finding.of(count > most, count, Duration.ZERO);
    }

    private Finding errands(Sight sight) {
        if (sight.backlog().isEmpty()) {
            return Finding.UNKNOWN;
        }
        Duration oldest = sight.oldestErrand().orElse(Duration.ZERO);
        return Finding.of(longer(oldest, settings.errandAge()), 0, oldest);
    }

    private Finding scrub(Sight sight) {
        if (sight.backlog().isEmpty()) {
            return Finding.UNKNOWN;
        }
        long chats = sight.backlog().map(Backlog::scrubsNear).orElse(0L);
        Optional<Duration> left = sight.scrubLeft();
        return Finding.of(chats > 0, chats, left.orElse(Duration.ZERO));
    }
}
