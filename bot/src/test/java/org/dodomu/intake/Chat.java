package org.dodomu.intake;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.dodomu.cases.CaseNumber;
import org.dodomu.config.FileSettings;
import org.dodomu.config.Language;
import org.dodomu.config.LimitSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.PolicySettings;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.QuestionnaireFile;
import org.dodomu.config.Texts;
import org.dodomu.crypto.MasterKey;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** One person's chat with the pure script: what she does, what she then sees. Errands are carried out at once, as a patient Telegram would. */
final class Chat {

    static final ScriptParts PARTS = parts();
    static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

    final Script script;
    final List<Draft> sealed = new ArrayList<>();
    final List<CaseCommand> commands = new ArrayList<>();
    final List<Integer> deleted = new ArrayList<>();
    final List<Conversation.Pending> carried = new ArrayList<>();
    final List<String> toasts = new ArrayList<>();
    Conversation talk = new Conversation();
    Instant now = START;
    String html = "";
    Keyboard keyboard = Keyboard.NONE;
    boolean fetches = true;
    private int messages = 100;
    private int born;

    Chat() {
        this(PARTS);
    }

    Chat(ScriptParts parts) {
        script = new Script(parts);
    }

    /** A line that keeps nothing of what nobody finished. */
    static Chat thatDrops() {
        PolicySettings policy = PARTS.policy();
        return new Chat(new ScriptParts(
                PARTS.questionnaire(),
                PARTS.texts(),
                new PolicySettings(
                        policy.abandonedAfter(),
                        policy.replyLives(),
                        policy.wordsShown(),
                        policy.withdrawAfter(),
                        PolicySettings.Abandoned.DROP,
                        policy.closedKept()),
                PARTS.line(),
                PARTS.files(),
                PARTS.limits(),
                PARTS.marks()));
    }

    /** A line with a Bot API server of its own, whose files lie in this folder. */
    static Chat overOwnServer(Path folder) {
        return new Chat(new ScriptParts(
                PARTS.questionnaire(),
                PARTS.texts(),
                PARTS.policy(),
                PARTS.line(),
                new FileSettings(folder),
                PARTS.limits(),
                PARTS.marks()));
    }

    private static ScriptParts parts() {
        Texts texts = new Texts();
        Questionnaire questions = QuestionnaireFile.read(
                new ClassPathResource("questionnaire.yml"), texts, EnumSet.allOf(Language.class));
        return new ScriptParts(
                questions,
                texts,
                new PolicySettings(
                        Duration.ofHours(24),
                        Duration.ofDays(14),
                        Duration.ofMinutes(10),
                        Duration.ofDays(7),
                        PolicySettings.Abandoned.DEPOSIT,
                        Duration.ofDays(3650)),
                new LineSettings(
                        "test",
                        "Лінія",
                        List.of("uk", "ru", "en", "crh"),
                        true,
                        new LineSettings.Hotline("116 000", "116000", "8–20"),
                        new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                        java.time.ZoneId.of("Europe/Kyiv")),
                new FileSettings(null),
                new LimitSettings(300, 200, DataSize.ofGigabytes(1), 12, 20, 1000),
                new FileMarks(MasterKey.parse(MasterKey.generate(new SecureRandom()))));
    }

    Incoming.Origin origin(int message) {
        return new Incoming.Origin(
                ChatAddress.of(777),
                UpdateMark.of(message, now.getEpochSecond()),
                message,
                now,
                Optional.of("uk"),
                false);
    }

    int say(String words) {
        int message = ++messages;
        take(new Input.FromChat(new Incoming.Words(origin(message), words)));
        return message;
    }

    int send(SentAs sentAs, long size) {
        int message = ++messages;
        take(new Input.FromChat(file(origin(message), sentAs, size)));
        return message;
    }

    static Incoming.Attachment file(Incoming.Origin origin, SentAs sentAs, long size) {
        return new Incoming.Attachment(
                origin,
                sentAs,
                FileRef.of("CANARY-file"),
                size,
                Optional.of("CANARY-name.jpg"),
                Optional.of("image/jpeg"),
                Optional.empty(),
                Optional.empty());
    }

    int order(String command) {
        int message = ++messages;
        take(new Input.FromChat(new Incoming.Command(origin(message), command, "")));
        return message;
    }

