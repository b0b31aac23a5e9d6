package org.dodomu.intake;

import java.util.Map;

/** Hiding, forgetting the link, and withdrawing the report. */
final class Leaving {

    private Leaving() {}

    /** The chat is emptied at once; what was sealed stays. */
    static void hide(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.stage != Stage.HIDDEN) {
            talk.returnTo = Opening.resumeAt(talk);
        }
        turn.freshCard();
        for (Integer message : new Integer[] {talk.notice, talk.words}) {
            if (message != null) {
                turn.delete(message);
            }
        }
        talk.notice = null;
        talk.words = null;
        talk.wordsOf = null;
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

    /** The report stays; the way back to this chat goes once the last deletion is done. */
    private static void forget(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.caseNumber != null && talk.seq > 0) {
            turn.seal("event", Map.of("what", "forgotten"));
            if (!talk.submitted) {
                turn.enqueue(true);
            }
            turn.command(Conversation.CaseCommand.Kind.UNLINK);
        }
        hide(turn);
        talk.returnTo = null;
        talk.replies.clear();
        turn.talk.stage = Stage.HIDDEN;
    }

    private static void withdraw(Turn turn) {
        Conversation talk = turn.talk;
        talk.withdrawnAt = turn.now.toEpochMilli();
        turn.seal("event", Map.of("what", "withdrawal asked"));
        turn.command(Conversation.CaseCommand.Kind.ASK_WITHDRAWAL);
        talk.returnTo = null;
        turn.note("withdraw.done", "days", turn.parts.policy().withdrawAfter().toDays());
        turn.go(talk.submitted ? Stage.HOME : Opening.resumeAt(talk));
    }
}
