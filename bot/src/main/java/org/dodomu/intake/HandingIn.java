package org.dodomu.intake;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dodomu.config.ReportType;

/** The end of the questionnaire: consent to share, body by body, then the report is handed in. */
final class HandingIn {

    private static final String PHOTO = "photo";

    private HandingIn() {}

    static void begin(Turn turn) {
        turn.talk.sharing = 0;
        turn.go(bodies(turn).isEmpty() ? Stage.REVIEW : Stage.SHARING);
    }

    /** What is asked one by one; the use of pictures only when there are any. */
    static List<String> bodies(Turn turn) {
        Conversation talk = turn.talk;
        boolean pictures = Stream.of(SentAs.PHOTO, SentAs.FILE, SentAs.VIDEO)
                        .anyMatch(sentAs -> talk.kinds.containsKey(sentAs.code()))
                || talk.errands.stream().anyMatch(one -> one.kind() == Conversation.Pending.Kind.FETCH);
        return turn.parts.questionnaire().sharing().stream()
                .filter(body -> pictures || !body.equals(PHOTO))
                .toList();
    }

    static void press(Turn turn, String choice) {
        if (turn.talk.stage == Stage.SHARING) {
            share(turn, choice);
            return;
        }
        switch (choice) {
            case "submit" -> submit(turn);
            case "change" -> turn.go(Stage.CHANGE);
            default -> {
                turn.talk.question = lastQuestion(turn);
                turn.go(Stage.QUESTION);
            }
        }
    }

    private static String lastQuestion(Turn turn) {
        var path = Questions.path(turn.talk, turn.parts.questionnaire());
        return path.get(path.size() - 1).id();
    }

    private static void share(Turn turn, String choice) {
        Conversation talk = turn.talk;
        if (choice.equals("back")) {
            talk.question = lastQuestion(turn);
            talk.nonce++;
            turn.go(Stage.QUESTION);
            return;
        }
        if (talk.sharing >= bodies(turn).size()) {
            turn.go(Stage.REVIEW);
            return;
        }
        turn.seal("consent", Map.of("item", bodies(turn).get(talk.sharing), "given", choice.equals("yes")));
        talk.sharing++;
        talk.nonce++;
        if (talk.sharing >= bodies(turn).size()) {
            turn.go(Stage.REVIEW);
        }
    }

    static void submit(Turn turn) {
        Conversation talk = turn.talk;
        turn.seal("event", Map.of("what", "submitted"));
        if (talk.type == null) {
            talk.type = ReportType.OTHER.code();
        }
        talk.submitted = true;
        talk.abandonAt = null;
        turn.enqueue(false);
        turn.command(CaseCommand.Kind.COMPLETE);
        turn.go(Stage.HOME);
    }
}
