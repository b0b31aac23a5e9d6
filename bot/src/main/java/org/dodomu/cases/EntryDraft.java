package org.dodomu.cases;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry before it is sealed. Holds a person's words: prints its kind only. */
public final class EntryDraft {

    private final EntryId id;
    private final int seq;
    private final String kind;
    private final Instant at;
    private final Map<String, Object> body;

    /**
     * A draft.
     *
     * @param seq the number among the reporter's entries of this case, from 1
     * @param kind as it stands in the sealed header, for example {@code answer}
     */
    public EntryDraft(EntryId id, int seq, String kind, Instant at, Map<String, ?> body) {
        this.id = id;
        this.seq = seq;
        this.kind = kind;
        this.at = at;
        this.body = new LinkedHashMap<>(body);
    }

    public EntryId id() {
        return id;
    }

    int seq() {
        return seq;
    }

    String kind() {
        return kind;
    }

    Instant at() {
        return at;
    }

    Map<String, Object> body() {
        return body;
    }

    @Override
    public String toString() {
        return "EntryDraft[" + kind + "]";
    }
}
