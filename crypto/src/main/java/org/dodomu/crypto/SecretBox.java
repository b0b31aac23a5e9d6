package org.dodomu.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a key derived from the master key. Layout: version 1 (1 byte), key id (4), nonce (12), ciphertext and tag (n + 16). The associated data binds a box to its place, so that
 * one cannot be moved to another document.
 */
public final class SecretBox {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = 1 + 4 + NONCE_BYTES;
    private static final int TAG_BITS = 128;

    private final List<MasterKey.One> masters;
    private final List<SecretKeySpec> keys;
    private final SecureRandom random;

    SecretBox(List<MasterKey.One> masters, Purpose purpose, SecureRandom random) {
        this.masters = masters;
        this.keys = masters.stream()
                .map(one -> new SecretKeySpec(one.derive(purpose), "AES"))
                .toList();
        this.random = random;
    }

    public byte[] seal(byte[] plaintext, byte[] associated) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, associated).doFinal(plaintext);
            return ByteBuffer.allocate(HEAD_BYTES + sealed.length)
                    .put(VERSION)
                    .put(masters.get(0).id)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("A box could not be sealed", bug);
        }
    }

    /**
     * Opens a box.
     *
     * @throws SealBroken when it was changed, moved, or sealed under a key that is not here
     */
    public byte[] open(byte[] box, byte[] associated) {
        if (box.length < HEAD_BYTES + TAG_BITS / 8 || box[0] != VERSION) {
            throw SealBroken.content();
        }
        byte[] id = Arrays.copyOfRange(box, 1, 5);
        byte[] nonce = Arrays.copyOfRange(box, 5, HEAD_BYTES);
        for (int i = 0; i < keys.size(); i++) {
            if (Arrays.equals(masters.get(i).id, id)) {
                try {
                    return cipher(Cipher.DECRYPT_MODE, keys.get(i), nonce, associated)
                            .doFinal(box, HEAD_BYTES, box.length - HEAD_BYTES);
                } catch (GeneralSecurityException broken) {
                    throw SealBroken.content();
                }
            }
        }
        throw SealBroken.content();
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
