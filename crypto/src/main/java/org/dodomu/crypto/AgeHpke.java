package org.dodomu.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * HPKE base mode (RFC 9180) with MLKEM768-X25519, HKDF-SHA256 and ChaCha20-Poly1305, as age's {@code mlkem768x25519} stanza uses it. Each call makes an {@code HPKE} of its own: one shared
 * between threads makes files that nobody can open.
 */
final class AgeHpke {

    static final int SEED_BYTES = 32;
    static final int PUBLIC_BYTES = 1216;
    static final int ENCAPSULATION_BYTES = 1120;

    private static final byte[] INFO = "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = new byte[0];

    private AgeHpke() {}

    /** What a sender adds to the ciphertext. */
    static final class Sealed {
        private final byte[] encapsulation;
        private final byte[] ciphertext;

        private Sealed(byte[] encapsulation, byte[] ciphertext) {
            this.encapsulation = encapsulation;
            this.ciphertext = ciphertext;
        }

        byte[] encapsulation() {
            return encapsulation;
        }

        byte[] ciphertext() {
            return ciphertext;
        }
    }

    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_MLKEM768_X25519, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    static AsymmetricCipherKeyPair pair(byte[] seed) {
        return suite().deserializePrivateKey(seed, null);
    }

    static byte[] publicBytes(AsymmetricCipherKeyPair pair) {
        return suite().serializePublicKey(pair.getPublic());
    }

    static AsymmetricKeyParameter publicKey(byte[] bytes) {
        return suite().deserializePublicKey(bytes);
    }

    static Sealed seal(AsymmetricKeyParameter recipient, byte[] plaintext, SecureRandom random) {
        byte[] randomness = new byte[64];
        random.nextBytes(randomness);
        try {
            HPKEContextWithEncapsulation context = suite().setupBaseS(recipient, INFO, randomness);
            return new Sealed(context.getEncapsulation(), context.seal(NONE, plaintext));
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("HPKE could not seal", impossible);
        }
    }

    static byte[] open(AsymmetricCipherKeyPair pair, byte[] encapsulation, byte[] ciphertext)
            throws InvalidCipherTextException {
        return suite().setupBaseR(encapsulation, pair, INFO).open(NONE, ciphertext);
    }
}
