package org.dodomu.crypto;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hash of a record in a custody chain: SHA-256 over the hash before it (32 zero bytes for the first) and the record as JSON in the order {@code line, case, n, act, by, at}. */
public final class CustodyHash {

    private static final int HASH_BYTES = 32;

    private CustodyHash() {}

    /** What stands before the first record. */
    public static byte[] start() {
        return new byte[HASH_BYTES];
    }

    /**
     * The hash of one record.
     *
     * @param at in UTC, ISO 8601, to the second
     */
    public static byte[] next(byte[] previous, String line, String chain, int n, String act, String by, String at) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("line", line);
        record.put("case", chain);
        record.put("n", n);
        record.put("act", act);
        record.put("by", by);
        record.put("at", at);
        byte[] json = Json.write(record);
        byte[] chained = Arrays.copyOf(previous, previous.length + json.length);
        System.arraycopy(json, 0, chained, previous.length, json.length);
        return Sha256.of(chained);
    }
}
