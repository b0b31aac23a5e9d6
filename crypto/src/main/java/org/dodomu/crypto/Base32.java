package org.dodomu.crypto;

import java.math.BigInteger;

/** Crockford's base32 in lower case: no i, l, o, u. */
public final class Base32 {

    public static final String SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz";

    private Base32() {}

    /** One symbol for each 5 bits begun, most significant first. */
    public static String encode(byte[] bytes) {
        int length = (bytes.length * 8 + 4) / 5;
        BigInteger number = new BigInteger(1, bytes).shiftLeft(length * 5 - bytes.length * 8);
        StringBuilder text = new StringBuilder(length);
        for (int i = length - 1; i >= 0; i--) {
            text.append(SYMBOLS.charAt(number.shiftRight(i * 5).intValue() & 31));
        }
        return text.toString();
    }
}
