package org.dodomu.intake;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.dodomu.cases.CaseNumber;

/** The verifier's words on their way to the reporter: a neutral notice, then the words on request, then gone from the chat again. */
final class Talks {

    private static final int MOST_REPLIES = 50;

    private Talks() {}

    static void waits(Turn turn, CaseNumber number, ReplyId id) {
        Conversation talk = turn.talk;
        turn.silently();
        Conversation.Reply reply = new Conversation.Reply(number.value(), id.value(), false, talk.replyCount + 1);
        if (talk.replies.stream().anyMatch(reply::same) || !talk.knows(number.value())) {
            return;
        }
        talk.replyCount++;
        talk.replies.add(reply);
        if (talk.replies.size() > MOST_REPLIES) {
            talk.replies.remove(0);
        }
        notice(turn, reply);
    }

    private static void notice(Turn turn, Conversation.Reply reply) {
        turn.talk.noticesUsed = Math.min(turn.talk.noticesUsed, reply.serial() - 1);
        turn.notice(turn.text("reply.notice"), button(turn, "reply.show", "show", reply), reply, safeTime(turn));
    }

    private static Keyboard button(Turn turn, String key, String action, Conversation.Reply reply) {
        String data = "r:" + action + ":" + reply.serial();
        return new Keyboard(List.of(List.of(new Keyboard.Button(turn.text(key), data))));
    }

    private static Instant safeTime(Turn turn) {
        return safeTime(turn.talk.safeHours, turn.now, turn.parts.line().zone());
    }

    /** Now, or the next time of day that the reporter called safe. */
    static Instant safeTime(String hours, Instant now, ZoneId zone) {
        LocalTime from =
                switch (hours) {
                    case "morning" -> LocalTime.of(8, 0);
                    case "day" -> LocalTime.of(12, 0);
                    case "evening" -> LocalTime.of(18, 0);
                    default -> LocalTime.MIN;
                };
        if (from.equals(LocalTime.MIN)) {
            return now;
        }
        ZonedDateTime local = now.atZone(zone);
        LocalTime until = from.plusHours(4);
        LocalTime time = local.toLocalTime();
        if (!time.isBefore(from) && time.isBefore(until)) {
            return now;
        }
        ZonedDateTime next = local.with(from);
        return (time.isBefore(from) ? next : next.plusDays(1)).toInstant();
    }

    /** Whether these are the buttons of a notice or of words. */
    static boolean owns(String data) {
        return data.startsWith("r:");
    }

    /** A button of a notice is good once, one of words while they are shown: a second touch, or one of an older message, shows nothing, marks nothing, and takes that message away. */
    static void press(Turn turn, String data, int message) {
        Conversation talk = turn.talk;
        String[] parts = data.split(":", 3);
        String action = parts.length == 3 ? parts[1] : "";
        int serial = parts.length == 3 && parts[2].matches("[1-9][0-9]{0,8}") ? Integer.parseInt(parts[2]) : 0;
        boolean notice = action.equals("show") && serial > talk.noticesUsed && serial <= talk.replyCount;
        boolean words = action.equals("read") && talk.wordsOf != null && talk.wordsOf.serial() == serial;
        if (!talk.isCard(message)) {
            turn.delete(message);
        }
        if (notice) {
            takeNotice(turn, serial);
            show(turn);
        } else if (words) {
            read(turn);
        } else {
            turn.silently();
        }
    }

    private static void takeNotice(Turn turn, int serial) {
        Conversation talk = turn.talk;
        talk.noticesUsed = serial;
        if (talk.notice != null) {
            turn.delete(talk.notice);
            talk.notice = null;
            talk.noticeUntil = null;
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
        Conversation.Reply next = nextToShow(talk);
        turn.words(button(turn, "reply.read", "read", next), next);
        if (talk.stage == Stage.HIDDEN) {
            turn.silently();
        }
    }

    /** The oldest that was not seen yet, else the newest once more. */
    private static Conversation.Reply nextToShow(Conversation talk) {
        return talk.replies.stream()
                .filter(one -> !one.seen())
                .findFirst()
                .orElseGet(() -> talk.replies.get(talk.replies.size() - 1));
    }

    private static void read(Turn turn) {
        Conversation talk = turn.talk;
        Conversation.Reply shown = Objects.requireNonNull(talk.wordsOf);
        if (talk.words != null) {
            turn.delete(talk.words);
        }
        talk.words = null;
        talk.wordsOf = null;
        talk.wordsUntil = null;
        turn.reply(CaseCommand.Kind.REPLY_READ, shown);
        if (talk.submitted && shown.number().equals(talk.caseNumber)) {
            turn.note("reply.answer");
            talk.returnTo = null;
            turn.go(Stage.HOME);
        } else {
            talk.returnTo = Opening.resumeAt(talk);
            talk.talkingTo = shown.number();
            turn.go(Stage.TALK);
        }
    }

    static void membership(Turn turn, boolean blocked) {
        List<Conversation.Reply> unseen =
                turn.talk.replies.stream().filter(one -> !one.seen()).toList();
        if (blocked) {
            unseen.forEach(reply -> turn.reply(CaseCommand.Kind.REPLY_BLOCKED, reply));
        } else {
            unseen.stream().findFirst().ifPresent(reply -> notice(turn, reply));
        }
    }
}
