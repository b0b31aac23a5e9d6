package org.dodomu.telegram;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dodomu.config.AlarmSettings;
import org.dodomu.desk.RosterStanding;
import org.dodomu.intake.Backlog;
import org.dodomu.intake.Backlogs;
import org.dodomu.intake.Mishaps;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the whole line, judges what it saw and has the alarm rung. Every instance looks; only the one that leads judges polling and rings. While the database is away or takes no writes nobody leads: then it is the
 * one that led last.
 */
final class Watch {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sources sources;
    private final Alarm alarm;
    private final Judge judge;
    private final AlarmSettings settings;
    private final Impatient impatient = new Impatient("watch-database", PATIENCE);
    private volatile Condition latest;
    private boolean leads;
    private @Nullable Instant leadsSince;
    private @Nullable Instant awaySince;
    private @Nullable Instant waitingSince;

    Watch(Sources sources, Alarm alarm, AlarmSettings settings) {
        this.sources = sources;
        this.alarm = alarm;
        this.judge = new Judge(settings);
        this.settings = settings;
        this.latest = new Condition(Sight.nothingYet(sources.clock().instant()), Map.of());
    }

    /**
     * Where it looks.
     *
     * @param leads empty while it cannot be told: a database that answers and takes no writes is as good as away
     */
    record Sources(
            BotApi api,
            PollState polls,
            Supplier<Optional<Boolean>> leads,
            Backlogs backlogs,
            Supplier<RosterStanding> roster,
            AlarmMemory memory,
            Mishaps mishaps,
            Clock clock) {}

    /** What was seen last, and what it means. */
    record Condition(Sight sight, Map<Concern, Finding> findings) {}

    Condition latest() {
        return latest;
    }

    /** Looks once. */
    void look() {
        Instant now = sources.clock().instant();
        Optional<Stored> stored = stored();
        stored.map(Stored::open).ifPresent(alarm::recall);
        Optional<Boolean> known = stored.isPresent() ? sources.leads().get() : Optional.empty();
        awaySince = known.isPresent() ? null : stillSince(awaySince, now);
        leads = known.orElse(leads);
        leadsSince = !leads ? null : stillSince(leadsSince, now);
        if (leads) {
            askTelegram();
        }
        Sight sight = sight(sources.clock().instant(), stored);
        latest = new Condition(sight, judge.judge(sight));
        if (leads) {
            alarm.ring(latest.findings(), sight.at());
        }
        if (stored.isPresent()) {
            store();
        }
    }

    private record Stored(Backlog backlog, RosterStanding roster, Map<Concern, Episode> open) {}

    private Optional<Stored> stored() {
        return impatient.ask(() -> new Stored(
                sources.backlogs().look(settings.scrubLeft()),
                sources.roster().get(),
                sources.memory().load()));
    }

    private void store() {
        if (alarm.hasChanged()) {
            Map<Concern, Episode> open = alarm.toStore();
            impatient
                    .ask(() -> {
                        sources.memory().save(open);
                        return open;
                    })
                    .ifPresent(stored -> alarm.stored());
        }
    }

    /** A Bot API that does not answer is told by the age of the last poll. */
    private void askTelegram() {
        try {
            sources.polls().waiting(sources.api().waitingUpdates());
        } catch (ApiRefused | IOException away) {
            return;
        }
    }

    private Sight sight(Instant now, Optional<Stored> stored) {
        int waiting = leads ? sources.polls().waiting() : 0;
        waitingSince = waiting == 0 ? null : stillSince(waitingSince, now);
        return new Sight(
                now,
                leads,
                since(later(leadsSince, sources.polls().polled(), now), now),
                waiting,
                waitingSince == null
                        ? Duration.ZERO
                        : since(later(waitingSince, sources.polls().taken(), now), now),
                leads && sources.polls().contested(),
                since(Optional.ofNullable(awaySince), now),
                stored.map(Stored::backlog),
                stored.filter(seen -> seen.roster() == RosterStanding.UNPROVEN).isPresent(),
                sources.mishaps().undeletable().lastHour(),
                sources.mishaps().doubtful().lastHour());
    }

    /** Since when it is so; a moment that a clock told which has been set back since is worth nothing. */
    private static Instant stillSince(@Nullable Instant since, Instant now) {
        return since == null || since.isAfter(now) ? now : since;
    }

    private static Optional<Instant> later(@Nullable Instant one, Optional<Instant> other, Instant now) {
        return one == null
                ? Optional.empty()
                : Optional.of(
                        other.filter(it -> it.isAfter(one) && !it.isAfter(now)).orElse(one));
    }

    private static Duration since(Optional<Instant> when, Instant now) {
        return when.map(then -> Duration.between(then, now)).orElse(Duration.ZERO);
    }

    /** Whether an alarm waits because the Bot API did not take it. */
    boolean isMute() {
        return alarm.isMute();
    }

    void close() {
        impatient.close();
    }
}
