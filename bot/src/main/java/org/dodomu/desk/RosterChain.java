package org.dodomu.desk;

import java.util.List;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.jspecify.annotations.Nullable;

/** Proves a roster: version 1 hashes to the root and is signed by all its leads, each later version names the hash of the one before and is signed by k of that one's leads who still lead in it. */
final class RosterChain {

    private RosterChain() {}

    /**
     * Proves the newest of these versions.
     *
     * @param versions from 1, in order
     * @throws RosterUnproven at the first thing that does not fit
     */
    static VerifiedRoster verify(String line, String root, List<SignedRoster> versions) {
        if (root.isEmpty() && versions.isEmpty()) {
            throw RosterUnproven.unfounded();
        }
        if (versions.isEmpty() || !versions.get(0).hash().equals(root)) {
            throw new RosterUnproven("version 1 is not the pinned root");
        }
        VerifiedRoster proven = null;
        for (SignedRoster version : versions) {
            proven = next(line, proven, version);
        }
        return java.util.Objects.requireNonNull(proven);
    }

    /** The next version, whose signatures are checked before any of its bytes are read; version 1 is known by its hash already. */
    static VerifiedRoster next(String line, @Nullable VerifiedRoster before, SignedRoster signed) {
        int version = before == null ? 1 : before.publicPart().version() + 1;
        if (before != null) {
            RosterPublic signers = before.publicPart();
            requireSigned(line, version, signed, signers.leads(), signers.k());
        }
        RosterPublic open = RosterPublic.parse(signed.publicPart());
        if (before == null) {
            requireSigned(line, version, signed, open.leads(), open.leads().size());
        } else {
            requireSigned(
                    line,
                    version,
                    signed,
                    RosterRules.staying(before, open),
                    before.publicPart().k());
        }
        RosterMembers members = fitting(line, before, open, signed.memberPart());
        return new VerifiedRoster(open, members.members(), signed.hash());
    }

    /**
     * Reads the member part of what shall follow a version, and checks everything but signatures.
     *
     * @throws RosterUnproven when it does not follow, or contradicts itself
     */
    static RosterMembers fitting(String line, @Nullable VerifiedRoster before, RosterPublic open, byte[] memberPart) {
        int version = before == null ? 1 : before.publicPart().version() + 1;
        require(open.line().equals(line) && open.version() == version, "a version is out of its place");
        require(open.previous().equals(before == null ? "" : before.hash()), "it does not follow the version before");
        require(open.members().equals(Sha256.hex(memberPart)), "its member part was changed");
        RosterMembers members = RosterMembers.parse(memberPart);
        require(members.line().equals(line) && members.version() == version, "its member part is another version's");
        RosterRules.check(open, members.members());
        if (before != null) {
            RosterRules.checkChange(before, open, members.members());
        }
        return members;
    }

    private static void requireSigned(String line, int version, SignedRoster signed, List<Lead> signers, int needed) {
        byte[] statement = Statements.roster(line, version, signed.hash());
        long signatures = signers.stream()
                .filter(lead -> lead.signing()
                        .verifies(statement, signed.signature(lead.id().value())))
                .map(Lead::id)
                .distinct()
                .count();
        require(signatures >= needed, "signatures are missing");
    }

    static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new RosterUnproven(otherwise);
        }
    }
}
