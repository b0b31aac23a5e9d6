package org.dodomu.cases;

import java.util.Arrays;
import java.util.Locale;
import org.dodomu.crypto.Base32;

/** A case's number, {@code K7Q4-MX2P}: 40 bits in Crockford's base32, random, tells no order. */
public record CaseNumber(String value) {

    private static final int BYTES = 5;

    public CaseNumber {
        if (!value.matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")) {
            throw new IllegalArgumentException("A case number has the form K7Q4-MX2P");
        }
    }

    static CaseNumber of(byte[] hash) {
        String symbols = Base32.encode(Arrays.copyOf(hash, BYTES)).toUpperCase(Locale.ROOT);
        return new CaseNumber(symbols.substring(0, 4) + "-" + symbols.substring(4));
    }

    @Override
    public String toString() {
        return value;
    }
}
