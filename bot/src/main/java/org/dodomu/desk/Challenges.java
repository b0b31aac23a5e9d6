package org.dodomu.desk;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.LineSettings;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.crypto.VerifyingKey;
import org.springframework.stereotype.Component;

/**
 * Sign-in by proof of the member's key: a random nonce, two minutes, one use. A member that nobody knows gets one too. After a passkey the nonce remembers it, and lasts five minutes: without PRF
 * the key file has to be found and its passphrase typed.
 */
@Component
public class Challenges {

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final Duration LIFE_AFTER_PASSKEY = Duration.ofMinutes(5);
    private static final int MOST_OPEN = 10_000;

    private final Rosters rosters;
    private final SecureRandom random;
    private final Clock clock;
    private final String line;
    private final VerifyingKey nobody;
    private final Map<String, Open> open = new LinkedHashMap<>();

    public Challenges(Rosters rosters, SecureRandom random, Clock clock, LineSettings settings) {
        this.rosters = rosters;
        this.random = random;
        this.clock = clock;
        this.line = settings.id();
        try (SigningKey decoy = SigningKey.generate(random)) {
            this.nobody = decoy.verifyingKey();
        }
    }

    private record Open(String member, boolean passkey, Instant until) {}

    /**
     * Who proved to hold the member's key.
     *
     * @param passkey whether the nonce was given out after a passkey of the same member
     */
    public record Proven(MemberId member, boolean passkey) {}

    /** A fresh nonce, 64 hex digits. */
    public String issue(String member) {
        return issue(member, false, LIFE);
    }

    /** A fresh nonce for the browser that has just proven this member's passkey. */
    public String issueAfterPasskey(MemberId member) {
        return issue(member.value(), true, LIFE_AFTER_PASSKEY);
    }

    private synchronized String issue(String member, boolean passkey, Duration life) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        Instant now = clock.instant();
        open.values().removeIf(one -> one.until().isBefore(now));
        if (open.size() >= MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(nonce, new Open(member, passkey, now.plus(life)));
        return nonce;
    }

    private synchronized Optional<Open> take(String nonce) {
        return Optional.ofNullable(open.remove(nonce)).filter(one -> one.until().isAfter(clock.instant()));
    }

    /** The member who proved to hold the key; empty for every kind of failure. */
    public Optional<Proven> prove(String member, String nonce, byte[] signature) {
        Optional<Open> issued = take(nonce).filter(one -> one.member().equals(member));
        if (issued.isEmpty() || !member.matches("[a-z0-9-]{1,40}")) {
            return Optional.empty();
        }
        byte[] statement = Statements.signIn(line, member, nonce);
        byte[] given = Arrays.copyOf(signature, signature.length);
        Optional<Member> known = rosters.current().member(member);
        boolean proven = known.map(Member::signing).orElse(nobody).verifies(statement, given);
        return known.filter(one -> proven)
                .map(one -> new Proven(one.id(), issued.get().passkey()));
    }
}
