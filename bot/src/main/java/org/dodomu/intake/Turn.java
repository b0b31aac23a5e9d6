package org.dodomu.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Urgency;
import org.jspecify.annotations.Nullable;

/** One step in the making: the working copy of the conversation, and what the step wants done. */
final class Turn {

    final Conversation talk;
    final Instant now;
    final List<Draft> drafts = new ArrayList<>();
    final ScriptParts parts;
    private boolean birth;
    private boolean silent;

    Turn(Conversation talk, Instant now, ScriptParts parts) {
        this.talk = talk;
        this.now = now;
        this.parts = parts;
    }

    boolean needsCase() {
        return birth && talk.caseNumber == null;
    }

    /** The case has to exist when this step is durable. */
    void bear() {
        birth = true;
        command(Conversation.CaseCommand.Kind.LINK);
    }

    /** The card need not be shown again. */
    void silently() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    void go(Stage stage) {
        if (talk.stage != stage) {
            talk.nonce++;
        }
        talk.stage = stage;
        talk.page = null;
    }

    /** A line above the card, once. */
    void note(String key, Object... namesAndValues) {
        talk.note = text(key, namesAndValues);
    }

    String text(String key, Object... namesAndValues) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return parts.texts().text(talk.spoken(), key, arguments);
    }

    /** Seals this as the next entry; returns its number. */
    int seal(String kind, Map<String, ?> body) {
        talk.seq++;
        Map<String, Object> all = new LinkedHashMap<>(body);
        all.put("language", talk.spoken().code());
        drafts.add(new Draft(kind, talk.seq, all));
        return talk.seq;
    }

    void countKind(String kind) {
        talk.kinds.merge(kind, 1, Integer::sum);
    }

    void command(Conversation.CaseCommand.Kind kind) {
        talk.commands.add(new Conversation.CaseCommand(kind, List.of(), null, false));
    }

    void command(Conversation.CaseCommand.Kind kind, String subject) {
        talk.commands.add(new Conversation.CaseCommand(kind, List.of(subject), null, false));
    }

    void enqueue(boolean incomplete) {
        talk.commands.add(new Conversation.CaseCommand(
                Conversation.CaseCommand.Kind.ENQUEUE, List.of(), talk.urgency, incomplete));
    }

    void raise(Urgency to) {
        if (to.orMoreUrgent(talk.urgency) != talk.urgency) {
            talk.urgency = to;
            talk.commands.add(new Conversation.CaseCommand(Conversation.CaseCommand.Kind.RAISE, List.of(), to, false));
        }
    }

    /** Takes these messages out of the chat. */
    void delete(Integer... messages) {
        List<Integer> ids = new ArrayList<>(List.of(messages));
        ids.removeIf(id -> id <= 0);
        if (ids.isEmpty()) {
            return;
        }
        Optional<Conversation.Pending> open = talk.errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.DELETE && one.tries() == 0)
                .findFirst();
        open.ifPresent(one -> {
            talk.errands.remove(one);
            ids.addAll(0, one.messages() == null ? List.of() : one.messages());
        });
        errand(Conversation.Pending.Kind.DELETE, null, null, null, ids, false, null, null, now);
    }

    /** Puts the card away, so that the next one is a new message. */
    void freshCard() {
        if (talk.card != null) {
            delete(talk.card);
            talk.card = null;
        }
    }

    void answerPress(String callbackId, @Nullable String text) {
        errand(Conversation.Pending.Kind.ANSWER, text, null, null, null, false, callbackId, null, now);
    }

    void card(String html, Keyboard keyboard) {
        talk.errands.removeIf(one -> one.kind() == Conversation.Pending.Kind.CARD);
        errand(Conversation.Pending.Kind.CARD, html, keyboard, talk.card, null, false, null, null, now);
    }

    void notice(String html, Keyboard keyboard, String reply, Instant when) {
        errand(Conversation.Pending.Kind.NOTICE, html, keyboard, null, null, false, reply, null, when);
    }

    /** The words are fetched when they are sent, and never stored here. */
    void words(Keyboard keyboard, String reply) {
        errand(Conversation.Pending.Kind.WORDS, null, keyboard, null, null, true, reply, null, now);
    }

    void fetch(FileRef file, Conversation.Attached attached) {
        errand(Conversation.Pending.Kind.FETCH, null, null, null, null, false, file.reveal(), attached, now);
    }

    void commandMenu() {
        errand(Conversation.Pending.Kind.COMMANDS, talk.spoken().code(), null, null, null, false, null, null, now);
    }

    private void errand(
            Conversation.Pending.Kind kind,
            @Nullable String text,
            @Nullable Keyboard keyboard,
            @Nullable Integer message,
            @Nullable List<Integer> messages,
            boolean protectedContent,
            @Nullable String reference,
            Conversation.@Nullable Attached file,
            Instant when) {
        talk.errandCount++;
        talk.errands.add(new Conversation.Pending(
                "e" + talk.errandCount,
                kind,
                when.toEpochMilli(),
                0,
                text,
                keyboard == null ? null : keyboard.rows(),
                message,
                messages,
                protectedContent,
                reference,
                file));
    }
}
