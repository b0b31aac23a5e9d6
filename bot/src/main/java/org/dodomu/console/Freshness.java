package org.dodomu.console;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.dodomu.desk.Member;
import org.dodomu.passkeys.Passkeys;
import org.springframework.stereotype.Component;

/** When a session last saw its member's proof. Who has a passkey must have used it: their key alone is not fresh enough. */
@Component
class Freshness {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String PROOF = Freshness.class.getName();

    private final Passkeys passkeys;
    private final Clock clock;

    Freshness(Passkeys passkeys, Clock clock) {
        this.passkeys = passkeys;
        this.clock = clock;
    }

    private record Proof(Instant at, boolean passkey) implements Serializable {}

    void proven(HttpSession session, boolean passkey) {
        session.setAttribute(PROOF, new Proof(clock.instant(), passkey));
    }

    void require(HttpSession session, Member member) {
        boolean fresh = session.getAttribute(PROOF) instanceof Proof proof
                && clock.instant().isBefore(proof.at().plus(LIFE))
                && (proof.passkey() || !passkeys.has(member.id()));
        if (!fresh) {
            throw new StepUpNeeded();
        }
    }
}
