package org.dodomu.crypto;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each sealed plaintext says of itself first, because age has no associated data: {@code {"v":1,"line","case","generation","seq","kind","at"}}. Whoever opens an entry compares it
 * with the place where it was found.
 *
 * @param line the line's id
 * @param caseNumber the case
 * @param generation the case key that it is sealed to, from 1
 * @param seq the number among its author's entries, from 1; 0 for keys
 * @param kind what it is, for example {@code answer}
 * @param at when, to the second
 */
public record EntryHeader(String line, String caseNumber, int generation, int seq, String kind, Instant at) {

    private static final int VERSION = 1;

    public EntryHeader {
        if (generation < 1 || seq < 0) {
            throw new IllegalArgumentException("Generations count from 1 and entries from 0");
        }
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The header's members, then the body's, as JSON padded to 2, 4, 8 … KiB. */
    public byte[] plaintext(Map<String, ?> body) {
        return Padding.json(Json.write(with(body)));
    }

    /** The same without padding, for a file's {@code meta.json}. */
    public byte[] meta(Map<String, ?> body) {
        return Json.write(with(body));
    }

    private Map<String, Object> with(Map<String, ?> body) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("v", VERSION);
        all.put("line", line);
        all.put("case", caseNumber);
        all.put("generation", generation);
        all.put("seq", seq);
        all.put("kind", kind);
        all.put("at", at.toString());
        body.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException("The body repeats a member of the header");
            }
        });
        return all;
    }

    /**
     * The header of an opened plaintext.
     *
     * @throws SealBroken when it has none
     */
    public static EntryHeader parse(byte[] plaintext) {
        Map<String, Object> all = Json.read(plaintext);
        try {
            if (!Integer.valueOf(VERSION).equals(all.get("v"))) {
                throw SealBroken.content();
            }
            return new EntryHeader(
                    text(all, "line"),
                    text(all, "case"),
                    number(all, "generation"),
                    number(all, "seq"),
                    text(all, "kind"),
                    Instant.parse(text(all, "at")));
        } catch (java.time.DateTimeException | IllegalArgumentException malformed) {
            throw SealBroken.content();
        }
    }

    /** Whether it was sealed for this generation of this case, and did not come here from another. */
    public boolean isOf(String someCase, int someGeneration) {
        return caseNumber.equals(someCase) && generation == someGeneration;
    }

    private static String text(Map<String, Object> all, String name) {
        if (all.get(name) instanceof String value) {
            return value;
        }
        throw SealBroken.content();
    }

    private static int number(Map<String, Object> all, String name) {
        if (all.get(name) instanceof Integer value) {
            return value;
        }
        throw SealBroken.content();
    }
}
