package org.dodomu.cases;

import java.util.Locale;
import org.dodomu.custody.Act;

/** Why a case is destroyed. */
enum Reason {
    WITHDRAWN(Act.WITHDRAWN),
    RETIRED(Act.RETIRED),
    DESTROYED(Act.DESTROYED),
    DROPPED(Act.DROPPED);

    private final Act act;

    Reason(Act act) {
        this.act = act;
    }

    Act act() {
        return act;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Reason of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
