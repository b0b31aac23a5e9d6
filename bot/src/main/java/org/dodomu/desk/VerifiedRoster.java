package org.dodomu.desk;

import java.util.List;
import java.util.Optional;
import org.dodomu.config.Language;

/** A roster whose chain was proven from the pinned root; only {@link RosterChain} makes one. */
public final class VerifiedRoster {

    private final RosterPublic publicPart;
    private final List<Member> members;
    private final String hash;

    VerifiedRoster(RosterPublic publicPart, List<Member> members, String hash) {
        this.publicPart = publicPart;
        this.members = List.copyOf(members);
        this.hash = hash;
    }

    public RosterPublic publicPart() {
        return publicPart;
    }

    public List<Member> members() {
        return members;
    }

    public String hash() {
        return hash;
    }

    public Optional<Member> member(String id) {
        return members.stream().filter(member -> member.id().value().equals(id)).findFirst();
    }

    /** The desk that takes conversations in this language, else the first. */
    public Desk deskFor(Language language) {
        return publicPart.desks().stream()
                .filter(desk -> desk.languages().contains(language.code()))
                .findFirst()
                .orElse(publicPart.desks().get(0));
    }
}
