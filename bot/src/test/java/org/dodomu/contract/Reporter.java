package org.dodomu.contract;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.Errand;
import org.dodomu.intake.ErrandDesk;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Keyboard;
import org.dodomu.intake.Lane;
import org.dodomu.intake.Leased;
import org.dodomu.intake.Line;
import org.dodomu.intake.Outcome;
import org.dodomu.intake.UpdateMark;
import org.dodomu.support.MovableClock;

/** A person in danger at her chat: presses what she is shown and writes. */
final class Reporter {

    private final long chat;
    private final RunningLine line;
    private final MovableClock clock;
    private Keyboard shown = Keyboard.NONE;
    private int update;

    Reporter(long chat, RunningLine line, MovableClock clock) {
        this.chat = chat;
        this.line = line;
        this.clock = clock;
    }

    private Incoming.Origin origin() {
        update++;
        return new Incoming.Origin(
                ChatAddress.of(chat),
                UpdateMark.of(chat * 1000 + update, clock.instant().getEpochSecond()),
                update,
                clock.instant(),
                Optional.of("uk"),
                false);
    }

    Incoming words(String text) {
        return new Incoming.Words(origin(), text);
    }

    Incoming begins() {
        return new Incoming.Command(origin(), "start", "");
    }

    void receive(Incoming incoming) {
        line.part(Line.class).receive(List.of(incoming));
    }

    private void press(String choice) {
        carry();
        String data = shown.rows().stream()
                .flatMap(List::stream)
                .map(Keyboard.Button::data)
                .filter(one -> one.endsWith(":" + choice))
                .findFirst()
                .orElseThrow();
        receive(new Incoming.Press(origin(), "callback", data));
    }

    /** Up to where each word is kept at once. */
    void isInDanger() {
        receive(begins());
        press("uk");
        press("yes");
        press("danger");
    }

    /** Carries out what is due for anybody, as a patient Telegram would. */
    void carry() {
        ErrandDesk desk = line.part(ErrandDesk.class);
        clock.pass(Duration.ofSeconds(2));
        for (Lane lane : List.of(Lane.QUICK, Lane.PACED)) {
            for (Optional<Leased> due = desk.claim(lane, 1).stream().findFirst();
                    due.isPresent();
                    due = desk.claim(lane, 1).stream().findFirst()) {
                Map<DueErrand, Outcome> outcomes = new LinkedHashMap<>();
                due.get().errands().forEach(one -> outcomes.put(one, carried(one)));
                desk.done(due.get(), outcomes);
                clock.pass(Duration.ofSeconds(1));
            }
        }
    }

    private Outcome carried(DueErrand one) {
        if (one.errand() instanceof Errand.Delete delete) {
            return new Outcome.Deleted(delete.messageIds(), List.of());
        }
        if (one.errand() instanceof Errand.ShowCard card && one.chat().reveal() == chat) {
            shown = card.keyboard();
        }
        return new Outcome.Sent(1000 + update);
    }
}
