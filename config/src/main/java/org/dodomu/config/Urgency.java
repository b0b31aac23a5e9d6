package org.dodomu.config;

import java.util.Locale;

/** How soon somebody has to look, most urgent first. One of the few facts of a case that stand in clear. */
public enum Urgency {
    NOW,
    SOON,
    ROUTINE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Urgency of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public Urgency orMoreUrgent(Urgency other) {
        return other.ordinal() < ordinal() ? other : this;
    }
}
