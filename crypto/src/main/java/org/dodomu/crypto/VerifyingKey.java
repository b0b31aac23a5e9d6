package org.dodomu.crypto;

import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 public key (RFC 8032), 32 bytes, written as base64url without padding. */
public final class VerifyingKey {

    private static final int BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    private final byte[] bytes;

    private VerifyingKey(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    static VerifyingKey ofBytes(byte[] bytes) {
        return new VerifyingKey(bytes);
    }

    public static VerifyingKey parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            VerifyingKey key = new VerifyingKey(bytes);
            if (bytes.length == BYTES && key.encoded().equals(text)) {
                new Ed25519PublicKeyParameters(bytes, 0);
                return key;
            }
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("Not a signing key");
        }
        throw new IllegalArgumentException("Not a signing key");
    }

    public String encoded() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public boolean verifies(byte[] message, byte[] signature) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(false, new Ed25519PublicKeyParameters(bytes, 0));
        signer.update(message, 0, message.length);
        return signature.length == SIGNATURE_BYTES && signer.verifySignature(signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && Arrays.equals(that.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "VerifyingKey[" + encoded() + "]";
    }
}
