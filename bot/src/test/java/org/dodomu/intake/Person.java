package org.dodomu.intake;

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

    Incoming press(String choice) {
        return new Incoming.Press(origin(), "callback", state().nonce + ":" + choice);
    }

    Incoming pressWords(String action) {
        return new Incoming.Press(origin(), "callback", "r:" + action);
    }

    Conversation state() {
        return process.getBean(ConversationStore.class)
                .load(ChatAddress.of(chat))
                .talk();
    }

    void receive(Incoming incoming) {
        process.getBean(Line.class).receive(incoming);
    }

    /** Carries out every errand that is due; returns the texts that were sent. */
    List<String> carry() throws IOException {
        List<String> texts = new java.util.ArrayList<>();
        ErrandDesk desk = process.getBean(ErrandDesk.class);
        for (boolean files : new boolean[] {false, true, false}) {
            for (List<DueErrand> due = desk.claim(1, files); !due.isEmpty(); due = desk.claim(1, files)) {
                desk.done(due.get(0), outcome(due.get(0), texts));
            }
        }
        return texts;
    }

    private Outcome outcome(DueErrand due, List<String> texts) throws IOException {
        if (due.errand() instanceof Errand.ShowCard card) {
            texts.add(card.html());
            return new Outcome.Sent(card.edit().orElseGet(() -> ++sent));
        }
        if (due.errand() instanceof Errand.SendMessage message) {
            texts.add(message.html());
            return new Outcome.Sent(++sent);
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
