package org.dodomu.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits every entrance by standing before all of them: whatever somebody asks of {@code /api/} who is not signed in, and every proof. The line's public settings alone are free. A new endpoint
 * is limited by being there.
 */
final class EntranceGate extends OncePerRequestFilter {

    private final SignInLimits limits;
    private final ConsoleJournal journal = new ConsoleJournal();

    EntranceGate(SignInLimits limits) {
        this.limits = limits;
    }

    private static boolean counts(HttpServletRequest request) {
        String path = MemberGate.path(request);
        boolean proof = path.startsWith("/api/sign-in") || path.startsWith("/api/step-up");
        boolean stranger = !(SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn);
        boolean open = request.getMethod().equals("GET") && path.equals("/api/line");
        return proof || stranger && path.startsWith("/api/") && !open;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Duration> wait = counts(request) ? limits.take(request.getRemoteAddr()) : Optional.empty();
        if (wait.isPresent()) {
            journal.signInsLimited();
            response.setHeader("Retry-After", Long.toString(wait.get().toSeconds()));
            ErrorBody.send(response, 429, ErrorBody.word(429));
        } else {
            chain.doFilter(request, response);
        }
    }
}
