package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dodomu.config.Language;
import org.dodomu.config.Questionnaire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state against every input: always an answer, never an exception, nothing that Telegram would refuse. */
class ScriptTableTest {

    private static final String CANARY = "CANARY-words";
    private static final List<String> COMMANDS = List.of(
            "start", "new", "status", "language", "safety", "privacy", "forget", "withdraw", "cancel", "help", "other");

    private final Script script = new Script(Chat.PARTS);
    private final Chat chat = new Chat();

    @ParameterizedTest
    @EnumSource(Stage.class)
    void answersEveryInput(Stage stage) {
        for (Conversation state : states(stage)) {
            inputs(state).forEach((name, input) -> {
                Script.Step step = script.step(state, input, chat.now);
                assertThat(shown(step)).as("%s %s %s", stage, state.page, name).isPresent();
                check(step);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void survivesWhateverComesFromWithin(Stage stage) {
        for (Conversation state : states(stage)) {
            for (Input input : within()) {
                check(script.step(state, input, chat.now));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void survivesEveryEndOfEveryErrand(Stage stage) {
        List<Conversation> plain =
                states(stage).stream().filter(state -> state.page == null).toList();
        for (Conversation state : plain) {
            for (Input input : inputs(state).values()) {
                Conversation after = born(script.step(state, input, chat.now));
                for (Conversation.Pending errand : after.errands) {
                    for (Outcome outcome : outcomes()) {
                        boolean card = errand.kind() == Conversation.Pending.Kind.CARD;
                        check(script.step(after, new Input.Ended(errand.id(), card, outcome), chat.now));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void keepsEveryCardShortEnoughInEveryLanguage(Language language) {
        for (Stage stage : Stage.values()) {
            for (Conversation state : states(stage)) {
                state.language = language;
                inputs(state).values().forEach(input -> check(script.step(state, input, chat.now)));
            }
        }
    }

    @Test
    void neverPutsWordsIntoTheStateOrAnErrand() {
        for (Stage stage : Stage.values()) {
            for (Conversation state : states(stage)) {
                inputs(state).forEach((name, input) -> {
                    Script.Step step = script.step(state, input, chat.now);
                    String kept = new String(step.next().bytes(), StandardCharsets.UTF_8);
                    assertThat(kept).as("%s %s", stage, name).doesNotContain(CANARY);
                    assertThat(step + " " + step.next() + step.drafts() + input)
                            .as("%s %s", stage, name)
                            .doesNotContain("CANARY")
                            .doesNotContain("777");
                });
            }
        }
    }

    @Test
    void changesNothingInTheStateItIsGiven() {
        for (Stage stage : Stage.values()) {
            for (Conversation state : states(stage)) {
                String before = new String(state.bytes(), StandardCharsets.UTF_8);
                inputs(state).values().forEach(input -> script.step(state, input, chat.now));
                assertThat(new String(state.bytes(), StandardCharsets.UTF_8)).isEqualTo(before);
            }
        }
    }

    @Test
    void sealsTheSameTwiceFromTheSameStateAndInput() {
        for (Stage stage : Stage.values()) {
            for (Conversation state : states(stage)) {
                inputs(state).values().forEach(input -> {
                    Script.Step one = script.step(state, input, chat.now);
                    Script.Step two = script.step(state, input, chat.now);
                    assertThat(one.drafts().stream().map(Draft::body).toList())
                            .isEqualTo(two.drafts().stream().map(Draft::body).toList());
                    assertThat(one.next().bytes()).isEqualTo(two.next().bytes());
                });
            }
        }
    }

    private void check(Script.Step step) {
        assertThat(step.drafts().stream().flatMap(draft -> draft.body().keySet().stream()))
                .doesNotContain("v", "line", "case", "generation", "seq", "kind", "at");
        assertThat(step.drafts().stream().map(draft -> draft.number() + draft.seq()))
                .doesNotHaveDuplicates();
        for (Conversation.Pending errand : step.next().errands) {
            if (errand.kind() == Conversation.Pending.Kind.CARD) {
                assertThat(errand.text()).isNotBlank().doesNotContain("{").hasSizeLessThan(4096);
                assertThat(errand.keyboard()).hasSizeLessThan(30);
                new Keyboard(errand.keyboard() == null ? List.of() : errand.keyboard());
            }
            if (errand.kind() == Conversation.Pending.Kind.ANSWER && errand.text() != null) {
                assertThat(errand.text()).hasSizeLessThanOrEqualTo(200);
            }
        }
    }

    private static Optional<Conversation.Pending> shown(Script.Step step) {
        return step.next().errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.CARD
                        || one.kind() == Conversation.Pending.Kind.WORDS
                        || one.kind() == Conversation.Pending.Kind.ANSWER)
                .findFirst();
    }

    private static Conversation born(Script.Step step) {
        if (step.needsCase()) {
            step.next().born("K7Q4-MX2P");
        }
        return step.next();
    }

    private static List<Conversation> states(Stage stage) {
        List<Conversation> states = new ArrayList<>();
        for (boolean told : new boolean[] {false, true}) {
            for (boolean submitted : new boolean[] {false, true}) {
                if (submitted && !told) {
                    continue;
                }
                states.add(state(stage, null, told, submitted));
                for (Page page : Page.values()) {
                    states.add(state(stage, page, told, submitted));
                }
            }
        }
        return states;
    }

    private static Conversation state(Stage stage, @Nullable Page page, boolean told, boolean submitted) {
        Conversation state = new Conversation();
        state.chat = 777;
        state.stage = stage;
        state.page = page;
        state.language = Language.UK;
        state.card = 42;
        state.cardAt = Chat.START.toEpochMilli();
        if (told) {
            state.caseNumber = "K7Q4-MX2P";
            state.consented = true;
            state.seq = 3;
            state.submitted = submitted;
            state.question = "name";
            state.kinds.put("text", 2);
            state.answered.put("type", 1);
            state.past.put("K7Q4-MX2Q", 4);
            state.talkingTo = "K7Q4-MX2Q";
            state.replyCount = 1;
            state.replies.add(new Conversation.Reply("K7Q4-MX2Q", "reply00001", false, 1));
            state.remember(new Conversation.Said(7, "K7Q4-MX2P", "name", 2));
            state.notice = 43;
            state.words = 44;
        }
        return state;
    }

    private Map<String, Input> inputs(Conversation state) {
        Map<String, Input> all = new LinkedHashMap<>();
        COMMANDS.forEach(name -> all.put("/" + name, chat(new Incoming.Command(chat.origin(8), name, CANARY))));
        Incoming.Words words = new Incoming.Words(chat.origin(7), CANARY);
        all.put("words", chat(words));
        all.put("edited", chat(new Incoming.Edited(chat.origin(7), words)));
        all.put(
                "edited unknown",
                chat(new Incoming.Edited(chat.origin(6), new Incoming.Words(chat.origin(6), CANARY))));
        all.put("place", chat(new Incoming.Place(chat.origin(9), 50.45, 30.52, false)));
        all.put("contact", chat(new Incoming.ContactCard(chat.origin(9))));
        all.put("unsupported", chat(new Incoming.Unsupported(chat.origin(9))));
        for (SentAs sentAs : SentAs.values()) {
            all.put("file " + sentAs, chat(Chat.file(chat.origin(9), sentAs, 1000)));
        }
        all.put("large", chat(Chat.file(chat.origin(9), SentAs.FILE, 21L << 20)));
        all.put("closed", new Input.LineClosed(words));
        for (Excess excess : Excess.values()) {
            all.put("exceeds " + excess, new Input.Exceeds(words, excess));
        }
        choices()
                .forEach(choice -> all.put(
                        "press " + choice,
                        chat(new Incoming.Press(chat.origin(42), "callback", state.nonce + ":" + choice))));
        Stream.of(
                        "r:show:1",
                        "r:show:2",
                        "r:read:1",
                        "r:read:x",
                        "r:show",
                        "r:x",
                        "r",
                        "",
                        ":",
                        "999999:yes",
                        "x".repeat(64))
                .forEach(data -> all.put("press " + data, chat(new Incoming.Press(chat.origin(42), "callback", data))));
        return all;
    }

    private static List<String> choices() {
        List<String> choices = new ArrayList<>(List.of(
                "uk",
                "yes",
                "no",
                "hide",
                "back",
                "skip",
                "next",
                "unknown",
                "report",
                "child",
                "danger",
                "agree",
                "submit",
                "change",
                "more",
                "new",
                "show",
                "unwithdraw",
                "0",
                "1",
                "again",
                "close",
                "name",
                "nonsense"));
        Chat.PARTS.questionnaire().questions().stream()
                .flatMap(question -> question.choices().stream())
                .map(Questionnaire.Choice::id)
                .distinct()
                .forEach(choices::add);
        return choices;
    }

    private static Input chat(Incoming incoming) {
        return new Input.FromChat(incoming);
    }

    private List<Input> within() {
        return List.of(
                new Input.Tick(),
                new Input.Unhandled(),
                new Input.Barred(new Incoming.Words(chat.origin(7), CANARY)),
                new Input.Barred(new Incoming.Membership(chat.origin(0), true)),
                new Input.LineClosed(new Incoming.Membership(chat.origin(0), true)),
                new Input.ReplyWaits(new org.dodomu.cases.CaseNumber("K7Q4-MX2P"), new ReplyId("reply00009")),
                new Input.FromChat(new Incoming.Membership(chat.origin(0), true)),
                new Input.FromChat(new Incoming.Membership(chat.origin(0), false)),
                new Input.Ended("none", true, new Outcome.Sent(77)),
                new Input.Ended("none", false, new Outcome.Sent(77)));
    }

    private static List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>(List.of(
                new Outcome.Sent(88),
                new Outcome.Done(),
                new Outcome.Blocked(),
                new Outcome.Doubtful(),
                new Outcome.Later(java.time.Duration.ZERO),
                new Outcome.Later(java.time.Duration.ofDays(2))));
        Stream.of(Outcome.Reason.values()).map(Outcome.Refused::new).forEach(all::add);
        return all;
    }
}
