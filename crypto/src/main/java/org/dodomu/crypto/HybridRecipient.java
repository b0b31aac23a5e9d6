package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * A post-quantum hybrid recipient, {@code age1pq1…}: an ML-KEM-768 encapsulation key (1184 bytes) followed by an X25519 public key (32 bytes). Public. Source: C2SP age.md, "The
 * mlkem768x25519 recipient type".
 */
public final class HybridRecipient implements Recipient {

    static final String STANZA = "mlkem768x25519";
    static final Set<String> LABELS = Set.of("postquantum");

    private static final String PREFIX = "age1pq";

    private final byte[] bytes;
    private final AsymmetricKeyParameter key;

    private HybridRecipient(byte[] bytes) {
        this.bytes = bytes.clone();
        this.key = AgeHpke.publicKey(bytes);
    }

    /**
     * Reads a recipient.
     *
     * @throws IllegalArgumentException when it is not one; the message does not repeat it
     */
    public static HybridRecipient parse(String text) {
        byte[] bytes = Bech32.decode(PREFIX, text)
                .filter(key -> key.length == AgeHpke.PUBLIC_BYTES)
                .orElseThrow(() -> new IllegalArgumentException("Not a recipient of the kind age1pq1"));
        return ofBytes(bytes);
    }

    static HybridRecipient ofBytes(byte[] bytes) {
        try {
            return new HybridRecipient(bytes);
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("Not a recipient of the kind age1pq1");
        }
    }

    /** The 1959 characters of {@code age1pq1…}. */
    public String encoded() {
        return Bech32.encode(PREFIX, bytes);
    }

    /** The first 16 bytes of SHA-256 over the key, in hex: for people and logs. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(bytes), 16));
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        AgeHpke.Sealed sealed = AgeHpke.seal(key, fileKey, random);
        return new Stanza(STANZA, List.of(CanonicalBase64.encode(sealed.encapsulation())), sealed.ciphertext());
    }

    @Override
    public Set<String> labels() {
        return LABELS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HybridRecipient that && Arrays.equals(that.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "HybridRecipient[" + fingerprint() + "]";
    }
}
