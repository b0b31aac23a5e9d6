package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dodomu.sandbox.telegram.Control;

/** Somebody who comes through the door for those in danger and then tells on and on, whatever the weather. */
final class Teller {

    private static final Duration CARD_WITHIN = Duration.ofMinutes(10);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final RunningLine line;
    private final Control people;
    private final String name = "TELLER" + NUMBERS.incrementAndGet();
    private final long chat;
    private final List<String> told = new ArrayList<>();

    private Teller(RunningLine line) {
        this.line = line;
        this.people = line.people();
        this.chat = people.person("Sample " + name, "uk");
    }

    /** A person whose first report is handed in. */
    static Teller athome(RunningLine line) {
        Teller one = new Teller(line);
        one.people.text(one.chat, "/start");
        one.press("uk");
        one.press("yes");
        one.press("danger");
        one.awaitCard("back");
        one.told.add("what danger-now");
        one.tell();
        one.awaitCard("new");
        return one;
    }

    private void press(String action) {
        Card card = awaitCard(action);
        people.press(chat, card.message(), card.data(action));
    }

    Card awaitCard(String action) {
        Waiting.until("a card with " + action, CARD_WITHIN, () -> card().filter(card -> card.has(action))
                .isPresent());
        return card().orElseThrow();
    }

    Optional<Card> card() {
        return Card.in(people.chat(chat));
    }

    long chat() {
        return chat;
    }

    /** Says one thing more. */
    Teller tell() {
        String words = name + "-" + (told.size() + 1);
        told.add("text " + words);
        people.text(chat, words);
        return this;
    }

    Teller tell(int times) {
        for (int i = 0; i < times; i++) {
            tell();
        }
        return this;
    }

    /** Something else than words that has to stand in the case, as an entry shows it. */
    void expect(String value) {
        told.add(value);
    }

    String number() throws IOException {
        return line.talks().of(chat).map(talk -> talk.text("caseNumber")).orElse("");
    }

    int doubtful() throws IOException {
        return line.talks().of(chat).map(talk -> talk.number("doubtful")).orElse(0);
    }

    /** Everything they said opens, once and in the order in which they said it. */
    void isKept() throws IOException {
        OpenedCases opened = OpenedCases.open(line.founded(), line.data());
        assertThat(opened.broken()).isEmpty();
        List<Kept> kept = opened.cases().getOrDefault(number(), List.of());
        assertThat(kept.stream().map(Kept::value)).containsExactlyElementsOf(told);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).seq()).isEqualTo(i + 1);
        }
    }
}
