package org.dodomu.intake;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;

/** The verifier's words on their way to the reporter: a neutral notice, then the words on request, then gone from the chat again. */
final class Talks {

    private Talks() {}

    static void waits(Turn turn, ReplyId reply) {
        Conversation talk = turn.talk;
        turn.silently();
        if (talk.replies.contains(reply.value())) {
            return;
        }
        talk.replies.add(reply.value());
        turn.notice(turn.text("reply.notice"), button(turn, "reply.show", "show"), reply.value(), safeTime(turn));
    }

    private static Keyboard button(Turn turn, String key, String action) {
        return new Keyboard(List.of(List.of(new Keyboard.Button(turn.text(key), "r:" + action))));
    }

    /** Now, or the next time of day that the reporter called safe. */
    private static Instant safeTime(Turn turn) {
        LocalTime from =
                switch (turn.talk.safeHours) {
                    case "morning" -> LocalTime.of(8, 0);
                    case "day" -> LocalTime.of(12, 0);
                    case "evening" -> LocalTime.of(18, 0);
                    default -> LocalTime.MIN;
                };
        if (from.equals(LocalTime.MIN)) {
            return turn.now;
        }
        ZonedDateTime local = turn.now.atZone(turn.parts.line().zone());
        LocalTime until = from.plusHours(4);
        LocalTime time = local.toLocalTime();
        if (!time.isBefore(from) && time.isBefore(until)) {
            return turn.now;
        }
        ZonedDateTime next = local.with(from);
        return (time.isBefore(from) ? next : next.plusDays(1)).toInstant();
    }

    static void press(Turn turn, String action, int message) {
        switch (action) {
            case "show" -> {
                turn.delete(message);
                turn.talk.notice = null;
                show(turn);
            }
            case "read" -> read(turn, message);
            default -> turn.silently();
        }
    }

    static void show(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.words != null) {
            turn.delete(talk.words);
            talk.words = null;
        }
        if (talk.replies.isEmpty()) {
            turn.note("reply.none");
            return;
        }
        String reply = talk.replies.get(talk.replies.size() - 1);
        turn.words(button(turn, "reply.read", "read"), reply);
        if (talk.stage == Stage.HIDDEN) {
            turn.silently();
        }
    }

    private static void read(Turn turn, int message) {
        Conversation talk = turn.talk;
        turn.delete(message);
        if (talk.wordsOf != null) {
            turn.command(Conversation.CaseCommand.Kind.REPLY_READ, talk.wordsOf);
        }
        talk.words = null;
        talk.wordsOf = null;
        talk.wordsUntil = null;
        turn.note("reply.answer");
        if (talk.submitted) {
            turn.go(Stage.HOME);
        }
    }

    static void membership(Turn turn, boolean blocked) {
        if (blocked) {
            turn.talk.replies.forEach(reply -> turn.command(Conversation.CaseCommand.Kind.REPLY_BLOCKED, reply));
        }
    }
}
