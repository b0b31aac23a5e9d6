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
    public byte[] seal(byte[] nonce, byte[] chunk, int length) {
        return WrapCipher.run(true, key, nonce, Arrays.copyOf(chunk, length)).orElseThrow();
    }

    @Override
    public Optional<byte[]> open(byte[] nonce, byte[] chunk, int length) {
        return length < AgeFormat.TAG_BYTES
                ? Optional.empty()
                : WrapCipher.run(false, key, nonce, Arrays.copyOf(chunk, length));
    }
}
