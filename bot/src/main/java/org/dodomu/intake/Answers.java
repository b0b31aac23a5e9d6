package org.dodomu.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;

/** What a person writes or sends, where it belongs. */
final class Answers {

    static final String LATER = "later";

    private static final long LARGEST_BYTES = 20L << 20;

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
            case HOME, WITHDRAW, FORGET -> home(turn, incoming);
            case SHARING, REVIEW, CHANGE -> kept(turn, incoming);
            default -> notKept(turn, incoming);
        }
    }

    private static void notKept(Turn turn, Incoming incoming) {
        turn.delete(incoming.messageId());
        if (turn.talk.submitted && turn.talk.stage != Stage.HIDDEN) {
            home(turn, incoming);
            return;
        }
        turn.note(turn.talk.stage == Stage.HIDDEN ? "notkept.hidden" : "notkept.choose");
        if (turn.talk.stage == Stage.HIDDEN) {
            turn.go(Stage.SAFE);
        }
    }

    /** One message through a short door: sealed and in the queue at once. */
    private static void door(Turn turn, Incoming incoming) {
        boolean danger = turn.talk.stage == Stage.DANGER;
        turn.seal("event", Map.of("what", danger ? "danger now" : "i am the child"));
        turn.talk.urgency = Urgency.NOW;
        turn.talk.type = ReportType.OTHER.code();
        take(turn, incoming, danger ? "danger" : "child");
        turn.talk.submitted = true;
        turn.enqueue(false);
        turn.go(Stage.HOME);
    }

    private static void question(Turn turn, Incoming incoming) {
        Optional<Questionnaire.Question> asked = Questions.current(turn);
        if (asked.isEmpty()) {
            kept(turn, incoming);
            return;
        }
        Questionnaire.Question question = asked.get();
        boolean taken = take(turn, incoming, question.id());
        turn.talk.answered.merge(question.id(), 1, Integer::sum);
        boolean one = question.kind() == Questionnaire.Kind.TEXT && !question.several();
        if (taken && one && !(incoming instanceof Incoming.Attachment)) {
            Questions.next(turn);
        }
    }

    private static void home(Turn turn, Incoming incoming) {
        if (turn.talk.caseNumber == null || !turn.talk.submitted) {
            kept(turn, incoming);
            return;
        }
        take(turn, incoming, LATER);
        turn.note("added");
        turn.go(Stage.HOME);
    }

    private static void kept(Turn turn, Incoming incoming) {
        if (turn.talk.caseNumber == null) {
            turn.delete(incoming.messageId());
            turn.note("notkept.choose");
            return;
        }
        take(turn, incoming, LATER);
        turn.note("added");
    }

    /** Seals it under this question; false when it waits to be fetched or cannot be taken. */
    private static boolean take(Turn turn, Incoming incoming, String question) {
        if (incoming instanceof Incoming.Attachment file) {
            return attach(turn, file, question);
        }
        Map<String, Object> body = body(incoming, question);
        int seq = turn.seal(question.equals(LATER) ? "message" : "answer", body);
        turn.countKind(incoming instanceof Incoming.Place ? "place" : "text");
        turn.talk.remember(new Conversation.Said(incoming.messageId(), question, seq));
        turn.delete(incoming.messageId());
        return true;
    }

    private static Map<String, Object> body(Incoming incoming, String question) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("question", question);
        if (incoming instanceof Incoming.Words words) {
            body.put("text", words.text());
        }
        if (incoming instanceof Incoming.Place place) {
            body.put("place", Map.of("lat", place.latitude(), "lon", place.longitude()));
        }
        if (incoming.origin().forwarded()) {
            body.put("forwarded", true);
        }
        return body;
    }

    private static boolean attach(Turn turn, Incoming.Attachment file, String question) {
        String kind = file.sentAs().code();
        file.caption().ifPresent(caption -> {
            int seq = turn.seal("answer", Map.of("question", question, "text", caption, "captionOf", kind));
            turn.talk.remember(new Conversation.Said(file.messageId(), question, seq));
        });
        if (file.sizeBytes() > LARGEST_BYTES) {
            turn.seal("waiting", Map.of("question", question, "kind", kind, "size", file.sizeBytes()));
            turn.delete(file.messageId());
            turn.note("large");
            return false;
        }
        turn.talk.seq++;
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("question", question);
        meta.put("sentAs", kind);
        file.name().ifPresent(name -> meta.put("name", name));
        file.mime().ifPresent(mime -> meta.put("mime", mime));
        if (file.origin().forwarded()) {
            meta.put("forwarded", true);
        }
        turn.fetch(
                file.file(),
                new Conversation.Attached(
                        turn.talk.seq, question, turn.now.getEpochSecond(), meta, file.messageId(), kind));
        return true;
    }

    /** An edited message supersedes what it said before; one that was not kept is only taken away. */
    static void edited(Turn turn, Incoming inner) {
        Optional<Conversation.Said> before = turn.talk.said.stream()
                .filter(one -> one.message() == inner.messageId())
                .findFirst();
        turn.delete(inner.messageId());
        if (before.isEmpty() || turn.talk.caseNumber == null) {
            turn.note("edit.unknown");
            return;
        }
        Map<String, Object> body = body(inner, before.get().question());
        if (inner instanceof Incoming.Attachment file) {
            body.put("text", file.caption().orElse(""));
        }
        body.put("replaces", before.get().seq());
        turn.seal(before.get().question().equals(LATER) ? "message" : "answer", body);
        turn.note("edited");
    }
}
