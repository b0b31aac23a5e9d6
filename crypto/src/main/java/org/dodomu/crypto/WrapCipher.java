package org.dodomu.crypto;

import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** ChaCha20-Poly1305 (RFC 8439) with a zero nonce under a key that is used once: how age wraps a file key. */
final class WrapCipher {

    private static final int TAG_BITS = 128;

    private WrapCipher() {}

    static byte[] seal(byte[] key, byte[] plaintext) {
        return run(true, key, new byte[12], plaintext).orElseThrow();
    }

    static Optional<byte[]> open(byte[] key, byte[] ciphertext) {
        return run(false, key, new byte[12], ciphertext);
    }

    static Optional<byte[]> run(boolean sealing, byte[] key, byte[] nonce, byte[] in) {
        ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
        cipher.init(sealing, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce));
        byte[] out = new byte[cipher.getOutputSize(in.length)];
        try {
            int length = cipher.processBytes(in, 0, in.length, out, 0);
            cipher.doFinal(out, length);
            return Optional.of(out);
        } catch (InvalidCipherTextException broken) {
            return Optional.empty();
        }
    }
}
