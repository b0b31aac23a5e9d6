package org.dodomu.crypto;

import java.util.Arrays;

/** Sizes that tell little. */
public final class Padding {

    private static final int SMALLEST = 2048;

    private Padding() {}

    /** JSON text with trailing spaces up to 2, 4, 8 … KiB; any JSON parser takes it as it is. */
    public static byte[] json(byte[] json) {
        int size = SMALLEST;
        while (size < json.length) {
            size = Math.multiplyExact(size, 2);
        }
        byte[] padded = Arrays.copyOf(json, size);
        Arrays.fill(padded, json.length, size, (byte) ' ');
        return padded;
    }

    /** The next Padmé size (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019): at most 12 % larger. */
    public static long padme(long length) {
        if (length < 2) {
            return Math.max(length, 0);
        }
        int exponent = 63 - Long.numberOfLeadingZeros(length);
        int bitsOfExponent = 32 - Integer.numberOfLeadingZeros(exponent);
        long mask = (1L << Math.max(exponent - bitsOfExponent, 0)) - 1;
        return Math.addExact(length, mask) & ~mask;
    }
}
