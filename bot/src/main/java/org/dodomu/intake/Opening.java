package org.dodomu.intake;

import org.dodomu.config.Language;

/** From the first word to the first question: language, safety, the two short doors, the warning and the one consent. */
final class Opening {

    private Opening() {}

    /** Where a person comes back to: never into a page that asks something else of them. */
    static Stage resumeAt(Conversation talk) {
        return switch (talk.stage) {
            case HIDDEN, SAFE, LANGUAGE, FORGET, WITHDRAW, TALK, CLOSED -> {
                if (talk.returnTo != null) {
                    yield talk.returnTo;
                }
                if (talk.submitted) {
                    yield Stage.HOME;
                }
                yield talk.question == null ? Stage.DOORS : Stage.QUESTION;
            }
            default -> talk.stage;
        };
    }

    static void goBackTo(Turn turn) {
        Stage to = resumeAt(turn.talk);
        turn.talk.returnTo = null;
        turn.talk.talkingTo = null;
        turn.talk.leaving = null;
        turn.talk.forgetAt = null;
        turn.go(to);
    }

    static void anew(Turn turn) {
        Conversation talk = turn.talk;
        if (talk.caseNumber != null && !talk.submitted) {
            Unfinished.leave(turn);
        }
        talk.beginAnew();
        talk.returnTo = null;
        turn.freshCard();
        turn.go(talk.language == null ? Stage.LANGUAGE : Stage.SAFE);
    }

    static void press(Turn turn, String choice) {
        Conversation talk = turn.talk;
        switch (talk.stage) {
            case LANGUAGE ->
                Language.of(choice).ifPresent(language -> {
                    talk.language = language;
                    turn.commandMenu();
                    if (talk.returnTo == null) {
                        turn.go(Stage.SAFE);
                    } else {
                        goBackTo(turn);
                    }
                });
            case SAFE -> {
                if (choice.equals("yes")) {
                    goBackTo(turn);
                } else {
                    Leaving.hide(turn);
                }
            }
            case DOORS -> door(turn, choice);
            case WARNING -> consent(turn, choice);
            case CHILD, DANGER -> goDoors(turn);
            default -> goBackTo(turn);
        }
    }

    private static void goDoors(Turn turn) {
        turn.talk.child = false;
        turn.go(Stage.DOORS);
    }

    private static void door(Turn turn, String choice) {
        switch (choice) {
            case "child" -> {
                turn.talk.child = true;
                turn.bear();
                turn.go(Stage.CHILD);
            }
            case "danger" -> {
                turn.bear();
                turn.go(Stage.DANGER);
            }
            default -> turn.go(Stage.WARNING);
        }
    }

    private static void consent(Turn turn, String choice) {
        if (!choice.equals("agree")) {
            turn.go(Stage.DOORS);
            return;
        }
        Conversation talk = turn.talk;
        turn.bear();
        talk.consented = true;
        turn.seal("consent", java.util.Map.of("item", "keep", "given", true));
        Questions.first(turn);
    }
}
