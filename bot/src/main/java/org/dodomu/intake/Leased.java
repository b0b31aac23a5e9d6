package org.dodomu.intake;

import java.util.List;

/** Errands of one chat whose time has come, leased to this process, in the order in which they are to be done: at most one of them is a message. */
public final class Leased {

    private final ConversationStore.Held held;
    private final Lane lane;
    private final boolean orphaned;
    private final List<DueErrand> errands;

    Leased(ConversationStore.Held held, Lane lane, boolean orphaned, List<DueErrand> errands) {
        this.held = held;
        this.lane = lane;
        this.orphaned = orphaned;
        this.errands = List.copyOf(errands);
    }

    ConversationStore.Held held() {
        return held;
    }

    Lane lane() {
        return lane;
    }

    /** Whether somebody leased them before and never said what became of them: what was sent is unknown. */
    public boolean orphaned() {
        return orphaned;
    }

    public List<DueErrand> errands() {
        return errands;
    }

    @Override
    public String toString() {
        return "Leased[" + errands.size() + "]";
    }
}
