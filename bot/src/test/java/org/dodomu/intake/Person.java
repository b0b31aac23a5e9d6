package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationContext;

/** One person whose updates go through a running process, and the Telegram that carries out what the process wants. */
final class Person {

    static final String FILE = "CANARY-original";

    private final long chat;
    private final World world;
    private ApplicationContext process;
    private int update;
    private int sent = 5000;

    Person(long chat, World world, ApplicationContext process) {
        this.chat = chat;
        this.world = world;
        this.process = process;
    }

    void goesTo(ApplicationContext other) {
        process = other;
    }

    private Incoming.Origin origin() {
        update++;
        return new Incoming.Origin(
                ChatAddress.of(chat),
                UpdateMark.of(chat * 1000 + update, world.clock.instant().getEpochSecond()),
                update,
                world.clock.instant(),
                Optional.of("uk"),
                false);
    }

    Incoming order(String name) {
        return new Incoming.Command(origin(), name, "");
    }

    Incoming words(String text) {
        return new Incoming.Words(origin(), text);
    }

    Incoming voice() {
        return new Incoming.Attachment(
                origin(),
                SentAs.VOICE,
                FileRef.of("CANARY-fileid"),
                FILE.length(),
                Optional.of("CANARY-name"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A photo that Telegram calls by this name whenever it is sent. */
    Incoming photo(String unique) {
        return new Incoming.Attachment(
                origin(),
                SentAs.PHOTO,
                FileRef.of("CANARY-fileid", Optional.of(unique)),
                FILE.length(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Incoming press(String choice) {
        return new Incoming.Press(origin(), "callback", state().nonce + ":" + choice);
    }

    /** The button of the first reply's notice or words. */
    Incoming pressWords(String action) {
        return new Incoming.Press(origin(), "callback", "r:" + action + ":1");
    }

    Conversation state() {
        ConversationStore store = process.getBean(ConversationStore.class);
        ChatAddress address = ChatAddress.of(chat);
        ConversationStore.Held held =
                store.load(java.util.Map.of(store.id(address), address)).get(0);
        process.getBean(Settling.class).forgetSettled(held);
        return held.talk();
    }

    void receive(Incoming... incoming) {
        assertThat(process.getBean(Line.class).receive(List.of(incoming))).isEmpty();
    }

    /** Carries out every errand that is due within some seconds; returns the texts that were sent. */
    List<String> carry() throws IOException {
        List<String> texts = new java.util.ArrayList<>();
        for (Lane lane : new Lane[] {Lane.QUICK, Lane.PACED, Lane.FILES, Lane.QUICK, Lane.PACED}) {
            world.clock.pass(Duration.ofSeconds(2));
            carry(lane, texts);
        }
        return texts;
    }

    private void carry(Lane lane, List<String> texts) throws IOException {
        ErrandDesk desk = process.getBean(ErrandDesk.class);
        for (Optional<Leased> due = desk.claim(lane, 1).stream().findFirst();
                due.isPresent();
                due = desk.claim(lane, 1).stream().findFirst()) {
            java.util.Map<DueErrand, Outcome> outcomes = new java.util.LinkedHashMap<>();
            for (DueErrand one : due.get().errands()) {
                outcomes.put(one, outcome(one, texts));
            }
            desk.done(due.get(), outcomes);
            world.clock.pass(Duration.ofSeconds(1));
        }
    }

    private Outcome outcome(DueErrand due, List<String> texts) throws IOException {
        if (due.errand() instanceof Errand.ShowCard card) {
            texts.add(card.html());
            return new Outcome.Sent(card.edit().orElseGet(() -> ++sent));
        }
        if (due.errand() instanceof Errand.SendMessage message) {
            if (message.html().isBlank()) {
                return new Outcome.Refused(Outcome.Reason.GONE);
            }
            texts.add(message.html());
            return new Outcome.Sent(++sent);
        }
        if (due.errand() instanceof Errand.Wait wait) {
            return new Outcome.Later(wait.time());
        }
        if (due.errand() instanceof Errand.Delete delete) {
            return new Outcome.Deleted(delete.messageIds(), List.of());
        }
        if (due.errand() instanceof Errand.Fetch) {
            byte[] bytes = FILE.getBytes(StandardCharsets.UTF_8);
            process.getBean(FileSealing.class).seal(due, bytes.length, new ByteArrayInputStream(bytes));
        }
        return new Outcome.Done();
    }

    /** What a process does by itself in the minutes after its start. */
    void settle() throws IOException {
        world.clock.pass(Duration.ofMinutes(20));
        process.getBean(Conversations.class).catchUp();
        carry();
        process.getBean(Conversations.class).catchUp();
    }
}
