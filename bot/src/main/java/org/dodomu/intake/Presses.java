package org.dodomu.intake;

/** Presses of buttons: one of an old card changes nothing and says so. */
final class Presses {

    private Presses() {}

    static void press(Turn turn, Incoming.Press press) {
        String[] parts = press.data().split(":", 2);
        boolean current = parts.length == 2 && parts[0].equals(Integer.toString(turn.talk.nonce));
        if (Talks.owns(press.data())) {
            turn.answerPress(press.callbackId(), null);
            Talks.press(turn, press.data(), press.messageId());
            return;
        }
        turn.answerPress(press.callbackId(), current ? null : turn.text("toast.stale"));
        if (!current) {
            if (!turn.talk.isCard(press.messageId())) {
                turn.delete(press.messageId());
            }
            return;
        }
        choose(turn, parts[1]);
    }

    private static void choose(Turn turn, String choice) {
        Conversation talk = turn.talk;
        if (talk.page != null && !choice.equals("hide")) {
            talk.page = null;
            talk.nonce++;
            return;
        }
        if (choice.equals("hide")) {
            Leaving.hide(turn);
            return;
        }
        switch (talk.stage) {
            case LANGUAGE, SAFE, DOORS, WARNING, CHILD, DANGER -> Opening.press(turn, choice);
            case QUESTION -> Questions.press(turn, choice);
            case CHANGE -> Questions.change(turn, choice);
            case SHARING, REVIEW -> HandingIn.press(turn, choice);
            case HOME -> Home.press(turn, choice);
            case FORGET, WITHDRAW -> Leaving.press(turn, choice);
            case HIDDEN, TALK, CLOSED -> Opening.goBackTo(turn);
        }
    }
}
