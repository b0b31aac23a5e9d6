package org.dodomu.intake;

import java.util.List;

/** The commands, which answer in every state. */
final class Commands {

    private Commands() {}

    static void command(Turn turn, Incoming.Command command) {
        Conversation talk = turn.talk;
        talk.page = null;
        switch (command.name()) {
            case "start" -> start(turn);
            case "new" -> Opening.anew(turn);
            case "language" -> language(turn);
            case "cancel" -> Leaving.hide(turn);
            case "forget" -> ask(turn, Stage.FORGET);
            case "withdraw" -> withdraw(turn);
            case "status" -> talk.page = Page.STATUS;
            case "privacy" -> talk.page = Page.PRIVACY;
            case "safety" -> talk.page = Page.SAFETY;
            default -> talk.page = Page.HELP;
        }
        if (talk.page != null) {
            talk.nonce++;
        }
        if (talk.stage == Stage.HIDDEN && !command.name().equals("cancel")) {
            talk.stage = Stage.SAFE;
        }
    }

    private static void start(Turn turn) {
        turn.freshCard();
        Conversation talk = turn.talk;
        talk.page = null;
        boolean known = talk.language != null && talk.stage != Stage.LANGUAGE;
        if (known && talk.stage != Stage.SAFE) {
            talk.returnTo = Opening.resumeAt(talk);
        }
        turn.go(known ? Stage.SAFE : Stage.LANGUAGE);
    }

    private static void language(Turn turn) {
        if (turn.talk.stage != Stage.LANGUAGE) {
            turn.talk.returnTo = Opening.resumeAt(turn.talk);
        }
        turn.go(Stage.LANGUAGE);
    }

    private static void withdraw(Turn turn) {
        List<String> told = turn.talk.told();
        if (told.isEmpty()) {
            turn.note("withdraw.nothing");
            return;
        }
        ask(turn, Stage.WITHDRAW);
        Leaving.choose(turn, told.size() == 1 ? told.get(0) : null);
    }

    private static void ask(Turn turn, Stage stage) {
        if (turn.talk.stage != stage) {
            turn.talk.returnTo = Opening.resumeAt(turn.talk);
        }
        turn.go(stage);
    }
}