    void edit(int message, String words) {
        Incoming.Words inner = new Incoming.Words(origin(message), words);
        take(new Input.FromChat(new Incoming.Edited(origin(message), inner)));
    }

    /** Presses the button with this text on the live card. */
    void press(String label) {
        String data = keyboard.rows().stream()
                .flatMap(List::stream)
                .filter(button -> button.label().equals(label))
                .map(Keyboard.Button::data)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No button " + label + " among " + labels()));
        pressData(data, talk.card == null ? 0 : talk.card);
    }

    void pressData(String data, int message) {
        take(new Input.FromChat(new Incoming.Press(origin(message), "callback", data)));
    }

    /** What becomes of notices and words from now on; null for what should. */
    @Nullable
    Outcome refuses;

    List<String> labels() {
        return keyboard.rows().stream()
                .flatMap(List::stream)
                .map(Keyboard.Button::label)
                .toList();
    }

    void replied(String number, String reply) {
        take(new Input.ReplyWaits(new CaseNumber(number), new ReplyId(reply)));
    }

    void pass(Duration time) {
        now = now.plus(time);
        take(new Input.Tick());
    }

    void take(Input input) {
        Script.Step step = script.step(talk, input, now);
        talk = step.next();
        if (step.needsCase()) {
            talk.born("K7Q4-MX2" + (++born));
        }
        sealed.addAll(step.drafts());
        settle();
        carry();
    }

    void settle() {
        commands.addAll(talk.commands);
        talk.commands.clear();
    }

    private void carry() {
        List<Conversation.Pending> due = talk.errands.stream()
                .filter(one -> one.at() <= now.toEpochMilli() + 1000)
                .filter(one -> fetches || one.kind() != Conversation.Pending.Kind.FETCH)
                .toList();
        if (due.isEmpty()) {
            return;
        }
        Conversation.Pending one = due.get(0);
        carried.add(one);
        Script.Step step = script.step(
                talk, new Input.Ended(one.id(), one.kind() == Conversation.Pending.Kind.CARD, outcome(one)), now);
        talk = step.next();
        sealed.addAll(step.drafts());
        settle();
        carry();
    }

    private Outcome outcome(Conversation.Pending one) {
        switch (one.kind()) {
            case CARD -> {
                html = String.valueOf(one.text());
                keyboard = new Keyboard(one.keyboard() == null ? List.of() : one.keyboard());
                return new Outcome.Sent(talk.card == null ? ++messages : talk.card);
            }
            case NOTICE, WORDS -> {
                return Optional.ofNullable(refuses).orElseGet(() -> new Outcome.Sent(++messages));
            }
            case DELETE -> {
                List<Integer> gone = talk.scrub.stream()
                        .filter(message -> message.from() <= now.toEpochMilli() + 1000)
                        .map(Conversation.Scrub::message)
                        .toList();
                deleted.addAll(gone);
                return new Outcome.Deleted(gone, List.of());
            }
            case ANSWER -> {
                toasts.add(String.valueOf(one.text()));
                return new Outcome.Done();
            }
            default -> {
                return new Outcome.Done();
            }
        }
    }

    List<String> kinds() {
        return sealed.stream().map(Draft::kind).toList();
    }

    List<CaseCommand.Kind> told() {
        return commands.stream().map(CaseCommand::kind).toList();
    }

    /** From the first word to the first question, in Ukrainian. */
    Chat begin() {
        order("start");
        press("Українська");
        press("Так, можу писати");
        press("Розповісти про дитину");
        press("Згода, зберігайте");
        return this;
    }

    /** Answers whatever is asked until the card says that the questions are over. */
    Chat answerAll() {
        while (talk.stage == Stage.QUESTION) {
            Questionnaire.Question question = PARTS.questionnaire()
                    .question(String.valueOf(talk.question))
                    .orElseThrow();
            if (question.kind() == Questionnaire.Kind.CHOICE) {
                pressData(talk.nonce + ":" + question.choices().get(0).id(), 1);
            } else {
                say("відповідь");
                if (question.id().equals(talk.question) && talk.stage == Stage.QUESTION) {
                    pressData(talk.nonce + ":next", 1);
                }
            }
        }
        return this;
    }

    Chat handIn() {
        answerAll();
        while (talk.stage == Stage.SHARING) {
            press("Дозволяю");
        }
        press("Надіслати");
        return this;
    }
}
