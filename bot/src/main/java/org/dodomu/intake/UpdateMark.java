package org.dodomu.intake;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What makes two deliveries of one update the same. Stored only as an HMAC. Update ids start again at a random number after a quiet week, so the mark also holds the second of the
 * message.
 */
public final class UpdateMark {

    private final byte[] bytes;

    private UpdateMark(byte[] bytes) {
        this.bytes = bytes;
    }

    public static UpdateMark of(long updateId, long epochSecond) {
        return new UpdateMark(
                ByteBuffer.allocate(16).putLong(updateId).putLong(epochSecond).array());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpdateMark that && Arrays.equals(that.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "UpdateMark[REDACTED]";
    }
}
