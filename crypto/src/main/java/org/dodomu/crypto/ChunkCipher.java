package org.dodomu.crypto;

import java.util.Optional;

/** ChaCha20-Poly1305 over one chunk of a payload. One instance belongs to one stream. */
interface ChunkCipher {

    /**
     * Seals {@code length} bytes from {@code offset} on.
     *
     * @param out takes {@code length} + 16 bytes from its beginning on
     */
    void seal(byte[] nonce, byte[] chunk, int offset, int length, byte[] out);

    /** Empty when the tag does not fit. */
    Optional<byte[]> open(byte[] nonce, byte[] chunk, int length);

    /** Makes a cipher for one payload key. */
    interface Maker {
        ChunkCipher of(byte[] key);
    }

    /** The JDK's provider where it answers as Bouncy Castle does, else Bouncy Castle: decided once, by trying. */
    static Maker fastest() {
        byte[] key = new byte[AgeFormat.KEY_BYTES];
        byte[] nonce = new byte[ChunkNonce.BYTES];
        byte[] sample = "cross-check".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try {
            byte[] one = new byte[sample.length + AgeFormat.TAG_BYTES];
            byte[] other = new byte[one.length];
            new JcaChunkCipher(key).seal(nonce, sample, 0, sample.length, one);
            new BcChunkCipher(key).seal(nonce, sample, 0, sample.length, other);
            return java.util.Arrays.equals(one, other) ? JcaChunkCipher::new : BcChunkCipher::new;
        } catch (IllegalStateException absent) {
            return BcChunkCipher::new;
        }
    }
}
