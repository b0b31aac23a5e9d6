package org.dodomu.contract;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.Errand;
import org.dodomu.intake.ErrandDesk;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Keyboard;
import org.dodomu.intake.Line;
import org.dodomu.intake.Outcome;
import org.dodomu.intake.UpdateMark;

/** A person in danger at her chat: presses what she is shown and writes. */
final class Reporter {

    private final long chat;
    private final RunningLine line;
    private final Clock clock;
    private Keyboard shown = Keyboard.NONE;
    private int update;

    Reporter(long chat, RunningLine line, Clock clock) {
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
        line.part(Line.class).receive(incoming);
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
        for (List<DueErrand> due = desk.claim(1, false); !due.isEmpty(); due = desk.claim(1, false)) {
            if (due.get(0).errand() instanceof Errand.ShowCard card
                    && due.get(0).chat().reveal() == chat) {
                shown = card.keyboard();
            }
            desk.done(due.get(0), new Outcome.Sent(1000 + update));
        }
    }
}
