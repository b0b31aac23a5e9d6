package org.dodomu.sandbox.line.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Language;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.QuestionnaireFile;
import org.dodomu.config.Texts;
import org.springframework.core.io.ClassPathResource;

/** Which question a card asks, by the words on it, as a person would tell. */
final class Questionary {

    private static final Language SPOKEN = Language.UK;

    private final Texts texts = new Texts();
    private final Questionnaire questionnaire =
            QuestionnaireFile.read(new ClassPathResource("questionnaire.yml"), texts, EnumSet.of(SPOKEN));

    Optional<Questionnaire.Question> asked(Card card) {
        return card.has("hide")
                ? questionnaire.questions().stream()
                        .filter(one -> card.says(texts.text(SPOKEN, "q." + one.id() + ".ask")))
                        .findFirst()
                : Optional.empty();
    }

    /** The body that a card about sharing names. */
    String body(Card card) {
        return questionnaire.sharing().stream()
                .filter(one -> card.says(texts.text(SPOKEN, "share." + one)))
                .findFirst()
                .orElseThrow();
    }

    /** Whether it is the door for those in danger. */
    boolean isDanger(Card card) {
        return card.says(texts.text(SPOKEN, "danger.ask", Map.of("hours", 2L)));
    }

    /** Whether it tells that a file could not be fetched. */
    boolean saysGone(Card card) {
        return card.says(texts.text(SPOKEN, "gone"));
    }

    List<String> ids() {
        return questionnaire.questions().stream()
                .map(Questionnaire.Question::id)
                .toList();
    }

    /** This question and so many after it. */
    List<String> from(String id, int more) {
        int at = ids().indexOf(id);
        return ids().subList(at, Math.min(ids().size(), at + more + 1));
    }
}
