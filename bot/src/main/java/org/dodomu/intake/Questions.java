package org.dodomu.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.ReportType;

/** The questionnaire: one question at a time, each answer sealed as it comes; "change" asks again and the later answer supersedes. */
final class Questions {

    private Questions() {}

    /** The questions that apply, by the routing answers given so far. */
    static List<Questionnaire.Question> path(Conversation talk, Questionnaire questionnaire) {
        List<Questionnaire.Question> path = new ArrayList<>();
        for (Questionnaire.Question question : questionnaire.questions()) {
            boolean applies = question.when().isEmpty()
                    || question.when()
                            .get()
                            .isOneOf()
                            .contains(routed(talk, question.when().get().question(), questionnaire));
            if (applies) {
                path.add(question);
            }
        }
        return path;
    }

    private static String routed(Conversation talk, String question, Questionnaire questionnaire) {
        return questionnaire
                .question(question)
                .flatMap(Questionnaire.Question::routing)
                .map(routing ->
                        routing == Questionnaire.Routing.TYPE && talk.type != null ? talk.type : talk.urgency.code())
                .orElse("");
    }

    static Optional<Questionnaire.Question> current(Turn turn) {
        String id = turn.talk.question;
        return id == null ? Optional.empty() : turn.parts.questionnaire().question(id);
    }

    static void first(Turn turn) {
        ask(turn, path(turn.talk, turn.parts.questionnaire()).get(0).id());
    }

    static void ask(Turn turn, String id) {
        if (!id.equals(turn.talk.question)) {
            turn.talk.previous = turn.talk.question;
            turn.talk.askedAt = turn.now.getEpochSecond();
        }
        turn.talk.question = id;
        turn.talk.picked.clear();
        turn.talk.nonce++;
        turn.go(Stage.QUESTION);
    }

    static void next(Turn turn) {
        if (turn.talk.changing) {
            turn.talk.changing = false;
            turn.talk.nonce++;
            turn.go(turn.talk.submitted ? Stage.HOME : Stage.REVIEW);
            return;
        }
        move(turn, 1);
    }

    private static void move(Turn turn, int by) {
        List<Questionnaire.Question> path = path(turn.talk, turn.parts.questionnaire());
        int at = position(turn.talk, path) + by;
        if (at < 0) {
            ask(turn, path.get(0).id());
        } else if (at >= path.size()) {
            HandingIn.begin(turn);
        } else {
            ask(turn, path.get(at).id());
        }
    }

    /** Where the conversation is on the path, from 0. */
    static int position(Conversation talk, List<Questionnaire.Question> path) {
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).id().equals(talk.question)) {
                return i;
            }
        }
        return 0;
    }

    static void press(Turn turn, String choice) {
        Optional<Questionnaire.Question> asked = current(turn);
        if (asked.isEmpty()) {
            first(turn);
            return;
        }
        Questionnaire.Question question = asked.get();
        switch (choice) {
            case "back" -> back(turn);
            case "skip" -> skip(turn, question);
            case "unknown" -> {
                answer(turn, question, Map.of("unknown", true));
                next(turn);
            }
            case "next" -> finish(turn, question);
            default -> pick(turn, question, choice);
        }
    }

    private static void back(Turn turn) {
        if (turn.talk.changing) {
            next(turn);
        } else {
            move(turn, -1);
        }
    }

    private static void skip(Turn turn, Questionnaire.Question question) {
        if (question.mandatory()) {
            turn.note("question.needed");
            return;
        }
        if (!turn.talk.answered.containsKey(question.id())) {
            answer(turn, question, Map.of("skipped", true));
        }
        next(turn);
    }

    private static void finish(Turn turn, Questionnaire.Question question) {
        if (question.kind() == Questionnaire.Kind.MULTI && !turn.talk.picked.isEmpty()) {
            answer(turn, question, Map.of("choices", List.copyOf(turn.talk.picked)));
            turn.countKind("text");
        }
        next(turn);
    }

    private static void pick(Turn turn, Questionnaire.Question question, String id) {
        Optional<Questionnaire.Choice> found = question.choices().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst();
        if (found.isEmpty()) {
            return;
        }
        if (question.kind() == Questionnaire.Kind.MULTI) {
            if (!turn.talk.picked.remove(id)) {
                turn.talk.picked.add(id);
            }
            return;
        }
        answer(turn, question, Map.of("choices", List.of(id)));
        turn.countKind("text");
        found.get().raises().ifPresent(turn::raise);
        route(turn.talk, question, id);
        next(turn);
    }

    private static void route(Conversation talk, Questionnaire.Question question, String id) {
        if (question.routing().filter(Questionnaire.Routing.TYPE::equals).isPresent()) {
            talk.type = ReportType.of(id).code();
        }
        if (question.id().equals("contact")) {
            talk.safeHours = id;
        }
    }

    static int answer(Turn turn, Questionnaire.Question question, Map<String, ?> value) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("question", question.id());
        body.putAll(value);
        turn.talk.answered.merge(question.id(), 1, Integer::sum);
        return turn.seal("answer", body);
    }

    static void change(Turn turn, String choice) {
        Optional<Questionnaire.Question> question = turn.parts.questionnaire().question(choice);
        if (question.isPresent()) {
            turn.talk.changing = true;
            ask(turn, choice);
        } else {
            turn.go(turn.talk.submitted ? Stage.HOME : Stage.REVIEW);
        }
    }
}
