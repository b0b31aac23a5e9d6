package org.dodomu.passkeys;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Challenges that wait for an answer: 32 random bytes, three minutes, one use, each for one act, one owner and the browser that asked. At most 10,000, so that asking fills no memory; the entrance
 * lets fewer than that through in three minutes.
 */
final class Askings {

    static final Duration LIFE = Duration.ofMinutes(3);
    private static final int MOST_OPEN = 10_000;

    private final SecureRandom random;
    private final Clock clock;
    private final Map<String, Open> open = new LinkedHashMap<>();

    Askings(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * What a challenge is for.
     *
     * @param owner whose passkey; empty when any may answer
     * @param browser something that only the browser knows that asked
     */
    record For(String act, String owner, String browser) {}

    private record Open(For what, Instant until) {}

    synchronized String ask(For what) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String challenge = Encoded.of(bytes);
        Instant now = clock.instant();
        open.values().removeIf(one -> one.until().isBefore(now));
        if (open.size() >= MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(challenge, new Open(what, now.plus(LIFE)));
        return challenge;
    }

    /** True once, for the same act, owner and browser. */
    synchronized boolean answered(String challenge, For what) {
        Open asked = open.remove(challenge);
        return asked != null
                && asked.until().isAfter(clock.instant())
                && asked.what().equals(what);
    }
}
