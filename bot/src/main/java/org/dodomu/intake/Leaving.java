package org.dodomu.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hiding, forgetting the link, and withdrawing the report. */
final class Leaving {

    /** No message can be taken out of a chat later than this. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(48);

    private Leaving() {}

    /** The chat is emptied at once; what was sealed stays. */
    static void hide(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.stage != Stage.HIDDEN) {
            talk.returnTo = Opening.resumeAt(talk);
        }
        for (Integer message : new Integer[] {talk.notice, talk.words}) {
            if (message != null) {
                turn.delete(message);
            }
        }
        talk.notice = null;
        talk.noticeUntil = null;
        talk.words = null;
        talk.wordsOf = null;
        talk.wordsUntil = null;
        turn.scrubNow();
        turn.go(Stage.HIDDEN);
    }

    static void press(Turn turn, String choice) {
        if (!choice.equals("yes")) {
            Opening.goBackTo(turn);
        } else if (turn.talk.stage == Stage.FORGET) {
            forget(turn);
        } else {
            withdraw(turn);
        }
    }

    /** The reports stay; the way back to this chat goes once the last deletion is done, and until then it can be taken back. */
    private static void forget(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.caseNumber != null && talk.seq > 0 && talk.forgetAt == null) {
            turn.seal("event", Map.of("what", "forgotten"));
            if (!talk.submitted) {
                turn.enqueue(true);
            }
        }
        talk.errands.removeIf(one -> one.kind() == Conversation.Pending.Kind.NOTICE);
        hide(turn);
        talk.returnTo = null;
        talk.forgetAt = turn.now.plus(FORGOTTEN_AFTER).toEpochMilli();
    }

    /** Destroys the links when nothing is left to take out of the chat or to fetch, or when the time is up. */
    static void finishForgetting(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.forgetAt == null) {
            return;
        }
        boolean fetching = talk.errands.stream().anyMatch(one -> one.kind() == Conversation.Pending.Kind.FETCH);
        if ((fetching || !talk.scrub.isEmpty()) && turn.now.toEpochMilli() < talk.forgetAt) {
            return;
        }
        List<String> numbers = new ArrayList<>(talk.past.keySet());
        if (talk.caseNumber != null) {
            numbers.add(talk.caseNumber);
        }
        talk.replies.stream()
                .filter(reply -> !reply.seen())
                .forEach(reply -> turn.reply(CaseCommand.Kind.REPLY_BLOCKED, reply));
        numbers.forEach(number -> turn.command(CaseCommand.Kind.UNLINK, number, List.of()));
        talk.forgetAll();
    }

    private static void withdraw(Turn turn) {
        Conversation talk = turn.talk;
        talk.withdrawnAt = turn.now.toEpochMilli();
        turn.seal("event", Map.of("what", "withdrawal-asked"));
        turn.command(CaseCommand.Kind.ASK_WITHDRAWAL);
        turn.note("withdraw.done", "days", turn.parts.policy().withdrawAfter().toDays());
        Opening.goBackTo(turn);
    }
}
