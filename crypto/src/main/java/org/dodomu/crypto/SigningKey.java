package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/** An Ed25519 key that signs (RFC 8032): a 32-byte seed. Secret. */
public final class SigningKey implements AutoCloseable {

    static final int SEED_BYTES = 32;

    private final byte[] seed;

    /** Kept, because the public half that each signature needs takes as long as the signature itself. */
    private volatile @Nullable Ed25519PrivateKeyParameters key;

    private boolean closed;

    private SigningKey(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("A signing key has a seed of 32 bytes");
        }
        this.seed = seed.clone();
    }

    public static SigningKey ofSeed(byte[] seed) {
        return new SigningKey(seed);
    }

    public static SigningKey generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new SigningKey(seed);
    }

    /** The 64-byte signature. */
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key());
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    public VerifyingKey verifyingKey() {
        return VerifyingKey.ofBytes(key().generatePublicKey().getEncoded());
    }

    public byte[] seed(SecretAccess access) {
        return seed.clone();
    }

    private Ed25519PrivateKeyParameters key() {
        if (closed) {
            throw new IllegalStateException("The signing key was closed");
        }
        Ed25519PrivateKeyParameters made = key;
        if (made == null) {
            made = new Ed25519PrivateKeyParameters(seed, 0);
            key = made;
        }
        return made;
    }

    @Override
    public void close() {
        Arrays.fill(seed, (byte) 0);
        key = null;
        closed = true;
    }

    @Override
    public String toString() {
        return "SigningKey[REDACTED]";
    }
}
