package org.dodomu.intake;

/** The words of a reply on their way to the reporter. Secret. */
public final class ReplyWords {

    private final String text;

    private ReplyWords(String text) {
        this.text = text;
    }

    public static ReplyWords of(String text) {
        return new ReplyWords(text);
    }

    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "ReplyWords[REDACTED]";
    }
}
