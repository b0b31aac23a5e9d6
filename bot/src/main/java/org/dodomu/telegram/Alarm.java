package org.dodomu.telegram;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.dodomu.config.AlarmSettings;

/** Calls people: in the log always, in the leads' chat when there is one. Needs no database: what was said is remembered here until it can be stored. */
final class Alarm {

    private final AlarmSettings settings;
    private final AlarmText text;
    private final AlarmChat chat;
    private final TelegramJournal journal;
    private Map<Concern, Episode> open = new EnumMap<>(Concern.class);
    private boolean changed;

    Alarm(AlarmSettings settings, AlarmText text, AlarmChat chat, TelegramJournal journal) {
        this.settings = settings;
        this.text = text;
        this.chat = chat;
        this.journal = journal;
    }

    /** Takes what was said by whoever led before, unless this instance knows better. */
    void recall(Map<Concern, Episode> stored) {
        if (!changed) {
            open = new EnumMap<>(Concern.class);
            open.putAll(stored);
        }
    }

    /** Whether something waits to be said because Telegram did not take it. */
    boolean isMute() {
        return chat.failing();
    }

    /** What has to be stored; empty of anything new when {@link #hasChanged} is false. */
    Map<Concern, Episode> toStore() {
        return Map.copyOf(open);
    }

    boolean hasChanged() {
        return changed;
    }

    void stored() {
        changed = false;
    }

    /** Says what has to be said now, in one message. */
    void ring(Map<Concern, Finding> findings, Instant now) {
        AlarmPlan plan = AlarmPlan.of(open, findings, settings, now);
        boolean said = !plan.isEmpty() && chat.say(text.of(plan));
        Map<Concern, Episode> before = open;
        plan.bad().keySet().stream()
                .filter(concern -> said || !before.containsKey(concern))
                .forEach(journal::alarm);
        if (said) {
            plan.well().keySet().forEach(journal::wellAgain);
        }
        Map<Concern, Episode> next = said ? plan.told() : plan.silent();
        changed |= !next.equals(open);
        open = next;
    }
}
