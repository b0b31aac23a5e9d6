package org.dodomu.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of an errand, told to the conversation. */
final class Endings {

    private static final Duration A_MESSAGE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int TRIES = 200;

    /** An errand whose answer was lost is done again: a second card or notice does less harm than silence. */
    private static final int DOUBTFUL_TRIES = 3;

    /** While a person blocks the bot, their messages cannot be deleted; they may let it back in before it is too late. */
    private static final Duration BLOCKED_AGAIN = Duration.ofHours(1);

    private Endings() {}

    /** A send that nobody can account for is counted; it is done again like any other errand. */
    static void orphaned(Turn turn) {
        turn.silently();
        boolean sending = turn.talk.errands.stream().anyMatch(one -> one.kind().lane == Lane.PACED);
        turn.talk.doubtful += sending ? 1 : 0;
    }

    static void ended(Turn turn, Input.Ended ended) {
        turn.silently();
        pace(turn, ended);
        Optional<Conversation.Pending> found = turn.talk.errands.stream()
                .filter(one -> one.id().equals(ended.errand()))
                .findFirst();
        if (found.isEmpty()) {
            stray(turn, ended);
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

    /** A message a second in a chat, whatever became of the last one; and a newer card waits as long as Telegram wanted the one before it to wait. */
    private static void pace(Turn turn, Input.Ended ended) {
        Outcome outcome = ended.outcome();
        if (ended.card() || outcome instanceof Outcome.Sent || outcome instanceof Outcome.Doubtful) {
            Duration asked = outcome instanceof Outcome.Later later ? later.delay() : Duration.ZERO;
            Duration wait = asked.compareTo(A_MESSAGE) > 0 ? asked : A_MESSAGE;
            turn.talk.sendableAt = turn.now.plus(wait).toEpochMilli();
        }
    }

    /** A card that a newer one overtook was sent after all, or something was sent twice. */
    private static void stray(Turn turn, Input.Ended ended) {
        if (!(ended.outcome() instanceof Outcome.Sent sent)) {
            return;
        }
        if (ended.card() && turn.talk.card == null) {
            keepCard(turn, sent.messageId());
        } else if (!Integer.valueOf(sent.messageId()).equals(turn.talk.card)) {
            turn.delete(sent.messageId());
        }
    }

    private static void keepCard(Turn turn, int message) {
        if (!Integer.valueOf(message).equals(turn.talk.card)) {
            turn.talk.cardAt = turn.now.toEpochMilli();
        }
        turn.talk.card = message;
    }

    private static void again(Turn turn, Conversation.Pending errand, Duration wait) {
        if (errand.tries() >= TRIES && errand.kind() != Conversation.Pending.Kind.DELETE) {
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
            reply(turn, errand).ifPresent(one -> turn.reply(CaseCommand.Kind.REPLY_BLOCKED, one));
        }
        if (errand.kind() == Conversation.Pending.Kind.FETCH) {
            finished(turn, errand, new Outcome.Refused(Outcome.Reason.GONE));
        } else if (errand.kind() == Conversation.Pending.Kind.DELETE) {
            again(turn, errand, BLOCKED_AGAIN);
        }
    }

    private static Optional<Conversation.Reply> reply(Turn turn, Conversation.Pending errand) {
        return turn.talk.replies.stream()
                .filter(one -> one.id().equals(errand.reference()))
                .findFirst();
    }

    private static void finished(Turn turn, Conversation.Pending errand, Outcome outcome) {
        boolean unknown = outcome instanceof Outcome.Doubtful;
        if (unknown) {
            turn.talk.doubtful++;
        }
        if (unknown && errand.kind() != Conversation.Pending.Kind.ANSWER && errand.tries() < DOUBTFUL_TRIES) {
            again(turn, errand, Duration.ZERO);
            return;
        }
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
            Integer before = turn.talk.card;
            if (before != null && before != sent.messageId()) {
                turn.delete(before);
            }
            keepCard(turn, sent.messageId());
        } else if (outcome instanceof Outcome.Refused && turn.talk.card != null) {
            turn.talk.card = null;
            new Cards(turn.parts).show(turn);
        }
    }

    /** What is gone or impossible leaves the ledger; the rest is tried again. */
    private static void deleted(Turn turn, Conversation.Pending errand, Outcome outcome) {
        if (!(outcome instanceof Outcome.Deleted deleted)) {
            again(turn, errand, Duration.ZERO);
            return;
        }
        turn.talk.scrub.removeIf(one -> deleted.gone().contains(one.message()));
        int open = turn.talk.scrub.size();
        turn.talk.scrub.removeIf(one -> deleted.impossible().contains(one.message()));
        turn.talk.undeleted += open - turn.talk.scrub.size();
        turn.scrub();
    }

    private static void noticed(Turn turn, Conversation.Pending errand, Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            if (turn.talk.notice != null) {
                turn.delete(turn.talk.notice);
            }
            turn.talk.notice = sent.messageId();
            turn.talk.noticeUntil = turn.now.plus(Turn.REMOVABLE).toEpochMilli();
            reply(turn, errand).ifPresent(one -> turn.reply(CaseCommand.Kind.REPLY_NOTICED, one));
        } else if (turn.talk.stage == Stage.HOME) {
            new Cards(turn.parts).show(turn);
        }
    }

    /** Words that could not be sent, or of which nobody knows, can be asked for by the card once more; only words that are no more are given up. */
    private static void shown(Turn turn, Conversation.Pending errand, Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            Instant until = turn.now.plus(turn.parts.policy().wordsShown());
            if (turn.talk.words != null) {
                turn.delete(turn.talk.words);
            }
            turn.talk.words = sent.messageId();
            turn.talk.wordsUntil = until.toEpochMilli();
            reply(turn, errand).ifPresent(one -> {
                turn.talk.wordsOf = one;
                turn.talk.replies.replaceAll(any -> any.same(one) ? any.asSeen() : any);
                turn.reply(CaseCommand.Kind.REPLY_SHOWN, one);
            });
        } else {
            if (outcome instanceof Outcome.Refused refused && refused.reason() == Outcome.Reason.GONE) {
                turn.talk.replies.removeIf(one -> one.id().equals(errand.reference()));
                turn.note("reply.expired");
            }
            new Cards(turn.parts).show(turn);
        }
    }

    private static void fetched(Turn turn, Conversation.Pending errand, Outcome outcome) {
        Conversation.Attached file = java.util.Objects.requireNonNull(errand.file());
        if (outcome instanceof Outcome.Done) {
            turn.delete(file.message());
            Twins.sealed(turn, file);
            turn.countKind(file.kind());
            turn.command(CaseCommand.Kind.COUNT, file.number(), List.of("file:" + errand.id()));
        } else {
            boolean big = outcome instanceof Outcome.Refused refused && refused.reason() == Outcome.Reason.TOO_BIG;
            Map<String, Object> waiting = Answers.about(file.question());
            waiting.put("sentAs", file.kind());
            waiting.put("reason", big ? "too-big" : "gone");
            turn.sealAs(file.number(), file.seq(), "waiting", waiting);
            Twins.gone(turn, file);
            turn.deleteLater(file.message());
            if (big) {
                turn.noteTooLarge();
            } else {
                turn.note("gone");
            }
        }
        new Cards(turn.parts).show(turn);
    }
}
