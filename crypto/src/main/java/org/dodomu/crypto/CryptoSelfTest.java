package org.dodomu.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Run at start: a machine on which sealing does not work must not take a report. */
public final class CryptoSelfTest {

    private static final String SEED_ONE_FINGERPRINT = "f37b99b2db732a7df55f61fa44260613";

    private CryptoSelfTest() {}

    /**
     * Derives a known recipient, seals and opens a sample, and finds a changed byte.
     *
     * @throws IllegalStateException when the outcome is not as it must be
     */
    public static void run(SecureRandom random) {
        byte[] seed = new byte[AgeHpke.SEED_BYTES];
        Arrays.fill(seed, (byte) 1);
        try (HybridIdentity known = HybridIdentity.ofSeed(seed);
                HybridIdentity fresh = HybridIdentity.generate(random)) {
            require(known.recipient().fingerprint().equals(SEED_ONE_FINGERPRINT));
            Age age = new Age(random);
            byte[] sample = "self-test".getBytes(StandardCharsets.US_ASCII);
            byte[] sealed = age.seal(RecipientSet.of(fresh.recipient()), sample);
            require(Arrays.equals(age.open(sealed, fresh), sample));
            sealed[sealed.length - 1] ^= 1;
            require(refuses(age, sealed, fresh));
        }
    }

    private static boolean refuses(Age age, byte[] sealed, Identity identity) {
        try {
            age.open(sealed, identity);
            return false;
        } catch (SealBroken expected) {
            return true;
        }
    }

    private static void require(boolean fact) {
        if (!fact) {
            throw new IllegalStateException("Sealing does not work on this machine: the self-test failed");
        }
    }
}
