package org.dodomu.console;

import com.mongodb.MongoException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.dodomu.desk.Member;
import org.dodomu.desk.RosterUnproven;
import org.dodomu.desk.Rosters;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks each signed-in member up in the proven roster, request by request: who was removed, or has another key now, is out at once. An unproven roster lets nobody through. */
final class MemberGate extends OncePerRequestFilter {

    static final String MEMBER = MemberGate.class.getName();

    private final Rosters rosters;
    private final ConsoleJournal journal = new ConsoleJournal();

    MemberGate(Rosters rosters) {
        this.rosters = rosters;
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

    /** Ends the session. */
    static void leave(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
