package org.dodomu.intake;

import java.time.Instant;
import java.util.Locale;

/** An update that could not be handled, opened for another try. Holds a person's words: prints its length only. */
public final class DeadLetter {

    private final String id;
    private final byte[] raw;

    DeadLetter(String id, byte[] raw) {
        this.id = id;
        this.raw = raw.clone();
    }

    /** What made it one. Stands in clear, so it says which part of the line failed and nothing of what was in the update. */
    public enum Why {
        /** The library cannot map it. */
        UNREADABLE,
        /** The conversation broke on it, or cannot be read itself. */
        UNHANDLED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What may be told of a letter.
     *
     * @param tries how often it was tried again
     * @param marked whether it waits for the line to try it again
     */
    public record Summary(Instant at, String why, int tries, boolean marked) {}

    String id() {
        return id;
    }

    /** The update as Telegram sent it, JSON. Secret. */
    public byte[] raw() {
        return raw.clone();
    }

    @Override
    public String toString() {
        return "DeadLetter[" + raw.length + "]";
    }
}
