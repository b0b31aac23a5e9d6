package org.dodomu.intake;

import java.time.Instant;
import java.util.List;
import org.dodomu.config.Language;

/** The conversation as a pure function: every state answers every input. */
final class Script {

    private final ScriptParts parts;
    private final Cards cards;

    Script(ScriptParts parts) {
        this.parts = parts;
        this.cards = new Cards(parts);
    }

    /** What a step leads to. */
    record Step(Conversation next, List<Draft> drafts, boolean needsCase) {}

    Step step(Conversation before, Input input, Instant now) {
        Turn turn = new Turn(before.copy(), now, parts);
        turn.talk.note = null;
        if (input instanceof Input.FromChat from) {
            turn.talk.blocked = false;
            fromChat(turn, from.incoming());
        } else if (input instanceof Input.LineClosed closed) {
            closed(turn, closed.incoming());
        } else if (input instanceof Input.Tick) {
            Timers.tick(turn);
        } else if (input instanceof Input.ReplyWaits waits) {
            Talks.waits(turn, waits.number(), waits.reply());
        } else if (input instanceof Input.CaseGone gone) {
            Unfinished.gone(turn, gone.number().value());
        } else if (input instanceof Input.Unhandled) {
            turn.note("unhandled");
        } else if (input instanceof Input.Orphaned) {
            Endings.orphaned(turn);
        } else if (input instanceof Input.Ended ended) {
            Endings.ended(turn, ended);
        }
        if (!turn.isSilent()) {
            cards.show(turn);
        }
        Timers.arm(turn, input);
        Leaving.finishForgetting(turn);
        return new Step(turn.talk, turn.drafts, turn.needsCase());
    }

    private void fromChat(Turn turn, Incoming incoming) {
        if (incoming instanceof Incoming.Membership membership) {
            turn.talk.blocked = membership.blocked();
            Talks.membership(turn, membership.blocked());
            turn.silently();
            return;
        }
        if (turn.talk.language == null && turn.talk.stage == Stage.LANGUAGE) {
            incoming.origin()
                    .appLanguage()
                    .flatMap(Language::of)
                    .filter(parts.line().offered()::contains)
                    .ifPresent(guess -> turn.talk.language = guess);
        }
        if (incoming instanceof Incoming.Press press) {
            Presses.press(turn, press);
            return;
        }
        turn.saidAt(incoming.at());
        if (incoming instanceof Incoming.Command command) {
            turn.delete(command.messageId());
            Commands.command(turn, command);
        } else if (incoming instanceof Incoming.Edited edited) {
            Answers.edited(turn, edited.inner());
        } else {
            Answers.content(turn, incoming);
        }
    }

    private static void closed(Turn turn, Incoming incoming) {
        turn.delete(
                incoming instanceof Incoming.Press || incoming instanceof Incoming.Membership
                        ? 0
                        : incoming.messageId());
        if (incoming instanceof Incoming.Press press) {
            turn.answerPress(press.callbackId(), null);
        }
        if (turn.talk.stage != Stage.CLOSED) {
            turn.talk.returnTo = Opening.resumeAt(turn.talk);
        }
        turn.go(Stage.CLOSED);
    }
}
