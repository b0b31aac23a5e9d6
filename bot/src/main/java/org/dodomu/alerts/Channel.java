package org.dodomu.alerts;

/** The two ways on which a member is told. What was told on one is no word about the other. */
enum Channel {
    CHAT("said", "told"),
    MAIL("mailSaid", "mailTold");

    private final String said;
    private final String told;

    Channel(String said, String told) {
        this.said = said;
        this.told = told;
    }

    /** The field of when something was told last. */
    String said() {
        return said;
    }

    /** The field of when a danger now was told last. */
    String saidUrgent() {
        return said + "Urgent";
    }

    /** The field of what was told. */
    String told() {
        return told;
    }
}
