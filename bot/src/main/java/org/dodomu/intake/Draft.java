package org.dodomu.intake;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry that a step wants sealed. Holds a person's words: prints its kind only. */
final class Draft {

    private final String number;
    private final String kind;
    private final int seq;
    private final Instant at;
    private final Map<String, Object> body;

    /** A draft for this case, or for the one that the step asks for. */
    Draft(String number, String kind, int seq, Instant at, Map<String, ?> body) {
        this.number = number;
        this.kind = kind;
        this.seq = seq;
        this.at = at;
        this.body = new LinkedHashMap<>(body);
    }

    String number() {
        return number;
    }

    Instant at() {
        return at;
    }

    String kind() {
        return kind;
    }

    int seq() {
        return seq;
    }

    Map<String, Object> body() {
        return body;
    }

    @Override
    public String toString() {
        return "Draft[" + kind + "]";
    }
}
