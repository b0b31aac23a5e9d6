package org.dodomu.console;

import com.mongodb.MongoException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterUnproven;
import org.dodomu.desk.Rosters;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks each signed-in member up in the proven roster, request by request: who was removed, or has another key now, is out at once. An unproven roster lets nobody through. */
final class MemberGate extends OncePerRequestFilter {

    static final String MEMBER = MemberGate.class.getName();

    private static final List<String> TO_RENEW = List.of("/api/roster", "/api/me", "/api/sign-", "/api/line", "/api/invitations");

    private final Rosters rosters;
    private final Clock clock;
    private final ConsoleJournal journal = new ConsoleJournal();

    MemberGate(Rosters rosters, Clock clock) {
        this.rosters = rosters;
        this.clock = clock;
    }

    /** A member whose vetting is over may do nothing; a lead may still look at the roster and sign the next one. */
    static boolean mayOnlyRenew(Member member, Clock clock) {
        return member.ended(LocalDate.now(clock));
    }

    /** The member behind a session, as the roster of this moment has them. */
    Optional<Member> known(SignedIn session) {
        return rosters.current().member(session.member()).filter(session::isStill);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn session
                && !admitted(session, request, response)) {
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean admitted(SignedIn session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            Optional<Member> member = known(session);
            if (member.isPresent() && mayOnlyRenew(member.get(), clock) && !renews(member.get(), request)) {
                ErrorBody.send(response, 403, VettingEnded.WORD);
                return false;
            }
            if (member.isPresent()) {
                request.setAttribute(MEMBER, member.get());
                return true;
            }
            leave(request);
            ErrorBody.send(response, 401, ErrorBody.word(401));
        } catch (RosterUnproven unproven) {
            journal.rosterUnproven();
            ErrorBody.send(response, 503, "roster-unproven");
        } catch (MongoException away) {
            journal.failed(away.getClass());
            ErrorBody.send(response, 503, "storage-away");
        }
        return false;
    }

    private static boolean renews(Member member, HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api/") || member.is(Role.LEAD) && TO_RENEW.stream().anyMatch(path::startsWith);
    }

    /** Ends the session. */
    static void leave(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
