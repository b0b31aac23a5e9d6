package org.dodomu.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;

/** Bech32 (BIP 173) without its limit of 90 characters, as age uses it. */
final class Bech32 {

    private static final String SYMBOLS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;

    private Bech32() {}

    /** In lower case. */
    static String encode(String prefix, byte[] bytes) {
        byte[] symbols = regroup(bytes, 0, bytes.length, 8, 5, true).orElseThrow();
        StringBuilder text = new StringBuilder(prefix).append('1');
        for (byte symbol : symbols) {
            text.append(SYMBOLS.charAt(symbol));
        }
        int state = 1;
        state = polymodPrefix(state, prefix);
        for (byte symbol : symbols) {
            state = polymod(state, symbol);
        }
        for (int i = 0; i < CHECKSUM; i++) {
            state = polymod(state, 0);
        }
        state ^= 1;
        for (int i = 0; i < CHECKSUM; i++) {
            text.append(SYMBOLS.charAt(state >>> 5 * (5 - i) & 31));
        }
        return text.toString();
    }

    /** The bytes behind this prefix, or empty when the text is not Bech32 of it in one case. */
    static Optional<byte[]> decode(String prefix, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean oneCase = text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT));
        int separator = lower.lastIndexOf('1');
        if (!oneCase || separator != prefix.length() || !lower.startsWith(prefix.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        byte[] symbols = new byte[lower.length() - separator - 1];
        int state = polymodPrefix(1, lower.substring(0, separator));
        for (int i = 0; i < symbols.length; i++) {
            int symbol = SYMBOLS.indexOf(lower.charAt(separator + 1 + i));
            if (symbol < 0) {
                return Optional.empty();
            }
            symbols[i] = (byte) symbol;
            state = polymod(state, symbol);
        }
        if (symbols.length < CHECKSUM || state != 1) {
            return Optional.empty();
        }
        return regroup(symbols, 0, symbols.length - CHECKSUM, 5, 8, false);
    }

    private static int polymodPrefix(int state, String prefix) {
        for (char c : prefix.toCharArray()) {
            state = polymod(state, c >>> 5);
        }
        state = polymod(state, 0);
        for (char c : prefix.toCharArray()) {
            state = polymod(state, c & 31);
        }
        return state;
    }

    private static int polymod(int state, int symbol) {
        int top = state >>> 25;
        int next = (state & 0x1ffffff) << 5 ^ symbol;
        for (int i = 0; i < GENERATOR.length; i++) {
            if ((top >>> i & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    private static Optional<byte[]> regroup(byte[] in, int from, int to, int fromBits, int toBits, boolean pad) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            buffer = buffer << fromBits | in[i] & (1 << fromBits) - 1;
            bits += fromBits;
            while (bits >= toBits) {
                bits -= toBits;
                out.write(buffer >>> bits & (1 << toBits) - 1);
            }
            buffer &= (1 << bits) - 1;
        }
        if (pad && bits > 0) {
            out.write(buffer << toBits - bits & (1 << toBits) - 1);
        }
        boolean clean = pad || bits < fromBits && buffer == 0;
        return clean ? Optional.of(out.toByteArray()) : Optional.empty();
    }
}
