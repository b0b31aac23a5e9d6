package org.dodomu.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;

/** What a person writes or sends, where it belongs. Whatever can be sealed is sealed; the rest is answered with a sentence that says it was not kept. */
final class Answers {

    /** Stands for the question of what is told outside the questionnaire. */
    static final String LATER = "later";

    /** Two clocks may differ by so much before words count as written before the card changed. */
    private static final long SKEW_SECONDS = 3;

    private Answers() {}

    static void content(Turn turn, Incoming incoming) {
        if (incoming instanceof Incoming.ContactCard || incoming instanceof Incoming.Unsupported) {
            turn.delete(incoming.messageId());
            turn.note(incoming instanceof Incoming.ContactCard ? "refused.contact" : "refused.kind");
            return;
        }
        turn.talk.page = null;
        switch (turn.talk.stage) {
            case CHILD, DANGER -> door(turn, incoming);
            case QUESTION -> question(turn, incoming);
            case TALK -> talk(turn, incoming);
            default -> later(turn, incoming);
        }
    }

    /** One message through a short door: sealed and in the queue at once. */
    private static void door(Turn turn, Incoming incoming) {
        boolean danger = turn.talk.stage == Stage.DANGER;
        if (turn.talk.caseNumber == null) {
            turn.bear();
        }
        turn.seal("event", Map.of("what", danger ? "danger-now" : "i-am-the-child"));
        turn.talk.urgency = Urgency.NOW;
        turn.talk.type = ReportType.DANGER.code();
        take(turn, incoming, turn.talk.number(), LATER);
        turn.talk.submitted = true;
        turn.talk.abandonAt = null;
        turn.enqueue(false);
        turn.go(Stage.HOME);
    }

    private static void question(Turn turn, Incoming incoming) {
        Optional<Questionnaire.Question> asked = Questions.current(turn);
        if (asked.isEmpty()) {
            later(turn, incoming);
            return;
        }
        String earlier = turn.talk.previous;
        if (earlier != null && incoming.at().getEpochSecond() + SKEW_SECONDS < turn.talk.askedAt) {
            take(turn, incoming, turn.talk.number(), earlier);
            turn.talk.answered.merge(earlier, 1, Integer::sum);
            return;
        }
        Questionnaire.Question question = asked.get();
        if (question.routing().filter(Questionnaire.Routing.URGENCY::equals).isPresent()) {
            turn.raise(Urgency.SOON);
        }
        boolean taken = take(turn, incoming, turn.talk.number(), question.id());
        turn.talk.answered.merge(question.id(), 1, Integer::sum);
        boolean one = question.kind() == Questionnaire.Kind.TEXT && !question.several();
        if (taken && one && !(incoming instanceof Incoming.Attachment)) {
            Questions.next(turn);
        }
    }

    /** An answer to a verifier. */
    private static void talk(Turn turn, Incoming incoming) {
        String number = turn.talk.talkingTo;
        if (number == null || !turn.talk.knows(number)) {
            later(turn, incoming);
            return;
        }
        add(turn, incoming, number);
        Opening.goBackTo(turn);
    }

    /** Outside the questionnaire: added to the report, if there is one that the person agreed to have kept. */
    private static void later(Turn turn, Incoming incoming) {
        boolean hidden = turn.talk.stage == Stage.HIDDEN;
        Optional<String> present = turn.talk.present();
        if (present.isPresent()) {
            add(turn, incoming, present.get());
        } else if (hidden) {
            turn.delete(incoming.messageId());
            turn.note("notkept.hidden");
        } else {
            turn.deleteLater(incoming.messageId());
            turn.note("notkept.choose");
        }
        if (hidden) {
            turn.go(Stage.SAFE);
        } else if (turn.talk.stage == Stage.CLOSED) {
            Opening.goBackTo(turn);
        }
    }

    /** Adds it to the report and says so, unless there is more to say. */
    private static void add(Turn turn, Incoming incoming, String number) {
        take(turn, incoming, number, LATER);
        if (turn.talk.note == null) {
            turn.note("added");
        }
    }

