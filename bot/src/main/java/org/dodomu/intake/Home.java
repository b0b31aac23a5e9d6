package org.dodomu.intake;

/** After the report was handed in: the number, what comes next, and how to add something. */
final class Home {

    private Home() {}

    static void press(Turn turn, String choice) {
        switch (choice) {
            case "new" -> Opening.anew(turn);
            case "change" -> turn.go(turn.talk.consented ? Stage.CHANGE : Stage.HOME);
            case "more" -> more(turn);
            case "show" -> Talks.show(turn);
            case "status" -> turn.talk.page = Page.STATUS;
            case "unwithdraw" -> Leaving.keep(turn, turn.talk.number());
            default -> turn.go(Stage.HOME);
        }
    }

    /** After a short door: the rest of the questions, for those who can. */
    private static void more(Turn turn) {
        if (turn.talk.consented) {
            turn.go(Stage.CHANGE);
            return;
        }
        turn.go(Stage.WARNING);
    }
}
