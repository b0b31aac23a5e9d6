package org.dodomu.sandbox.line.faults;

import java.util.Set;

/**
 * One thing that somebody told the line, and the entry that has to come of it.
 *
 * @param kind the entry's kind
 * @param questions the questions that were before the person's eyes; empty for what is told outside the questionnaire
 * @param value what was said, in one line: see {@link Kept#value}
 * @param replaces the value of what it supersedes, or nothing
 */
record Said(String kind, Set<String> questions, String value, String replaces) {

    static Said answer(String question, String value) {
        return new Said("answer", Set.of(question), value, "");
    }

    static Said later(String value) {
        return new Said("message", Set.of(), value, "");
    }

    static Said file(String question, String sha256) {
        return new Said("file", question.isEmpty() ? Set.of() : Set.of(question), "sha256 " + sha256, "");
    }

    static Said event(String what) {
        return new Said("event", Set.of(), "what " + what, "");
    }

    static Said consent(String item, boolean given) {
        return new Said("consent", Set.of(), item + " " + given, "");
    }

    /** The same under any of these questions. */
    Said under(Set<String> others) {
        return new Said(kind, others, value, replaces);
    }

    Said replacing(String before) {
        return new Said(kind, questions, value, before);
    }

    boolean fits(Kept kept) {
        boolean asked = questions.isEmpty() ? kept.question().isEmpty() : questions.contains(kept.question());
        return asked && kind.equals(kept.kind()) && value.equals(kept.value()) && replaces.equals(kept.replaces());
    }

    @Override
    public String toString() {
        return kind + " " + questions + " " + value + (replaces.isEmpty() ? "" : " replacing " + replaces);
    }
}
