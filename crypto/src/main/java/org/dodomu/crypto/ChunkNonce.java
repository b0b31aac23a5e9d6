package org.dodomu.crypto;

import java.nio.ByteBuffer;

/** The nonce of a payload chunk: an 11-byte big-endian counter and a byte that marks the last chunk. */
final class ChunkNonce {

    static final int BYTES = 12;

    private long counter;

    byte[] of(boolean last) {
        return ByteBuffer.allocate(BYTES)
                .putShort((short) 0)
                .put((byte) 0)
                .putLong(counter)
                .put((byte) (last ? 1 : 0))
                .array();
    }

    void advance() {
        counter++;
    }

    boolean first() {
        return counter == 0;
    }
}
