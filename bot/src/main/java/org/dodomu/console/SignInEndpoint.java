package org.dodomu.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.dodomu.config.SignInSettings;
import org.dodomu.desk.Challenges;
import org.dodomu.desk.Member;
import org.dodomu.desk.Rosters;
import org.dodomu.passkeys.Assertion;
import org.dodomu.passkeys.Passkeys;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sign-in by a signature over a fresh nonce, and a passkey before it. Every failure looks the same, and every sign-in begins a new session; before it there is none. A passkey alone yields the nonce
 * and the wrapped copy of the key file, nothing else.
 */
@RestController
class SignInEndpoint {

    private static final String MEMBER = "[a-z0-9-]{1,40}";

    /** Not the storage: it holds the pinned root and the newest roster seen, and must outlive the session. */
    private static final String CLEARED = "\"cache\"";

    private final Challenges challenges;
    private final Rosters rosters;
    private final Passkeys passkeys;
    private final SignInSettings settings;
    private final Sessions sessions;

    SignInEndpoint(
            Challenges challenges, Rosters rosters, Passkeys passkeys, SignInSettings settings, Sessions sessions) {
        this.challenges = challenges;
        this.rosters = rosters;
        this.passkeys = passkeys;
        this.settings = settings;
        this.sessions = sessions;
    }

    record Who(@Nullable String member) {}

    record Proof(
            @Nullable String member,
            @Nullable String nonce,
            @Nullable String signature) {}

    @PostMapping("/api/sign-in/challenge")
    Map<String, String> challenge(@RequestBody Who who) {
        return Map.of("nonce", challenges.issue(Asked.matching(who.member(), MEMBER)));
    }

    @PostMapping("/api/sign-in/passkey/options")
    org.dodomu.passkeys.Asked passkey(HttpServletRequest request) {
        return passkeys.ask(sessions.browser(request));
    }

    /**
     * The first half.
     *
     * @param wrapped empty when this passkey cannot unlock the key
     */
    record Half(String member, String nonce, String wrapped) {
        @Override
        public String toString() {
            return "Half";
        }
    }

    @PostMapping("/api/sign-in/passkey")
    Half passkey(@RequestBody Assertion sent, HttpServletRequest request) {
        Passkeys.Proven proven = passkeys.prove(sessions.browser(request), sent).orElseThrow(SignInFailed::new);
        Member member = rosters.current().member(proven.member().value()).orElseThrow(SignInFailed::new);
        return new Half(member.id().value(), challenges.issueAfterPasskey(member.id()), proven.wrapped());
    }

    @PostMapping("/api/sign-in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signIn(@RequestBody Proof proof, HttpServletRequest request, HttpServletResponse response) {
        Challenges.Proven proven = challenges
                .prove(
                        Asked.matching(proof.member(), MEMBER),
                        Asked.matching(proof.nonce(), "[0-9a-f]{64}"),
                        Asked.base64url(proof.signature()))
                .orElseThrow(SignInFailed::new);
        Member member = rosters.current().member(proven.member().value()).orElseThrow(SignInFailed::new);
        if (!proven.passkey()) {
            refuseWithoutPasskey(member);
        }
        sessions.begin(member, proven.passkey(), request, response);
    }

    private void refuseWithoutPasskey(Member member) {
        if (passkeys.has(member.id())) {
            throw new PasskeyNeeded(PasskeyNeeded.DEMANDED);
        }
        if (settings.required()) {
            throw new PasskeyNeeded(PasskeyNeeded.MISSING);
        }
    }

    @PostMapping("/api/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        MemberGate.leave(request);
        response.setHeader("Clear-Site-Data", CLEARED);
    }
}
