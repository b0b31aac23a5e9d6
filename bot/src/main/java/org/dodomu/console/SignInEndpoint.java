package org.dodomu.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import org.dodomu.desk.Challenges;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in by a signature over a fresh nonce. Every failure looks the same, and every sign-in begins a new session. */
@RestController
class SignInEndpoint {

    private static final String MEMBER = "[a-z0-9-]{1,40}";

    /** Not the storage: it holds the pinned root and the newest roster seen, and must outlive the session. */
    private static final String CLEARED = "\"cache\"";

    private final Challenges challenges;
    private final Rosters rosters;
    private final SignInLimits limits;
    private final SecurityContextRepository contexts;
    private final CsrfTokenRepository csrf;
    private final Clock clock;

    SignInEndpoint(
            Challenges challenges,
            Rosters rosters,
            SignInLimits limits,
            SecurityContextRepository contexts,
            CsrfTokenRepository csrf,
            Clock clock) {
        this.clock = clock;
        this.challenges = challenges;
        this.rosters = rosters;
        this.limits = limits;
        this.contexts = contexts;
        this.csrf = csrf;
    }

    record Who(@Nullable String member) {}

    record Proof(
            @Nullable String member,
            @Nullable String nonce,
            @Nullable String signature) {}

    @PostMapping("/api/sign-in/challenge")
    Map<String, String> challenge(@RequestBody Who who, HttpServletRequest request) {
        limit(request);
        return Map.of("nonce", challenges.issue(Asked.matching(who.member(), MEMBER)));
    }

    @PostMapping("/api/sign-in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signIn(@RequestBody Proof proof, HttpServletRequest request, HttpServletResponse response) {
        limit(request);
        Member member = challenges
                .prove(
                        Asked.matching(proof.member(), MEMBER),
                        Asked.matching(proof.nonce(), "[0-9a-f]{64}"),
                        Asked.base64url(proof.signature()))
                .map(MemberId::value)
                .flatMap(id -> rosters.current().member(id))
                .orElseThrow(SignInFailed::new);
        if (MemberGate.mayOnlyRenew(member, clock) && !member.is(Role.LEAD)) {
            throw new VettingEnded();
        }
        MemberGate.leave(request);
        request.getSession(true);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(member));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        csrf.saveToken(csrf.generateToken(request), request, response);
    }

    @PostMapping("/api/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        MemberGate.leave(request);
        response.setHeader("Clear-Site-Data", CLEARED);
    }

    private void limit(HttpServletRequest request) {
        limits.take(request.getRemoteAddr()).ifPresent(wait -> {
            throw new TooMany(wait);
        });
    }
}
