package org.dodomu.config;

import java.util.Locale;

/** What a report is about, as the state's "Children of War" portal sorts them; {@link #DANGER} is whatever came through a short door, and does not tell which. Stands in clear: it says nothing of the child's whereabouts, and never that the reporter is the child. */
public enum ReportType {
    LOST,
    CRIME,
    UNACCOMPANIED,
    DEPORTED,
    DOCUMENTS,
    OTHER,
    DANGER;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ReportType of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
