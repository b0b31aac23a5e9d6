package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.jspecify.annotations.Nullable;

/**
 * A post-quantum hybrid identity, {@code AGE-SECRET-KEY-PQ-1…}: a 32-byte seed. Secret: never prints, copies what it gets, and throws after {@link #close()}.
 */
public final class HybridIdentity implements Identity, AutoCloseable {

    private static final String PREFIX = "age-secret-key-pq-";

    private final byte[] seed;
    private final HybridRecipient recipient;
    private @Nullable AsymmetricCipherKeyPair pair;

    private HybridIdentity(byte[] seed) {
        if (seed.length != AgeHpke.SEED_BYTES) {
            throw new IllegalArgumentException("An identity has a seed of 32 bytes");
        }
        this.seed = seed.clone();
        AsymmetricCipherKeyPair made = AgeHpke.pair(this.seed);
        this.pair = made;
        this.recipient = HybridRecipient.ofBytes(AgeHpke.publicBytes(made));
    }

    public static HybridIdentity generate(SecureRandom random) {
        byte[] seed = new byte[AgeHpke.SEED_BYTES];
        random.nextBytes(seed);
        try {
            return new HybridIdentity(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    public static HybridIdentity ofSeed(byte[] seed) {
        return new HybridIdentity(seed);
    }

    /**
     * Reads an identity.
     *
     * @throws IllegalArgumentException when it is not one; the message does not repeat it
     */
    public static HybridIdentity parse(String text) {
        return Bech32.decode(PREFIX, text)
                .filter(seed -> seed.length == AgeHpke.SEED_BYTES)
                .map(HybridIdentity::new)
                .orElseThrow(() -> new IllegalArgumentException("Not an identity of the kind AGE-SECRET-KEY-PQ-1"));
    }

    public HybridRecipient recipient() {
        return recipient;
    }

    /** The 77 characters of {@code AGE-SECRET-KEY-PQ-1…}. */
    public String encoded(SecretAccess access) {
        open();
        return Bech32.encode(PREFIX, seed).toUpperCase(Locale.ROOT);
    }

    @Override
    public Optional<byte[]> unwrap(List<Stanza> stanzas) {
        AsymmetricCipherKeyPair key = open();
        for (Stanza stanza : stanzas) {
            if (HybridRecipient.STANZA.equals(stanza.type())) {
                byte[] encapsulation = stanza.argument(AgeHpke.ENCAPSULATION_BYTES);
                Optional<byte[]> fileKey = unwrap(key, encapsulation, stanza.wrappedKey());
                if (fileKey.isPresent()) {
                    return fileKey;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> unwrap(AsymmetricCipherKeyPair key, byte[] encapsulation, byte[] wrapped) {
        try {
            return Optional.of(AgeHpke.open(key, encapsulation, wrapped));
        } catch (InvalidCipherTextException notOurs) {
            return Optional.empty();
        } catch (RuntimeException lowOrderShare) {
            throw SealBroken.header();
        }
    }

    private AsymmetricCipherKeyPair open() {
        AsymmetricCipherKeyPair key = pair;
        if (key == null) {
            throw new IllegalStateException("The identity was closed");
        }
        return key;
    }

    @Override
    public void close() {
        Arrays.fill(seed, (byte) 0);
        pair = null;
    }

    @Override
    public String toString() {
        return "HybridIdentity[REDACTED]";
    }
}
