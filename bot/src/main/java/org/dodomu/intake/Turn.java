package org.dodomu.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.config.Urgency;
import org.jspecify.annotations.Nullable;

/** One step in the making: the working copy of the conversation, and what the step wants done. */
final class Turn {

    /** Telegram takes a message back for 48 hours; an hour is left for the errand. */
    static final Duration REMOVABLE = Duration.ofHours(47);

    private static final Duration TAKEN_BACK = Duration.ofHours(48);
    private static final Duration NOT_KEPT_STAYS = Duration.ofHours(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration GATHERED = Duration.ofSeconds(1);
    private static final Duration GATHERED_AT_MOST = Duration.ofMinutes(1);

    final Conversation talk;
    final Instant now;
    final List<Draft> drafts = new ArrayList<>();
    final ScriptParts parts;
    private Instant said;
    private boolean birth;
    private boolean silent;

    Turn(Conversation talk, Instant now, ScriptParts parts) {
        this.talk = talk;
        this.now = now;
        this.said = now;
        this.parts = parts;
    }

    /** The time that entries of this step carry: the message's own, never a later one than now. */
    void saidAt(Instant at) {
        said = at.isAfter(now) ? now : at;
    }

    Instant said() {
        return said;
    }

    boolean needsCase() {
        return birth && talk.caseNumber == null;
    }

    /** The case has to exist when this step is durable. */
    void bear() {
        birth = true;
        command(CaseCommand.Kind.LINK);
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

    void noteTooLarge() {
        note("large", "megabytes", parts.files().largestBytes() >> 20);
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
        return sealTo(talk.number(), kind, body);
    }

    /** The same for any case of this chat. */
    int sealTo(String number, String kind, Map<String, ?> body) {
        int seq = nextSeq(number);
        sealAs(number, seq, kind, body);
        return seq;
    }

    /** Seals this under a number that was set aside before. */
    void sealAs(String number, int seq, String kind, Map<String, ?> body) {
        Map<String, Object> all = new LinkedHashMap<>(body);
        all.put("language", talk.spoken().code());
        drafts.add(new Draft(number, kind, seq, said, all));
    }

    int nextSeq(String number) {
        if (number.equals(talk.number())) {
            return ++talk.seq;
        }
        return talk.past.merge(number, 1, Integer::sum);
    }

    void countKind(String kind) {
        talk.kinds.merge(kind, 1, Integer::sum);
    }

    void command(CaseCommand.Kind kind) {
        command(kind, talk.number(), List.of());
    }

    void command(CaseCommand.Kind kind, String number, List<String> subjects) {
        talk.commands.add(new CaseCommand(kind, number, subjects, null, null, false));
    }

    void reply(CaseCommand.Kind kind, Conversation.Reply reply) {
        command(kind, reply.number(), List.of(reply.id()));
    }

    void enqueue(boolean incomplete) {
        talk.commands.add(new CaseCommand(
                CaseCommand.Kind.ENQUEUE, talk.number(), List.of(), talk.type, talk.urgency, incomplete));
    }

    void raise(Urgency to) {
        if (to.orMoreUrgent(talk.urgency) != talk.urgency) {
            talk.urgency = to;
            talk.commands.add(new CaseCommand(CaseCommand.Kind.RAISE, talk.number(), List.of(), null, to, false));
        }
    }

    /** Takes these messages out of the chat, soon and with others. */
    void delete(Integer... messages) {
        for (int message : messages) {
            talk.scrub.replaceAll(one -> one.message() == message ? one.atOnce() : one);
            track(message, null);
        }
        scrub();
    }

    /** Takes a message that was not kept out of the chat, but not before its writer had the time to send it again. */
    void deleteLater(int message) {
        track(message, now.plus(NOT_KEPT_STAYS).toEpochMilli());
        scrub();
    }

    private void track(int message, @Nullable Long from) {
        if (message > 0 && talk.scrub.stream().noneMatch(one -> one.message() == message)) {
            talk.scrub.add(new Conversation.Scrub(message, said.plus(TAKEN_BACK).toEpochMilli(), from));
        }
    }

    /** What is to leave the chat has an errand, at the time when the first of it may. */
    void scrub() {
        long soon = now.plus(gathered()).toEpochMilli();
        talk.scrub.stream().mapToLong(one -> Math.max(one.from(), soon)).min().ifPresent(this::scrubAt);
    }

    private void scrubAt(long first) {
        if (talk.errands.stream().noneMatch(one -> one.kind() == Conversation.Pending.Kind.DELETE)) {
            errand(Conversation.Pending.Kind.DELETE, null, null, null, null, null, Instant.ofEpochMilli(first));
        }
        talk.errands.replaceAll(
                one -> one.kind() == Conversation.Pending.Kind.DELETE && one.tries() == 0 && one.at() > first
                        ? one.at(first)
                        : one);
    }

    /** A second; for what waited at Telegram for long a tenth of that time more, so that a backlog is taken out of a chat in few calls. */
    private Duration gathered() {
        Duration tenth = Duration.between(said, now).dividedBy(10);
        Duration atMost = tenth.compareTo(GATHERED_AT_MOST) < 0 ? tenth : GATHERED_AT_MOST;
        return atMost.compareTo(GATHERED) > 0 ? atMost : GATHERED;
    }

    /** What is to leave the chat leaves it now. */
    void scrubNow() {
        talk.scrub.replaceAll(Conversation.Scrub::atOnce);
        talk.errands.replaceAll(
                one -> one.kind() == Conversation.Pending.Kind.DELETE ? one.at(now.toEpochMilli()) : one);
    }

    /** Puts the card away, so that the next one is a new message. One too old to be taken back is kept and changed in place. */
    void freshCard() {
        boolean removable = talk.cardAt + REMOVABLE.toMillis() > now.toEpochMilli();
        if (talk.card != null && removable) {
            delete(talk.card);
            talk.card = null;
        }
    }

    void answerPress(String callbackId, @Nullable String text) {
        errand(Conversation.Pending.Kind.ANSWER, text, null, callbackId, null, null, now);
    }

    /** A chat that has to wait for longer than Telegram asks was told so by a clock that was ahead, and waits no more. */
    void card(String html, Keyboard keyboard) {
        if (talk.sendableAt > now.plus(LONGEST_PAUSE).toEpochMilli()) {
            talk.sendableAt = now.toEpochMilli();
        }
        talk.errands.removeIf(one -> one.kind() == Conversation.Pending.Kind.CARD);
        errand(Conversation.Pending.Kind.CARD, html, keyboard, null, null, null, now);
    }

    void notice(String html, Keyboard keyboard, Conversation.Reply reply, Instant when) {
        errand(Conversation.Pending.Kind.NOTICE, html, keyboard, reply.id(), reply.number(), null, when);
    }

    /** The words are fetched when they are sent, and never stored here. */
    void words(Keyboard keyboard, Conversation.Reply reply) {
        errand(Conversation.Pending.Kind.WORDS, null, keyboard, reply.id(), reply.number(), null, now);
    }

    void fetch(FileRef file, Conversation.Attached attached) {
        errand(Conversation.Pending.Kind.FETCH, null, null, file.reveal(), null, attached, now);
    }

    void commandMenu() {
        errand(Conversation.Pending.Kind.COMMANDS, talk.spoken().code(), null, null, null, null, now);
    }

    private void errand(
            Conversation.Pending.Kind kind,
            @Nullable String text,
            @Nullable Keyboard keyboard,
            @Nullable String reference,
            @Nullable String number,
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
                reference,
                number,
                file,
                when.toEpochMilli()));
    }
}
