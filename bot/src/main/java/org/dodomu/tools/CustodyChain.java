package org.dodomu.tools;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.Sha256;

/**
 * The custody log of an export: {@code {"line","case","records":[{"n","act","by","at","hash","sig"}]}}. Each hash is SHA-256 over the hash before (32 zero bytes for the first) and the record as JSON in
 * the order {@code line, case, n, act, by, at}.
 */
final class CustodyChain {

    private static final int HASH_BYTES = 32;

    private CustodyChain() {}

    /** Whether the records are one chain from the first on, of the one case that the entries are of. */
    static boolean unbroken(byte[] custody, Set<String> cases) {
        return unbroken(custody).filter(one -> cases.equals(Set.of(one))).isPresent();
    }

    /** The case whose chain it is, from the first record on; empty when it is broken. */
    static Optional<String> unbroken(byte[] custody) {
        try {
            Map<String, Object> log = Json.read(custody);
            byte[] previous = new byte[HASH_BYTES];
            int n = 0;
            for (Object one : (List<?>) present(log.get("records"))) {
                Map<?, ?> record = (Map<?, ?>) one;
                previous = next(log, ++n, record, previous);
                if (!HexFormat.of().formatHex(previous).equals(record.get("hash"))
                        || !Integer.valueOf(n).equals(record.get("n"))) {
                    return Optional.empty();
                }
            }
            return n > 0 ? Optional.of(String.valueOf(log.get("case"))) : Optional.empty();
        } catch (SealBroken | ClassCastException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] next(Map<String, Object> log, int n, Map<?, ?> record, byte[] previous) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("line", present(log.get("line")));
        said.put("case", present(log.get("case")));
        said.put("n", n);
        for (String name : List.of("act", "by", "at")) {
            said.put(name, present(record.get(name)));
        }
        byte[] json = Json.write(said);
        byte[] chained = Arrays.copyOf(previous, previous.length + json.length);
        System.arraycopy(json, 0, chained, previous.length, json.length);
        return Sha256.of(chained);
    }

    private static Object present(@org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("A member is missing");
        }
        return value;
    }
}
