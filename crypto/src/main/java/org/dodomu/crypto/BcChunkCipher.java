package org.dodomu.crypto;

import java.util.Arrays;
import java.util.Optional;

/** Bouncy Castle's lightweight ChaCha20-Poly1305. */
final class BcChunkCipher implements ChunkCipher {

    private final byte[] key;

    BcChunkCipher(byte[] key) {
        this.key = key.clone();
    }

    @Override
    public void seal(byte[] nonce, byte[] chunk, int offset, int length, byte[] out) {
        byte[] text = Arrays.copyOfRange(chunk, offset, offset + length);
        byte[] result = WrapCipher.run(true, key, nonce, text).orElseThrow();
        System.arraycopy(result, 0, out, 0, result.length);
    }

    @Override
    public Optional<byte[]> open(byte[] nonce, byte[] chunk, int length) {
        return length < AgeFormat.TAG_BYTES
                ? Optional.empty()
                : WrapCipher.run(false, key, nonce, Arrays.copyOf(chunk, length));
    }
}
