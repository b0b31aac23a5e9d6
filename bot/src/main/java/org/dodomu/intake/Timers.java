package org.dodomu.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dodomu.config.PolicySettings;

/** What happens by itself: words leave the chat, an abandoned report goes where the policy says, a withdrawn one leaves the chat. */
final class Timers {

    private Timers() {}

    static void tick(Turn turn) {
        Conversation talk = turn.talk;
        turn.silently();
        if (talk.wordsUntil != null && talk.wordsUntil <= turn.now.toEpochMilli()) {
            if (talk.words != null) {
                turn.delete(talk.words);
            }
            talk.words = null;
            talk.wordsOf = null;
            talk.wordsUntil = null;
        }
        if (talk.noticeUntil != null && talk.noticeUntil <= turn.now.toEpochMilli()) {
            putNoticeAway(turn);
        }
        if (talk.abandonAt != null && talk.abandonAt <= turn.now.toEpochMilli()) {
            talk.abandonAt = null;
            if (talk.caseNumber != null && !talk.submitted) {
                Unfinished.leftAlone(turn);
            }
        }
        List.copyOf(talk.withdrawn.entrySet()).stream()
                .filter(one -> destroyedAt(one.getValue(), turn.parts.policy()) <= turn.now.toEpochMilli())
                .map(Map.Entry::getKey)
                .forEach(number -> {
                    turn.sealTo(number, "event", java.util.Map.of("what", "withdrawn"));
                    Unfinished.gone(turn, number);
                });
    }

    /** A notice that nobody touched leaves the chat while it still can; the card offers the reply instead. */
    private static void putNoticeAway(Turn turn) {
        if (turn.talk.notice != null) {
            turn.delete(turn.talk.notice);
        }
        turn.talk.notice = null;
        turn.talk.noticeUntil = null;
        if (turn.talk.stage == Stage.HOME) {
            new Cards(turn.parts).show(turn);
        }
    }

    /** Until when a withdrawal can be taken back. */
    private static long destroyedAt(long asked, PolicySettings policy) {
        return asked + policy.withdrawAfter().toMillis();
    }

    static void arm(Turn turn, Input input) {
        Conversation talk = turn.talk;
        boolean open = talk.present().isPresent() || turn.needsCase();
        if (input instanceof Input.FromChat && open && !talk.submitted) {
            talk.abandonAt = turn.now.plus(turn.parts.policy().abandonedAfter()).toEpochMilli();
        }
    }

    /** When the conversation wants to be woken. */
    static Optional<Long> wake(Conversation talk, PolicySettings policy) {
        Stream<Long> withdrawals = talk.withdrawn.values().stream().map(asked -> destroyedAt(asked, policy));
        Stream<Long> own = Stream.of(
                        Optional.ofNullable(talk.wordsUntil),
                        Optional.ofNullable(talk.abandonAt),
                        Optional.ofNullable(talk.noticeUntil),
                        Optional.ofNullable(talk.forgetAt))
                .flatMap(Optional::stream);
        return Stream.concat(own, withdrawals).min(Long::compare);
    }
}
