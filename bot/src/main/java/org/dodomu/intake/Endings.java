package org.dodomu.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of an errand, told to the conversation. */
final class Endings {

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int TRIES = 200;

    private Endings() {}

    static void ended(Turn turn, Input.Ended ended) {
        turn.silently();
        Optional<Conversation.Pending> found = turn.talk.errands.stream()
                .filter(one -> one.id().equals(ended.errand()))
                .findFirst();
        if (found.isEmpty()) {
            return;
        }
        Conversation.Pending errand = found.get();
        turn.talk.errands.remove(errand);
        Outcome outcome = ended.outcome();
        if (outcome instanceof Outcome.Later later) {
            again(turn, errand, later.delay());
        } else if (outcome instanceof Outcome.Blocked) {
            blocked(turn, errand);
        } else {
            finished(turn, errand, outcome);
        }
    }

    private static void again(Turn turn, Conversation.Pending errand, Duration wait) {
        if (errand.tries() >= TRIES) {
            finished(turn, errand, new Outcome.Refused(Outcome.Reason.OTHER));
            return;
        }
        Duration backOff = wait.isZero() ? Duration.ofSeconds(1L << Math.min(errand.tries(), 9)) : wait;
        Instant when = turn.now.plus(backOff.compareTo(LONGEST) > 0 ? LONGEST : backOff);
        turn.talk.errands.add(0, errand.later(when.toEpochMilli()));
    }

    private static void blocked(Turn turn, Conversation.Pending errand) {
        turn.talk.blocked = true;
        if (errand.kind() == Conversation.Pending.Kind.NOTICE || errand.kind() == Conversation.Pending.Kind.WORDS) {
            turn.command(Conversation.CaseCommand.Kind.REPLY_BLOCKED, String.valueOf(errand.reference()));
        }
        if (errand.kind() == Conversation.Pending.Kind.FETCH) {
            finished(turn, errand, new Outcome.Refused(Outcome.Reason.GONE));
        }
    }

    private static void finished(Turn turn, Conversation.Pending errand, Outcome outcome) {
        switch (errand.kind()) {
            case CARD -> card(turn, outcome);
            case DELETE -> deleted(turn, errand, outcome);
            case NOTICE -> noticed(turn, errand, outcome);
            case WORDS -> shown(turn, errand, outcome);
            case FETCH -> fetched(turn, errand, outcome);
            case ANSWER, COMMANDS -> turn.silently();
        }
    }

    private static void card(Turn turn, Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            turn.talk.card = sent.messageId();
        } else if (outcome instanceof Outcome.Refused refused
                && refused.reason() == Outcome.Reason.NOT_FOUND
                && turn.talk.card != null) {
            turn.talk.card = null;
            new Cards(turn.parts).show(turn);
        }
    }

    private static void deleted(Turn turn, Conversation.Pending errand, Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            turn.talk.undeleted +=
                    errand.messages() == null ? 0 : errand.messages().size();
        }
    }

    private static void noticed(Turn turn, Conversation.Pending errand, Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            turn.talk.notice = sent.messageId();
            turn.command(Conversation.CaseCommand.Kind.REPLY_NOTICED, String.valueOf(errand.reference()));
        }
    }

    private static void shown(Turn turn, Conversation.Pending errand, Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            Instant until = turn.now.plus(turn.parts.policy().wordsShown());
            turn.talk.words = sent.messageId();
            turn.talk.wordsOf = errand.reference();
            turn.talk.wordsUntil = until.toEpochMilli();
            turn.command(Conversation.CaseCommand.Kind.REPLY_SHOWN, String.valueOf(errand.reference()));
        } else {
            turn.talk.replies.remove(errand.reference());
            turn.note("reply.expired");
            new Cards(turn.parts).show(turn);
        }
    }

    private static void fetched(Turn turn, Conversation.Pending errand, Outcome outcome) {
        Conversation.Attached file = java.util.Objects.requireNonNull(errand.file());
        turn.delete(file.message());
        if (outcome instanceof Outcome.Done) {
            turn.countKind(file.kind());
            turn.talk.commands.add(new Conversation.CaseCommand(
                    Conversation.CaseCommand.Kind.COUNT, List.of("file:" + errand.id()), null, false));
        } else {
            boolean big = outcome instanceof Outcome.Refused refused && refused.reason() == Outcome.Reason.TOO_BIG;
            turn.drafts.add(new Draft(
                    "waiting",
                    file.seq(),
                    Map.of("question", file.question(), "kind", file.kind(), "reason", big ? "too big" : "gone")));
            turn.note(big ? "large" : "gone");
        }
        new Cards(turn.parts).show(turn);
    }
}
