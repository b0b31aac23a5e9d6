package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/** A classic identity, {@code AGE-SECRET-KEY-1…}. Secret. For the tools only. */
public final class X25519Identity implements Identity {

    private static final String PREFIX = "age-secret-key-";

    private final X25519PrivateKeyParameters key;
    private final byte[] recipient;

    private X25519Identity(X25519PrivateKeyParameters key) {
        this.key = key;
        this.recipient = key.generatePublicKey().getEncoded();
    }

    public static X25519Identity generate(SecureRandom random) {
        return new X25519Identity(new X25519PrivateKeyParameters(random));
    }

    public static X25519Identity parse(String text) {
        return Bech32.decode(PREFIX, text)
                .filter(bytes -> bytes.length == X25519Recipient.BYTES)
                .map(bytes -> new X25519Identity(new X25519PrivateKeyParameters(bytes, 0)))
                .orElseThrow(() -> new IllegalArgumentException("Not an identity of the kind AGE-SECRET-KEY-1"));
    }

    public X25519Recipient recipient() {
        return new X25519Recipient(key.generatePublicKey());
    }

    public String encoded(SecretAccess access) {
        return Bech32.encode(PREFIX, key.getEncoded()).toUpperCase(Locale.ROOT);
    }

    @Override
    public Optional<byte[]> unwrap(List<Stanza> stanzas) {
        Optional<byte[]> found = Optional.empty();
        for (Stanza stanza : stanzas) {
            if (found.isEmpty() && X25519Recipient.STANZA.equals(stanza.type())) {
                byte[] share = stanza.argument(X25519Recipient.BYTES);
                found = WrapCipher.open(X25519Recipient.wrapKey(agree(share), share, recipient), stanza.wrappedKey());
            }
        }
        return found;
    }

    private byte[] agree(byte[] share) {
        byte[] shared = new byte[X25519Recipient.BYTES];
        try {
            key.generateSecret(new X25519PublicKeyParameters(share, 0), shared, 0);
            return shared;
        } catch (RuntimeException lowOrder) {
            throw SealBroken.header();
        }
    }

    @Override
    public String toString() {
        return "X25519Identity[REDACTED]";
    }
}
