package org.dodomu.crypto;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's own ChaCha20-Poly1305: as fast as Bouncy Castle on 17, eight times as fast on 25. */
final class JcaChunkCipher implements ChunkCipher {

    private final SecretKeySpec key;
    private final Cipher cipher;

    JcaChunkCipher(byte[] key) {
        try {
            this.key = new SecretKeySpec(key, "ChaCha20");
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no ChaCha20-Poly1305", absent);
        }
    }

    @Override
    public void seal(byte[] nonce, byte[] chunk, int offset, int length, byte[] out) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
            cipher.doFinal(chunk, offset, length, out, 0);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("A chunk could not be sealed", bug);
        }
    }

    @Override
    public Optional<byte[]> open(byte[] nonce, byte[] chunk, int length) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
            return Optional.of(cipher.doFinal(chunk, 0, length));
        } catch (AEADBadTagException broken) {
            return Optional.empty();
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("A chunk could not be opened", bug);
        }
    }
}
