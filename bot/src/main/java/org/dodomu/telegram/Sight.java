package org.dodomu.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dodomu.intake.Backlog;

/**
 * What was seen at one look: times and counts only.
 *
 * @param leads whether this instance leads, or led when the database was last there
 * @param pollAge the time since Telegram last answered, or since this instance began to lead; only the leader knows
 * @param waiting how many updates wait at Telegram
 * @param untaken for how long some have waited while none was taken
 * @param contested whether somebody else polls
 * @param databaseAway since when the database has not answered; zero when it did
 * @param backlog empty while the database is away
 * @param unproven whether the roster in the database is not the leads' own; false while the database is away
 * @param undeletable in the last hour, of this instance
 * @param doubtful in the last hour, of this instance
 */
record Sight(
        Instant at,
        boolean leads,
        Duration pollAge,
        int waiting,
        Duration untaken,
        boolean contested,
        Duration databaseAway,
        Optional<Backlog> backlog,
        boolean unproven,
        int undeletable,
        int doubtful) {

    static Sight nothingYet(Instant at) {
        return new Sight(
                at, false, Duration.ZERO, 0, Duration.ZERO, false, Duration.ZERO, Optional.empty(), false, 0, 0);
    }

    Optional<Duration> oldestErrand() {
        return backlog.flatMap(Backlog::oldestErrand).map(since -> Duration.between(since, at));
    }

    Optional<Duration> scrubLeft() {
        return backlog.flatMap(Backlog::nextScrub).map(until -> Duration.between(at, until));
    }
}
