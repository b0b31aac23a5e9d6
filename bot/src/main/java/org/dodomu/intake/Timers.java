package org.dodomu.intake;

import java.util.Optional;
import java.util.stream.Stream;

/** What happens by itself: words leave the chat, an abandoned report enters the queue as incomplete. */
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
        if (talk.abandonAt != null && talk.abandonAt <= turn.now.toEpochMilli()) {
            talk.abandonAt = null;
            if (talk.caseNumber != null && !talk.submitted && talk.seq > 0) {
                turn.seal("event", java.util.Map.of("what", "left unfinished"));
                turn.enqueue(true);
            }
        }
    }

    static void arm(Turn turn, Input input) {
        Conversation talk = turn.talk;
        boolean open = talk.caseNumber != null || turn.needsCase();
        if (input instanceof Input.FromChat && open && !talk.submitted) {
            talk.abandonAt = turn.now.plus(turn.parts.policy().abandonedAfter()).toEpochMilli();
        }
    }

    /** When the conversation wants to be woken. */
    static Optional<Long> wake(Conversation talk) {
        return Stream.of(Optional.ofNullable(talk.wordsUntil), Optional.ofNullable(talk.abandonAt))
                .flatMap(Optional::stream)
                .min(Long::compare);
    }
}
