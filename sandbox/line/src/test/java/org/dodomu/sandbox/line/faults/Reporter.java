package org.dodomu.sandbox.line.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dodomu.config.Questionnaire;
import org.dodomu.sandbox.telegram.ApiError;
import org.dodomu.sandbox.telegram.Control;

/**
 * Somebody who goes the whole way through the line, choosing by a seed at each card what a person might do there, and remembers what they said. They look at the card before each act; now and
 * then they write on without looking.
 */
final class Reporter {

    /** The line remembers the marks of 250 updates. */
    private static final int MOST_UPDATES = 230;

    private static final Set<String> HOURS = Set.of("morning", "day", "evening");

    private final Control people;
    private final Questionary questions;
    private final Random random;
    private final Belongings belongings;
    private final long chat;
    private final int leisure;
    private final List<Said> said = new ArrayList<>();
    private final List<String> picked = new ArrayList<>();
    private final Set<String> sentTo = new java.util.HashSet<>();
    private String pickedAt = "";
    private boolean changing;
    private final List<String> replies = new ArrayList<>();
    private final Set<String> read = new java.util.LinkedHashSet<>();
    private int updates;
    private int atHome;

    /** @param leisure how many things they still tell after their report was handed in */
    Reporter(Control people, Questionary questions, Belongings belongings, long seed, int leisure) {
        this.people = people;
        this.questions = questions;
        this.belongings = belongings;
        this.random = new Random(seed);
        this.leisure = leisure;
        this.chat = people.person("Sample " + Long.toHexString(seed), "uk");
        text("/start");
    }

    long chat() {
        return chat;
    }

    /** What stands in all of their words and in nobody else's. */
    String mark() {
        return belongings.mark();
    }

    /** What has to be in their case, in this order. */
    List<Said> said() {
        return List.copyOf(said);
    }

    boolean isDone() {
        return atHome > leisure || updates > MOST_UPDATES;
    }

    /** Whether the line has taken all that they did and shows them the outcome. */
    boolean isAnswered(Talk talk) {
        return talk.taken() == updates
                && talk.isShown()
                && card().filter(card -> card.nonce() < 0 || card.nonce() == talk.number("nonce"))
                        .isPresent();
    }

    int updates() {
        return updates;
    }

    private Optional<Card> card() {
        return Card.in(people.chat(chat));
    }

    /** Looks at the card and does what a person may do there; a card that is replaced before it is touched is looked at again later. */
    void act() {
        int saidBefore = said.size();
        List<String> pickedBefore = List.copyOf(picked);
        try {
            card().ifPresent(this::act);
        } catch (ApiError goneMeanwhile) {
            said.subList(saidBefore, said.size()).clear();
            picked.clear();
            picked.addAll(pickedBefore);
        }
    }

    private void act(Card card) {
        Optional<Questionnaire.Question> asked = questions.asked(card);
        if (asked.isPresent()) {
            question(card, asked.get());
        } else if (card.has("uk")) {
            press(card, "uk");
        } else if (card.has("danger")) {
            press(card, random.nextInt(4) > 0 ? "report" : random.nextBoolean() ? "child" : "danger");
        } else if (card.has("agree")) {
            said.add(Said.consent("keep", true));
            press(card, "agree");
        } else if (card.has("submit")) {
            review(card);
        } else if (card.has("new")) {
            home(card);
        } else if (card.has("yes") && card.has("back")) {
            boolean given = random.nextBoolean();
            said.add(Said.consent(questions.body(card), given));
            press(card, given ? "yes" : "no");
        } else if (card.has("yes")) {
            press(card, "yes");
        } else if (card.has("type")) {
            changing = true;
            press(card, any(questions.ids()));
        } else if (card.has("back")) {
            door(card);
        }
    }

    private void review(Card card) {
        changing = false;
        if (random.nextInt(5) == 0) {
            press(card, "change");
        } else {
            said.add(Said.event("submitted"));
            press(card, "submit");
        }
    }

    /** A short door: its card has no button but the way out. */
    private void door(Card card) {
        said.add(Said.event(questions.isDanger(card) ? "danger-now" : "i-am-the-child"));
        if (random.nextInt(3) == 0) {
            file("", "voice");
        } else {
            words("");
        }
    }

    private void home(Card card) {
        changing = false;
        if (random.nextInt(4) > 0 && touchReply()) {
            return;
        }
        atHome++;
        switch (random.nextInt(6)) {
            case 0 -> file("", "document");
            case 1 -> sent(belongings.forward(chat, said, ""));
            case 2 -> {
                if (card.has("change")) {
                    press(card, "change");
                } else {
                    words("");
                }
            }
            case 3 -> edited("");
            default -> words("");
        }
    }

    /** Touches the button of a notice or of a reply's words; false when there is none. */
    boolean touchReply() {
        List<Card.Reply> there = Card.replies(people.chat(chat));
        if (there.isEmpty()) {
            return false;
        }
        Card.Reply one = there.get(random.nextInt(there.size()));
        if (one.shows()) {
            replies.stream().filter(one.text()::contains).forEach(read::add);
            picked.clear();
        }
        try {
            people.press(chat, one.message(), one.data());
            updates++;
        } catch (ApiError goneMeanwhile) {
            return true;
        }
        return true;
    }

    /** Asks for a reply that they never saw: its words left the chat by themselves before they looked. False when there is none, or nothing to ask with. */
    boolean askForReply() {
        Optional<Card> card = read.containsAll(replies) ? Optional.empty() : card().filter(one -> one.has("show"));
        card.ifPresent(one -> press(one, "show"));
        return card.isPresent();
    }

