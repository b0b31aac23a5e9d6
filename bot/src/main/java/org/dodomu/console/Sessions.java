package org.dodomu.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import org.dodomu.cases.LastOpened;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Begins sessions. Each has a new id and a new CSRF token; there is none before a member is proven. */
@Component
class Sessions {

    private static final String LAST_OPENED = "dodomu.last-opened";

    private final SecurityContextRepository contexts;
    private final CsrfTokenRepository csrf;
    private final Freshness freshness;
    private final Clock clock;

    Sessions(SecurityContextRepository contexts, CsrfTokenRepository csrf, Freshness freshness, Clock clock) {
        this.contexts = contexts;
        this.csrf = csrf;
        this.freshness = freshness;
        this.clock = clock;
    }

    /**
     * Begins a session in place of the one that was.
     *
     * @param passkey whether a passkey was proven too
     * @throws VettingEnded when this member's vetting is over, and they are no lead, who may still renew others'
     */
    void begin(Member member, boolean passkey, HttpServletRequest request, HttpServletResponse response) {
        if (MemberGate.mayOnlyRenew(member, clock) && !member.is(Role.LEAD)) {
            throw new VettingEnded();
        }
        MemberGate.leave(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(LAST_OPENED, new LastOpened());
        freshness.proven(session, passkey);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(member, clock.instant()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        csrf.saveToken(csrf.generateToken(request), request, response);
    }

    static LastOpened lastOpened(HttpSession session) {
        return session.getAttribute(LAST_OPENED) instanceof LastOpened last ? last : new LastOpened();
    }

    /** What only the browser of this request knows before it is signed in: the CSRF token that it was given. */
    String browser(HttpServletRequest request) {
        CsrfToken token = csrf.loadToken(request);
        return Asked.present(token).getToken();
    }
}
