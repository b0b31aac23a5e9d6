package org.dodomu.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.dodomu.config.LimitSettings;

/**
 * How much one person may ask of the line. What is too much is taken out of the chat unread, and the card says once that it was not kept and when to go on. Leaving always works, and each of the two
 * short doors lets one message a day through whatever was counted.
 */
final class Quotas {

    static final int MOST_STEPS = 12;

    private Quotas() {}

    /** Counts what came in; false when it is too much, and the turn has told so. */
    static boolean admits(Turn turn, Incoming incoming) {
        if (Exits.leads(turn.talk, incoming)) {
            turn.talk.excess = null;
            return true;
        }
        Meter meter = new Meter(turn, saidAt(turn, incoming));
        Optional<Excess> excess = counted(meter, incoming, turn.parts);
        if (excess.isEmpty() || towardsADoor(turn, incoming, meter)) {
            turn.talk.excess = null;
            return true;
        }
        refuse(turn, incoming, excess.get());
        return false;
    }

    private static long saidAt(Turn turn, Incoming incoming) {
        boolean own = incoming instanceof Incoming.Press || incoming instanceof Incoming.Edited;
        return own ? turn.now.toEpochMilli() : incoming.at().toEpochMilli();
    }

    private static Optional<Excess> counted(Meter meter, Incoming incoming, ScriptParts parts) {
        LimitSettings limits = parts.limits();
        if (!meter.takes(Limit.MESSAGES, 1, limits.messagesPerHour())) {
            return Optional.of(Excess.MESSAGES);
        }
        if (incoming instanceof Incoming.Attachment file) {
            boolean fits = meter.takes(Limit.FILES, 1, limits.filesPerDay())
                    && (!parts.files().takes(file.sizeBytes())
                            || meter.takes(
                                    Limit.BYTES,
                                    file.sizeBytes(),
                                    limits.sizePerDay().toBytes()));
            return fits ? Optional.empty() : Optional.of(Excess.FILES);
        }
        return Optional.empty();
    }

    private static boolean towardsADoor(Turn turn, Incoming incoming, Meter meter) {
        boolean inside = turn.talk.stage == Stage.CHILD || turn.talk.stage == Stage.DANGER;
        if (incoming instanceof Incoming.Press press) {
            boolean leads =
                    switch (turn.talk.stage) {
                        case LANGUAGE, SAFE, DOORS, CHILD, DANGER -> true;
                        case HOME -> press.data().endsWith(":new");
                        default -> false;
                    };
            return leads && meter.takes(Limit.STEPS, 1, MOST_STEPS);
        }
        if (incoming instanceof Incoming.Command command) {
            boolean leads = command.name().equals("start") || command.name().equals("new");
            return leads && meter.takes(Limit.STEPS, 1, MOST_STEPS);
        }
        boolean says = incoming instanceof Incoming.Words
                || incoming instanceof Incoming.Attachment
                || incoming instanceof Incoming.Place;
        return inside && says && meter.takes(Limit.DOOR_WORDS, 1, 1);
    }

    /** Whether this person may begin one more report, in the step that would begin it. */
    static boolean mayBegin(Turn turn) {
        Meter meter = new Meter(turn, turn.now.toEpochMilli());
        boolean door = turn.talk.stage == Stage.CHILD || turn.talk.stage == Stage.DANGER;
        return meter.takes(Limit.CASES, 1, turn.parts.limits().casesPerDay()) || door && meter.takes(Limit.DOOR, 1, 1);
    }

    /** Counts an update whose step was given up for this reason, and tells so. */
    static void exceeds(Turn turn, Incoming incoming, Excess excess) {
        counted(new Meter(turn, saidAt(turn, incoming)), incoming, turn.parts);
        refuse(turn, incoming, excess);
    }

    private static void refuse(Turn turn, Incoming incoming, Excess excess) {
        Exits.drop(turn, incoming);
        Conversation talk = turn.talk;
        boolean told = standing(turn).filter(excess::equals).isPresent();
        if (told && talk.stage != Stage.HIDDEN) {
            turn.silently();
            return;
        }
        talk.excess = excess;
        talk.excessUntil = until(turn, incoming, excess);
        if (talk.stage == Stage.HIDDEN) {
            turn.go(Stage.SAFE);
        }
    }

    private static long until(Turn turn, Incoming incoming, Excess excess) {
        Meter meter = new Meter(turn, saidAt(turn, incoming));
        long own =
                switch (excess) {
                    case MESSAGES -> meter.over(Limit.MESSAGES);
                    case FILES -> Math.max(meter.over(Limit.FILES), meter.over(Limit.BYTES));
                    case CASES -> meter.over(Limit.CASES);
                    case LINE ->
                        turn.now
                                .truncatedTo(ChronoUnit.HOURS)
                                .plus(1, ChronoUnit.HOURS)
                                .toEpochMilli();
                };
        return Math.max(own, turn.now.plus(1, ChronoUnit.MINUTES).toEpochMilli());
    }

    /** What the person was told and is still true. */
    private static Optional<Excess> standing(Turn turn) {
        return Optional.ofNullable(turn.talk.excess).filter(any -> turn.talk.excessUntil > turn.now.toEpochMilli());
    }

    /** The sentence that stays on the card until something is taken again. */
    static Optional<String> notice(Turn turn) {
        return standing(turn).map(excess -> {
            Duration wait = Duration.between(turn.now, Instant.ofEpochMilli(turn.talk.excessUntil));
            long minutes = wait.plusSeconds(59).toMinutes();
            long hours = minutes > 90 ? wait.plusMinutes(59).toHours() : 0;
            return turn.text(excess.key(), "hours", hours, "minutes", minutes);
        });
    }

    /** Whether to name the hotline beside it: where a report could not begin. */
    static boolean namesHotline(Turn turn) {
        return standing(turn)
                .filter(excess -> excess == Excess.CASES || excess == Excess.LINE)
                .isPresent();
    }
}