    /** Seals it under this question; false when it cannot be taken as it is. */
    private static boolean take(Turn turn, Incoming incoming, String number, String question) {
        if (incoming instanceof Incoming.Attachment file) {
            return attach(turn, file, number, question);
        }
        int seq = turn.sealTo(number, kind(question), body(incoming, question));
        turn.countKind(incoming instanceof Incoming.Place ? "place" : "text");
        turn.talk.remember(new Conversation.Said(incoming.messageId(), number, question, seq));
        turn.delete(incoming.messageId());
        return true;
    }

    private static String kind(String question) {
        return question.equals(LATER) ? "message" : "answer";
    }

    static Map<String, Object> about(String question) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!question.equals(LATER)) {
            body.put("question", question);
        }
        return body;
    }

    private static Map<String, Object> body(Incoming incoming, String question) {
        Map<String, Object> body = about(question);
        if (incoming instanceof Incoming.Words words) {
            body.put("text", words.text());
        }
        if (incoming instanceof Incoming.Command command) {
            body.put("text", "/" + command.name() + " " + command.argument());
        }
        if (incoming instanceof Incoming.Place place) {
            body.put("place", Map.of("lat", place.latitude(), "lon", place.longitude()));
        }
        if (incoming instanceof Incoming.Attachment file) {
            body.put("text", file.caption().orElse(""));
            body.put("captionOf", file.sentAs().code());
        }
        if (incoming.origin().forwarded()) {
            body.put("forwarded", true);
        }
        return body;
    }

    private static boolean attach(Turn turn, Incoming.Attachment file, String number, String question) {
        String kind = file.sentAs().code();
        if (file.caption().isPresent()) {
            int seq = turn.sealTo(number, kind(question), body(file, question));
            turn.talk.remember(new Conversation.Said(file.messageId(), number, question, seq));
        }
        if (Twins.known(turn, file, number)) {
            return true;
        }
        if (!turn.parts.files().takes(file.sizeBytes())) {
            Map<String, Object> waiting = about(question);
            waiting.put("sentAs", kind);
            waiting.put("size", file.sizeBytes());
            turn.sealTo(number, "waiting", waiting);
            turn.delete(file.messageId());
            turn.noteTooLarge();
            return false;
        }
        Map<String, Object> meta = about(question);
        meta.put("sentAs", kind);
        file.name().ifPresent(name -> meta.put("name", name));
        file.mime().ifPresent(mime -> meta.put("mime", mime));
        if (file.origin().forwarded()) {
            meta.put("forwarded", true);
        }
        turn.fetch(
                file.file(),
                new Conversation.Attached(
                        number,
                        turn.nextSeq(number),
                        question,
                        turn.said().getEpochSecond(),
                        meta,
                        file.messageId(),
                        kind,
                        Twins.mark(turn, file, number).orElse(null)));
        return true;
    }

    /** An edited message supersedes what it said before; one whose entry is not remembered is kept as said later. */
    static void edited(Turn turn, Incoming inner) {
        Optional<Conversation.Said> before = turn.talk.said.stream()
                .filter(one -> one.message() == inner.messageId())
                .findFirst();
        boolean words =
                !(inner instanceof Incoming.Attachment file) || file.caption().isPresent();
        if (inner instanceof Incoming.ContactCard || inner instanceof Incoming.Unsupported || !words) {
            turn.silently();
            return;
        }
        if (before.isEmpty() && turn.talk.present().isEmpty()) {
            turn.deleteLater(inner.messageId());
            turn.note("edit.unknown");
            return;
        }
        turn.delete(inner.messageId());
        if (before.isPresent()) {
            Conversation.Said said = before.get();
            Map<String, Object> body = body(inner, said.question());
            body.put("replaces", said.seq());
            turn.sealTo(said.number(), kind(said.question()), body);
            turn.note("edited");
        } else {
            turn.seal("message", body(inner, LATER));
            turn.note("added");
        }
    }
}
