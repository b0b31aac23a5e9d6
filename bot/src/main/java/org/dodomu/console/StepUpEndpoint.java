package org.dodomu.console;

import jakarta.servlet.http.HttpSession;
import org.dodomu.desk.Challenges;
import org.dodomu.desk.Member;
import org.dodomu.passkeys.Assertion;
import org.dodomu.passkeys.Passkeys;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A fresh proof within a session, before an act that carries {@link StepUp}. */
@RestController
class StepUpEndpoint {

    private final Passkeys passkeys;
    private final Challenges challenges;
    private final Freshness freshness;

    StepUpEndpoint(Passkeys passkeys, Challenges challenges, Freshness freshness) {
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.freshness = freshness;
    }

    /**
     * What to prove: a passkey, or for a member who has none the key, by a nonce.
     *
     * @param passkey absent without one
     * @param nonce absent with one
     */
    record Options(
            org.dodomu.passkeys.@Nullable Asked passkey,
            @Nullable String nonce) {}

    @PostMapping("/api/step-up/options")
    Options options(Member member, HttpSession session) {
        return passkeys.has(member.id())
                ? new Options(passkeys.ask(member.id(), session.getId()), null)
                : new Options(null, challenges.issue(member.id().value()));
    }

    record Proof(
            @Nullable Assertion passkey,
            @Nullable String nonce,
            @Nullable String signature) {}

    @PostMapping("/api/step-up")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void prove(@RequestBody Proof proof, Member member, HttpSession session) {
        Assertion sent = proof.passkey();
        boolean proven = sent == null
                ? !passkeys.has(member.id()) && provesKey(proof, member)
                : passkeys.proves(member.id(), session.getId(), sent);
        if (!proven) {
            throw new StepUpNeeded();
        }
        freshness.proven(session, sent != null);
    }

    private boolean provesKey(Proof proof, Member member) {
        return challenges
                .prove(
                        member.id().value(),
                        Asked.matching(proof.nonce(), "[0-9a-f]{64}"),
                        Asked.base64url(proof.signature()))
                .isPresent();
    }
}
