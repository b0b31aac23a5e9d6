package org.dodomu.cases;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dodomu.config.LineSettings;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.EntryHeader;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.NestedSeal;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.crypto.Sha256;
import org.dodomu.desk.Desk;
import org.dodomu.desk.VerifiedRoster;
import org.springframework.stereotype.Component;

/** Makes a case's keys and proves them before each use. The secret of a generation lives only as long as the call that makes it. */
@Component
class CaseKeys {

    private final Age age;
    private final SecureRandom random;
    private final Clock clock;
    private final String line;
    private final BlindIndex mac;

    CaseKeys(Age age, SecureRandom random, Clock clock, LineSettings settings, MasterKey master) {
        this.age = age;
        this.random = random;
        this.clock = clock;
        this.line = settings.id();
        this.mac = master.index(Purpose.CASE_MAC);
    }

    /** The first generation, sealed to the desk's epoch and to recovery. */
    Generation first(CaseNumber number, Desk desk, VerifiedRoster roster) {
        return start(number, 1, Map.of(desk.epochName(), desk.recipient()), roster);
    }

    /** Generation {@code n}, sealed to each of these readers and to recovery; its secret is dropped at once. */
    Generation start(CaseNumber number, int n, Map<String, HybridRecipient> readers, VerifiedRoster roster) {
        try (HybridIdentity identity = HybridIdentity.generate(random)) {
            byte[] key = new EntryHeader(line, number.value(), n, 0, "key", clock.instant())
                    .plaintext(Map.of("secret", identity.encoded(SecretAccess.granted())));
            List<Generation.SealedKey> keys = new ArrayList<>();
            readers.forEach((name, recipient) ->
                    keys.add(new Generation.SealedKey(name, age.seal(RecipientSet.of(recipient), key))));
            keys.add(new Generation.SealedKey(
                    Generation.RECOVERY,
                    NestedSeal.seal(age, roster.publicPart().recovery(), key)));
            return signed(number, n, identity.recipient().encoded(), false, keys);
        }
    }

    /** A generation whose keys a member made and sealed in their browser. */
    Generation made(CaseNumber number, int n, HybridRecipient recipient, List<Generation.SealedKey> keys) {
        return signed(number, n, recipient.encoded(), false, keys);
    }

    /** The same generation with another key list. */
    Generation with(CaseNumber number, Generation generation, boolean closed, List<Generation.SealedKey> keys) {
        return signed(number, generation.number(), generation.recipientText(), closed, keys);
    }

    private Generation signed(
            CaseNumber number, int n, String recipient, boolean closed, List<Generation.SealedKey> keys) {
        return new Generation(n, recipient, closed, keys, mac(number, n, recipient, closed, keys));
    }

    /**
     * Proves recipient, key list, and whether it is closed.
     *
     * @throws CaseSealBroken when somebody changed either in the database
     */
    void verify(CaseNumber number, Generation generation) {
        byte[] expected =
                mac(number, generation.number(), generation.recipientText(), generation.closed(), generation.keys());
        if (!java.security.MessageDigest.isEqual(expected, generation.mac())) {
            throw new CaseSealBroken();
        }
    }

    private byte[] mac(CaseNumber number, int n, String recipient, boolean closed, List<Generation.SealedKey> keys) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(BlindIndex.part(line));
        parts.add(BlindIndex.part(number.value()));
        parts.add(BlindIndex.part(n));
        parts.add(BlindIndex.part(recipient));
        parts.add(BlindIndex.part(closed ? 1 : 0));
        for (Generation.SealedKey key : keys) {
            parts.add(BlindIndex.part(key.to()));
            parts.add(Sha256.of(key.sealed()));
        }
        return mac.of(parts.toArray(byte[][]::new));
    }
}
