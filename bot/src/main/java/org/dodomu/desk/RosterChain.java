package org.dodomu.desk;

import java.util.List;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.jspecify.annotations.Nullable;

/** Proves a roster: version 1 hashes to the root and is signed by all its leads, each later version names the hash of the one before and is signed by k of that one's leads. */
final class RosterChain {

    private RosterChain() {}

    /**
     * Proves the newest of these versions.
     *
     * @param versions from 1, in order
     * @throws RosterUnproven at the first thing that does not fit
     */
    static VerifiedRoster verify(String line, String root, List<SignedRoster> versions) {
        if (root.isEmpty() || versions.isEmpty()) {
            throw new RosterUnproven("the line is not founded");
        }
        if (!versions.get(0).hash().equals(root)) {
            throw new RosterUnproven("version 1 is not the pinned root");
        }
        VerifiedRoster proven = null;
        for (SignedRoster version : versions) {
            proven = next(line, proven, version);
        }
        return java.util.Objects.requireNonNull(proven);
    }

    private static VerifiedRoster next(String line, @Nullable VerifiedRoster before, SignedRoster signed) {
        RosterPublic open = RosterPublic.parse(signed.publicPart());
        RosterMembers members = RosterMembers.parse(signed.memberPart());
        int version = before == null ? 1 : before.publicPart().version() + 1;
        String previous = before == null ? "" : before.hash();
        require(open.line().equals(line) && members.line().equals(line), "it is another line's");
        require(open.version() == version && members.version() == version, "a version is out of its place");
        require(open.previous().equals(previous), "it does not follow the version before");
        require(open.members().equals(Sha256.hex(signed.memberPart())), "its member part was changed");
        require(distinct(members) && leadsAreMembers(open, members), "its leads are not its members");
        List<Lead> signers = before == null ? open.leads() : before.publicPart().leads();
        int needed = before == null ? open.leads().size() : before.publicPart().k();
        require(signatures(line, open, signed, signers) >= needed, "signatures are missing");
        return new VerifiedRoster(open, members.members(), signed.hash());
    }

    private static long signatures(String line, RosterPublic open, SignedRoster signed, List<Lead> signers) {
        byte[] statement = Statements.roster(line, open.version(), signed.hash());
        return signers.stream()
                .filter(lead -> lead.signing()
                        .verifies(statement, signed.signature(lead.id().value())))
                .map(Lead::id)
                .distinct()
                .count();
    }

    private static boolean distinct(RosterMembers members) {
        return members.members().stream().map(Member::id).distinct().count()
                == members.members().size();
    }

    private static boolean leadsAreMembers(RosterPublic open, RosterMembers members) {
        boolean distinct = open.leads().stream().map(Lead::id).distinct().count()
                        == open.leads().size()
                && open.leads().stream().map(Lead::signing).distinct().count()
                        == open.leads().size();
        return distinct
                && open.leads().stream().allMatch(lead -> members.members().stream()
                        .anyMatch(member -> member.id().equals(lead.id())
                                && member.is(Role.LEAD)
                                && member.signing().equals(lead.signing())));
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new RosterUnproven(otherwise);
        }
    }
}
