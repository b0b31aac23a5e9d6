package org.dodomu.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The questions of the line, in order, and the bodies that a report may be shared with. Data: an organisation edits it without touching code.
 */
public record Questionnaire(List<Question> questions, List<String> sharing) {

    private static final int MOST_MANDATORY = 5;

    public Questionnaire {
        questions = List.copyOf(questions);
        sharing = List.copyOf(sharing);
        Set<String> seen = new HashSet<>();
        Set<String> routing = new HashSet<>();
        for (Question question : questions) {
            refuseIf(!seen.add(question.id()), question, "stands twice");
            question.when()
                    .ifPresent(condition -> refuseIf(
                            !routing.contains(condition.question()),
                            question,
                            "depends on a question that is not routing or comes later"));
            if (question.routing().isPresent()) {
                routing.add(question.id());
            }
        }
        if (questions.stream().filter(Question::mandatory).count() > MOST_MANDATORY) {
            throw new SettingRefused("The questionnaire may have at most 5 mandatory questions.");
        }
        if (questions.isEmpty()) {
            throw new SettingRefused("The questionnaire has no questions.");
        }
    }

    private static void refuseIf(boolean wrong, Question question, String why) {
        if (wrong) {
            throw new SettingRefused("The question '" + question.id() + "' of the questionnaire " + why + ".");
        }
    }

    public Optional<Question> question(String id) {
        return questions.stream().filter(question -> question.id().equals(id)).findFirst();
    }

    /** How a question is answered. */
    public enum Kind {
        /** One button. */
        CHOICE,
        /** Any number of buttons. */
        MULTI,
        /** Words, or a voice message and the like. */
        TEXT,
        /** Photos and files. */
        FILES
    }

    /** Which answers the server may know in clear, to sort the queue. */
    public enum Routing {
        TYPE,
        URGENCY
    }

    /** The part of the story, for the console. */
    public enum Group {
        REPORT,
        CHILD,
        FAMILY,
        SEPARATION,
        PLACES,
        DANGER,
        REPORTER
    }

    /** Asked only when a routing question was answered with one of these. */
    public record Condition(String question, List<String> isOneOf) {
        public Condition {
            isOneOf = List.copyOf(isOneOf);
        }
    }

    /**
     * A choice.
     *
     * @param raises the urgency that it raises the case to
     */
    public record Choice(String id, Optional<Urgency> raises) {}

    /**
     * One question. Its texts are {@code q.<id>} (a short title), {@code q.<id>.ask} and {@code q.<id>.c.<choice>}.
     *
     * @param several whether more than one answer can be given, as for a chain of places
     */
    public record Question(
            String id,
            Kind kind,
            Group group,
            List<Choice> choices,
            boolean mandatory,
            boolean several,
            Optional<Routing> routing,
            Optional<Condition> when) {

        public Question {
            choices = List.copyOf(choices);
            boolean buttons = kind == Kind.CHOICE || kind == Kind.MULTI;
            if (!id.matches("[a-z]{1,16}") || buttons == choices.isEmpty()) {
                throw new SettingRefused("The question '" + id.replaceAll("[^a-zA-Z0-9]", "?")
                        + "' needs an id of 1 to 16 small letters, and choices just when it has buttons.");
            }
            if (routing.isPresent() && kind != Kind.CHOICE) {
                throw new SettingRefused("The question '" + id + "' is routing and must be a choice.");
            }
        }
    }
}