    /** Whether a reply may be written to them: their report is handed in, and they read what was written before. */
    boolean isReadyForAReply(Talk talk) {
        return talk.text("stage").equals("HOME") && read.size() == replies.size() && !isDone();
    }

    /** A member writes to them; returns the words. */
    String reply() {
        String words = "REPLY-" + chat + "-" + (replies.size() + 1);
        replies.add(words);
        return words;
    }

    /** What members wrote to them. */
    List<String> replies() {
        return List.copyOf(replies);
    }

    /** What of it they saw. */
    Set<String> read() {
        return Set.copyOf(read);
    }

    private void question(Card card, Questionnaire.Question question) {
        if (!question.id().equals(pickedAt)) {
            picked.clear();
            pickedAt = question.id();
        }
        int mood = random.nextInt(100);
        if (mood < 4) {
            text("/start");
        } else if (mood < 6) {
            people.dice(chat);
            updates++;
        } else if (mood < 9 && !changing) {
            leave(card, "back");
        } else if (mood < 14 && card.has("unknown")) {
            said.add(Said.answer(question.id(), "unknown true"));
            leave(card, "unknown");
        } else if (mood < 18 && card.has("skip") && (question.kind() != Questionnaire.Kind.FILES)) {
            if (card.has("unknown")) {
                said.add(Said.answer(question.id(), "skipped true"));
            }
            leave(card, "skip");
        } else {
            answer(card, question, mood);
        }
    }

    private void answer(Card card, Questionnaire.Question question, int mood) {
        switch (question.kind()) {
            case CHOICE -> choose(card, question, mood);
            case MULTI -> pick(card, question, mood);
            case FILES -> files(card, question.id());
            case TEXT -> write(card, question, mood);
        }
    }

    private void choose(Card card, Questionnaire.Question question, int mood) {
        if (mood < 24) {
            words(question.id());
        } else if (mood < 40 && card.has("next")) {
            press(card, "next");
        } else {
            String choice = any(choices(question));
            said.add(Said.answer(question.id(), "choices [" + choice + "]"));
            press(card, choice);
        }
    }

    /** Nobody asks for some hours of the day only: what is written to them would wait until then, and the storm with it. */
    private static List<String> choices(Questionnaire.Question question) {
        List<String> all =
                question.choices().stream().map(Questionnaire.Choice::id).toList();
        return all.contains("evening")
                ? all.stream().filter(one -> !HOURS.contains(one)).toList()
                : all;
    }

    private void pick(Card card, Questionnaire.Question question, int mood) {
        if (mood < 60) {
            String choice = any(
                    question.choices().stream().map(Questionnaire.Choice::id).toList());
            if (!picked.remove(choice)) {
                picked.add(choice);
            }
            press(card, choice);
        } else {
            if (!picked.isEmpty()) {
                said.add(Said.answer(question.id(), "choices " + picked));
            }
            leave(card, "next");
        }
    }

    private void files(Card card, String question) {
        if (sentTo.contains(question) && random.nextInt(3) == 0) {
            press(card, "next");
            return;
        }
        sentTo.add(question);
        switch (random.nextInt(4)) {
            case 0 -> updates += belongings.album(chat, said, question, random);
            case 1 -> file(question, "voice");
            case 2 -> file(question, "photo");
            default -> file(question, "document");
        }
    }

    private void write(Card card, Questionnaire.Question question, int mood) {
        boolean moves = !question.several();
        if (card.has("next") && mood < 50) {
            press(card, "next");
        } else if (mood < 28 && moves && !changing && !question.id().equals("marks")) {
            burst(question.id());
        } else if (mood < 38) {
            edited(question.id());
        } else if (mood < 44) {
            file(question.id(), "voice");
        } else if (mood < 50) {
            sent(belongings.place(chat, said, question.id(), random));
        } else if (mood < 55) {
            sent(belongings.forward(chat, said, question.id()));
        } else {
            words(question.id());
        }
    }

    /** Several messages before the card can answer the first: each belongs to the question that was seen, or to one that came up meanwhile. */
    private void burst(String question) {
        for (int i = 0; i < 3; i++) {
            Set<String> seen = Set.copyOf(questions.from(question, i));
            String words = belongings.words();
            said.add(Said.answer(question, "text " + words).under(seen));
            text(words);
        }
    }

    private void words(String question) {
        String words = belongings.words();
        said.add(told(question, words));
        text(words);
    }

    private void edited(String question) {
        String words = belongings.words();
        Said before = told(question, words);
        said.add(before);
        int message = text(words);
        String better = belongings.words();
        if (belongings.edit(chat, message, better)) {
            updates++;
            said.add(told(question, better).replacing(before.value()));
        }
    }

    private static Said told(String question, String words) {
        return question.isEmpty() ? Said.later("text " + words) : Said.answer(question, "text " + words);
    }

    private void file(String question, String kind) {
        sent(belongings.file(chat, said, question, kind, random));
    }

    private int text(String words) {
        return sent(people.text(chat, words));
    }

    private int sent(int message) {
        updates++;
        return message;
    }

    private void press(Card card, String action) {
        people.press(chat, card.message(), card.data(action));
        updates++;
    }

    private void leave(Card card, String action) {
        picked.clear();
        press(card, action);
    }

    private String any(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One message more, wherever they are: it has to become an entry too. Only when {@link #isAnswered} and their report was begun. */
    void sayOneMore() {
        String words = belongings.words();
        Optional<Questionnaire.Question> asked = card().flatMap(questions::asked);
        said.add(told(asked.map(Questionnaire.Question::id).orElse(""), words));
        text(words);
    }
}
