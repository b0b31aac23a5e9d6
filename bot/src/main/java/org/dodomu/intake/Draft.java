package org.dodomu.intake;

import java.util.LinkedHashMap;
import java.util.Map;

/** An entry that a step wants sealed. Holds a person's words: prints its kind only. */
final class Draft {

    private final String kind;
    private final int seq;
    private final Map<String, Object> body;

    Draft(String kind, int seq, Map<String, ?> body) {
        this.kind = kind;
        this.seq = seq;
        this.body = new LinkedHashMap<>(body);
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
