package org.dodomu.console;

import java.time.Instant;
import java.util.List;
import org.dodomu.desk.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A session's proof: the member's id and the very key that signed. Not believed by itself: {@link MemberGate} looks it up in the roster at each request. */
final class SignedIn extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final String member;
    private final String signing;
    private final Instant since;

    SignedIn(Member member, Instant since) {
        super(List.of());
        this.member = member.id().value();
        this.signing = member.signing().encoded();
        this.since = since;
        setAuthenticated(true);
    }

    String member() {
        return member;
    }

    Instant since() {
        return since;
    }

    /** True while the roster still names this member with the key that signed in. */
    boolean isStill(Member known) {
        return known.id().value().equals(member) && known.signing().encoded().equals(signing);
    }

    @Override
    public Object getPrincipal() {
        return member;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && that.member.equals(member) && that.signing.equals(signing);
    }

    @Override
    public int hashCode() {
        return member.hashCode();
    }

    @Override
    public String toString() {
        return "SignedIn";
    }
}
