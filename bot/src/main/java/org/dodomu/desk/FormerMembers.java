package org.dodomu.desk;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who was a member once and is none today, by the proven roster's earlier versions. */
@Component
public class FormerMembers {

    private final Rosters rosters;

    FormerMembers(Rosters rosters) {
        this.rosters = rosters;
    }

    /**
     * Their ids.
     *
     * @throws RosterUnproven when the roster in the database is not the leads'
     */
    public List<String> ids() {
        VerifiedRoster now = rosters.current();
        return memberParts()
                .flatMap(part -> part.members().stream())
                .map(member -> member.id().value())
                .distinct()
                .filter(id -> now.member(id).isEmpty())
                .toList();
    }

    /** The epochs, by the names of their copies, whose key was ever sealed to this member. */
    public List<String> epochsOf(MemberId id) {
        rosters.current();
        return rosters.versions().stream()
                .flatMap(signed -> held(signed, id))
                .distinct()
                .toList();
    }

    private static Stream<String> held(SignedRoster signed, MemberId id) {
        List<Member> members = RosterMembers.parse(signed.memberPart()).members();
        return RosterPublic.parse(signed.publicPart()).desks().stream()
                .filter(desk ->
                        members.stream().anyMatch(member -> member.id().equals(id) && member.holdsEpochOf(desk.id())))
                .map(Desk::epochName);
    }

    private Stream<RosterMembers> memberParts() {
        return rosters.versions().stream().map(signed -> RosterMembers.parse(signed.memberPart()));
    }
}
