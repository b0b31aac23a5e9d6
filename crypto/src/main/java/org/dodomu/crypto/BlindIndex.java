package org.dodomu.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** HMAC-SHA-256 over parts, each preceded by its length: an id that only the holder of the master key can compute, and a MAC. */
public final class BlindIndex {

    private final byte[] key;

    BlindIndex(byte[] key) {
        this.key = key;
    }

    /** 32 bytes. */
    public byte[] of(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            all.writeBytes(part);
        }
        return MacSha256.of(key, all.toByteArray());
    }

    /** The first bytes as lower-case Crockford base32. */
    public String text(int bytes, byte[]... parts) {
        return Base32.encode(Arrays.copyOf(of(parts), bytes));
    }

    public static byte[] part(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] part(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    @Override
    public String toString() {
        return "BlindIndex[REDACTED]";
    }
}
