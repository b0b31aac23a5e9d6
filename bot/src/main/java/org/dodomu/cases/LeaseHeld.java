package org.dodomu.cases;

import org.dodomu.desk.MemberId;

/** Another member has this case open. */
public final class LeaseHeld extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient MemberId by;

    LeaseHeld(MemberId by) {
        super("Another member has this case open");
        this.by = by;
    }

    public MemberId by() {
        return by;
    }
}
