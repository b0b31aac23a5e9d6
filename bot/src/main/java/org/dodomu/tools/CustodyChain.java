package org.dodomu.tools;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.crypto.CustodyHash;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.SealBroken;

/** The custody log of an export: {@code {"line","case","records":[{"n","act","by","at","hash","sig"}]}}; each hash is a {@link CustodyHash}. */
final class CustodyChain {

    private CustodyChain() {}

    /** The case whose chain it is, from the first record on; empty when it is broken. */
    static Optional<String> unbroken(byte[] custody) {
        try {
            Map<String, Object> log = Json.read(custody);
            String line = text(log, "line");
            String chain = text(log, "case");
            byte[] previous = CustodyHash.start();
            int n = 0;
            for (Object one : (List<?>) present(log.get("records"))) {
                Map<?, ?> record = (Map<?, ?>) one;
                n++;
                previous = CustodyHash.next(
                        previous, line, chain, n, text(record, "act"), text(record, "by"), text(record, "at"));
                if (!HexFormat.of().formatHex(previous).equals(record.get("hash"))
                        || !Integer.valueOf(n).equals(record.get("n"))) {
                    return Optional.empty();
                }
            }
            return n > 0 ? Optional.of(chain) : Optional.empty();
        } catch (SealBroken | ClassCastException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String text(Map<?, ?> record, String name) {
        return (String) present(record.get(name));
    }

    private static Object present(@org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("A member is missing");
        }
        return value;
    }
}
