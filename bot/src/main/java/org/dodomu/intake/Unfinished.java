package org.dodomu.intake;

import java.util.List;
import java.util.Map;
import org.dodomu.config.PolicySettings;

/** What becomes of a report that nobody finishes, and of the chat of one that is no longer kept. */
final class Unfinished {

    private Unfinished() {}

    /** The key of the sentence that says it before the first question. */
    static String sentence(PolicySettings policy) {
        return policy.abandoned() == PolicySettings.Abandoned.DROP ? "warning.dropped" : "warning.unfinished";
    }

    /** Nothing came for long. A door at which nobody said anything stays open: the words that come through it later find a new case. */
    static void leftAlone(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.seq == 0) {
            turn.command(CaseCommand.Kind.DROP);
            talk.caseNumber = null;
        } else if (dropped(turn)) {
            turn.command(CaseCommand.Kind.DROP);
            gone(turn, talk.number());
        } else {
            turn.seal("event", Map.of("what", "left-unfinished"));
            turn.enqueue(true);
        }
    }

    /** The person begins another report. */
    static void leave(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.seq > 0 && !dropped(turn)) {
            turn.enqueue(true);
        } else {
            turn.command(CaseCommand.Kind.DROP);
            forget(turn, talk.number());
        }
    }

    private static boolean dropped(Turn turn) {
        return turn.parts.policy().abandoned() == PolicySettings.Abandoned.DROP;
    }

    /** The chat knows nothing of this report any more, and shows nothing of it. */
    static void gone(Turn turn, String number) {
        Conversation talk = turn.talk;
        boolean shown = number.equals(talk.caseNumber) || number.equals(talk.talkingTo) || number.equals(talk.leaving);
        forget(turn, number);
        if (shown) {
            Leaving.hide(turn);
            talk.returnTo = null;
            new Cards(turn.parts).show(turn);
        }
        turn.silently();
    }

    private static boolean concerns(Conversation.Pending errand, String number) {
        Conversation.Attached file = errand.file();
        return number.equals(errand.number()) || file != null && number.equals(file.number());
    }

    private static void forget(Turn turn, String number) {
        Conversation talk = turn.talk;
        List<Conversation.Pending> own =
                talk.errands.stream().filter(one -> concerns(one, number)).toList();
        talk.errands.removeAll(own);
        own.stream().map(Conversation.Pending::file).forEach(file -> {
            if (file != null) {
                turn.delete(file.message());
            }
        });
        if (number.equals(talk.caseNumber)) {
            talk.beginAnew();
        }
        if (number.equals(talk.talkingTo)) {
            talk.talkingTo = null;
        }
        if (number.equals(talk.leaving)) {
            talk.leaving = null;
        }
        talk.past.remove(number);
        talk.withdrawn.remove(number);
        talk.said.removeIf(one -> one.number().equals(number));
        talk.replies.removeIf(one -> one.number().equals(number));
    }
}
