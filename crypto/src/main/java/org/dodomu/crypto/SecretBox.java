package org.dodomu.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a key derived from the master key. Layout: version 1 (1 byte), key id (4), nonce (12), ciphertext and tag (n + 16). The associated data binds a box to its place, so that
 * one cannot be moved to another document.
 */
public final class SecretBox {

    private static final byte VERSION = 1;
    private static final int ID_END = 1 + 4;
    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = ID_END + NONCE_BYTES;
    private static final int TAG_BITS = 128;

    private final MasterKey master;
    private final Purpose purpose;
    private final SecureRandom random;

    SecretBox(MasterKey master, Purpose purpose, SecureRandom random) {
        this.master = master;
        this.purpose = purpose;
        this.random = random;
    }

    /**
     * Seals under the key in use.
     *
     * @throws MasterKeyMissing when it is not here, or not certain
     */
    public byte[] seal(byte[] plaintext, byte[] associated) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        MasterKeyFile.One key = master.sealingKey();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key.box(purpose), nonce, associated)
                    .doFinal(plaintext);
            return ByteBuffer.allocate(HEAD_BYTES + sealed.length)
                    .put(VERSION)
                    .put(HexFormat.of().parseHex(key.id))
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
     * @throws SealBroken when it was changed, moved, or sealed under a key that the line does not use
     * @throws MasterKeyMissing when it was sealed under a key that the line uses and that is not here
     */
    public byte[] open(byte[] box, byte[] associated) {
        MasterKeyFile.One key = master.openingKey(keyId(box));
        byte[] nonce = Arrays.copyOfRange(box, ID_END, HEAD_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, key.box(purpose), nonce, associated)
                    .doFinal(box, HEAD_BYTES, box.length - HEAD_BYTES);
        } catch (GeneralSecurityException broken) {
            throw SealBroken.content();
        }
    }

    /**
     * The id of the key that a box is sealed under. Not secret.
     *
     * @throws SealBroken when it is no box
     */
    public static String keyId(byte[] box) {
        if (box.length < HEAD_BYTES + TAG_BITS / 8 || box[0] != VERSION) {
            throw SealBroken.content();
        }
        return HexFormat.of().formatHex(box, 1, ID_END);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
