package org.dodomu.console;

import com.mongodb.MongoException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterUnproven;
import org.dodomu.desk.Rosters;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks each signed-in member up in the proven roster, request by request: who was removed, or has another key now, is out at once, and so is
 * a session that is older than sessions may be. An unproven roster lets nobody through. A page that says who speaks is not heard as another member, whose session a second tab of its browser began.
 */
final class MemberGate extends OncePerRequestFilter {

    static final String MEMBER = MemberGate.class.getName();

    private static final String SPEAKER = "X-Member";

    /** What needs no roster: the page itself, what it must know before anybody signs in, and the way out. */
    private static final Pattern WITHOUT_ROSTER = Pattern.compile("(?!/api/).*|/api/(line|sign-out)");

    private static final Pattern TO_RENEW =
            Pattern.compile("/api/(roster(/proposals(/.*)?)?|me|line|sign-out|step-up(/.*)?|passkeys(/.*)?)");

    private final Rosters rosters;
    private final Duration longest;
    private final Clock clock;
    private final ConsoleJournal journal = new ConsoleJournal();

    MemberGate(Rosters rosters, Duration longest, Clock clock) {
        this.rosters = rosters;
        this.longest = longest;
        this.clock = clock;
    }

    /** A member whose vetting is over may do nothing; a lead may still look at the roster and sign the next one. */
    static boolean mayOnlyRenew(Member member, Clock clock) {
        return member.ended(LocalDate.now(clock));
    }

    /** The member behind a session, as the roster of this moment has them. */
    Optional<Member> known(SignedIn session) {
        if (!clock.instant().isBefore(session.since().plus(longest))) {
            return Optional.empty();
        }
        return rosters.current().member(session.member()).filter(session::isStill);
    }

    /** Whether an open stream may go on. */
    boolean hears(SignedIn session) {
        return known(session).filter(member -> !mayOnlyRenew(member, clock)).isPresent();
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
        String speaker = request.getHeader(SPEAKER);
        if (speaker != null && !speaker.equals(session.member())) {
            ErrorBody.send(response, 401, ErrorBody.word(401));
            return false;
        }
        try {
            Optional<Member> member = known(session);
            if (member.isPresent() && !allows(member.get(), clock, request)) {
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
            if (WITHOUT_ROSTER.matcher(path(request)).matches()) {
                return true;
            }
            journal.rosterUnproven();
            ErrorBody.send(response, 503, "roster-unproven");
        } catch (MongoException away) {
            journal.failed(away.getClass());
            ErrorBody.send(response, 503, "storage-away");
        }
        return false;
    }

    private static boolean renews(Member member, HttpServletRequest request) {
        String path = path(request);
        boolean looksAtCandidates =
                path.equals("/api/invitations") && request.getMethod().equals("GET");
        return !path.startsWith("/api/")
                || member.is(Role.LEAD)
                        && (looksAtCandidates || TO_RENEW.matcher(path).matches());
    }

    /** Whether a member may ask for this today. */
    static boolean allows(Member member, Clock clock, HttpServletRequest request) {
        return !mayOnlyRenew(member, clock) || renews(member, request);
    }

    /** The path as the controllers see it: a letter written as {@code %61} is that letter. */
    static String path(HttpServletRequest request) {
        String more = request.getPathInfo();
        return request.getServletPath() + (more == null ? "" : more);
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
