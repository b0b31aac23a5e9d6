package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/** A classic recipient, {@code age1…}. For the tools only: the line itself seals to post-quantum recipients. */
public final class X25519Recipient implements Recipient {

    static final String STANZA = "X25519";
    static final int BYTES = 32;

    private static final String PREFIX = "age";
    private static final String INFO = "age-encryption.org/v1/X25519";

    private final X25519PublicKeyParameters key;

    X25519Recipient(X25519PublicKeyParameters key) {
        this.key = key;
    }

    public static X25519Recipient parse(String text) {
        return Bech32.decode(PREFIX, text)
                .filter(bytes -> bytes.length == BYTES)
                .map(bytes -> new X25519Recipient(new X25519PublicKeyParameters(bytes, 0)))
                .orElseThrow(() -> new IllegalArgumentException("Not a recipient of the kind age1"));
    }

    public String encoded() {
        return Bech32.encode(PREFIX, key.getEncoded());
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        X25519PrivateKeyParameters ephemeral = new X25519PrivateKeyParameters(random);
        byte[] share = ephemeral.generatePublicKey().getEncoded();
        byte[] shared = new byte[BYTES];
        ephemeral.generateSecret(key, shared, 0);
        byte[] wrapped = WrapCipher.seal(wrapKey(shared, share, key.getEncoded()), fileKey);
        return new Stanza(STANZA, List.of(CanonicalBase64.encode(share)), wrapped);
    }

    static byte[] wrapKey(byte[] shared, byte[] share, byte[] recipient) {
        byte[] salt = Arrays.copyOf(share, BYTES * 2);
        System.arraycopy(recipient, 0, salt, BYTES, BYTES);
        return AgeFormat.derive(shared, salt, INFO, AgeFormat.KEY_BYTES);
    }

    @Override
    public Set<String> labels() {
        return Set.of();
    }
}
