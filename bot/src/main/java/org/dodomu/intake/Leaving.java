package org.dodomu.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Hiding, forgetting the link, and withdrawing a report. */
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
        if (turn.talk.stage == Stage.WITHDRAW) {
            withdrawal(turn, choice);
        } else if (choice.equals("yes")) {
            forget(turn);
        } else {
            Opening.goBackTo(turn);
        }
    }

    /** The reports stay; the way back to this chat goes once the last deletion is done, and until then it can be taken back. */
    private static void forget(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.present().isPresent() && talk.forgetAt == null) {
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

    /** The page asks about this report from now on, or which one it is. */
    static void choose(Turn turn, @Nullable String number) {
        turn.talk.leaving = number;
        turn.talk.nonce++;
    }

    private static void withdrawal(Turn turn, String choice) {
        String number = turn.talk.leaving;
        List<String> told = turn.talk.told();
        if (number == null) {
            IntStream.range(0, told.size())
                    .filter(place -> choice.equals(Integer.toString(place)))
                    .mapToObj(told::get)
                    .findFirst()
                    .ifPresentOrElse(chosen -> choose(turn, chosen), () -> Opening.goBackTo(turn));
            return;
        }
        switch (choice) {
            case "yes" -> withdraw(turn, number);
            case "unwithdraw" -> keep(turn, number);
            default -> {}
        }
        Opening.goBackTo(turn);
    }

    private static void withdraw(Turn turn, String number) {
        turn.talk.withdrawn.put(number, turn.now.toEpochMilli());
        turn.sealTo(number, "event", Map.of("what", "withdrawal-asked"));
        turn.command(CaseCommand.Kind.ASK_WITHDRAWAL, number, List.of());
        turn.note("withdraw.done", "days", turn.parts.policy().withdrawAfter().toDays());
    }

    /** The person takes the withdrawal back. */
    static void keep(Turn turn, String number) {
        turn.talk.withdrawn.remove(number);
        turn.command(CaseCommand.Kind.REVOKE_WITHDRAWAL, number, List.of());
        turn.sealTo(number, "event", Map.of("what", "withdrawal-revoked"));
        turn.note("withdraw.revoked");
    }
}
