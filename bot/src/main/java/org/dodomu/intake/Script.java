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
        if (input instanceof Input.OfChat chat) {
            ofChat(turn, chat);
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
        if (turn.needsCase() && input instanceof Input.FromChat from && !Quotas.mayBegin(turn)) {
            return step(before, new Input.Exceeds(from.incoming(), Excess.CASES), now);
        }
        if (!turn.isSilent()) {
            cards.show(turn);
        }
        Timers.arm(turn, input);
        Leaving.finishForgetting(turn);
        return new Step(turn.talk, turn.drafts, turn.needsCase());
    }

    private void ofChat(Turn turn, Input.OfChat input) {
        Incoming incoming = input.incoming();
        if (input instanceof Input.Barred) {
            Closing.bar(turn, incoming);
            return;
        }
        turn.talk.blocked = false;
        guessLanguage(turn, incoming);
        if (input instanceof Input.Exceeds exceeds) {
            Quotas.exceeds(turn, incoming, exceeds.excess());
        } else if (Quotas.admits(turn, incoming)) {
            if (input instanceof Input.LineClosed && !Exits.leads(turn.talk, incoming)) {
                Closing.tell(turn, incoming);
            } else {
                fromChat(turn, incoming);
            }
        }
    }

    private void guessLanguage(Turn turn, Incoming incoming) {
        if (turn.talk.language == null && turn.talk.stage == Stage.LANGUAGE) {
            incoming.origin()
                    .appLanguage()
                    .flatMap(Language::of)
                    .filter(parts.line().offered()::contains)
                    .ifPresent(guess -> turn.talk.language = guess);
        }
    }

    private void fromChat(Turn turn, Incoming incoming) {
        if (incoming instanceof Incoming.Membership membership) {
            turn.talk.blocked = membership.blocked();
            Talks.membership(turn, membership.blocked());
            turn.silently();
            return;
        }
        if (incoming instanceof Incoming.Press press) {
            Presses.press(turn, press);
            return;
        }
        turn.saidAt(incoming.at());
        if (incoming instanceof Incoming.Command command) {
            turn.delete(command.messageId());
            if (turn.talk.stage == Stage.CLOSED) {
                Opening.goBackTo(turn);
            }
            Commands.command(turn, command);
        } else if (incoming instanceof Incoming.Edited edited) {
            Answers.edited(turn, edited.inner());
        } else {
            Answers.content(turn, incoming);
        }
    }
}
