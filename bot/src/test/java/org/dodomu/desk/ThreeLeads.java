package org.dodomu.desk;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;

/** The sample line with a third lead in version 2, two of whom must sign; makes what may follow. */
final class ThreeLeads {

    final SampleRosters sample = new SampleRosters();
    final SigningKey third = SigningKey.generate(sample.random);
    final Member thirdLead = new Member(
            MemberId.generate(sample.random),
            List.of(Role.LEAD),
            List.of("main"),
            HybridIdentity.generate(sample.random).recipient(),
            third.verifyingKey(),
            LocalDate.of(2099, 1, 1));
    final List<Member> founded = sample.founded.memberPart().members();
    final Desk desk = sample.founded.publicPart().desks().get(0);
    final SignedRoster version2;

    ThreeLeads() {
        Draft two = draft(
                2, sample.version1.hash(), List.of(founded.get(0), founded.get(1), founded.get(2), thirdLead), desk);
        version2 = two.signedBy(Map.of(sample.firstLead, sample.first, sample.secondLead, sample.second));
    }

    /** A version in its exact bytes. */
    record Draft(int version, byte[] open, byte[] members) {

        byte[] by(SigningKey key) {
            return key.sign(Statements.roster(SampleRosters.LINE, version, Sha256.hex(open)));
        }

        SignedRoster signedBy(Map<MemberId, SigningKey> keys) {
            Map<String, byte[]> signatures = new HashMap<>();
            keys.forEach((id, key) -> signatures.put(id.value(), by(key)));
            return new SignedRoster(open, members, signatures);
        }
    }

    /** What follows version 2 with these members. */
    Draft third(Desk its, Member... members) {
        return draft(3, version2.hash(), List.of(members), its);
    }

    private Draft draft(int version, String previous, List<Member> members, Desk its) {
        RosterPublic one = sample.founded.publicPart();
        byte[] part = new RosterMembers(SampleRosters.LINE, version, members, "").bytes();
        List<Lead> leads = members.stream()
                .filter(member -> member.is(Role.LEAD))
                .map(member -> new Lead(member.id(), member.signing()))
                .toList();
        byte[] open = new RosterPublic(
                        SampleRosters.LINE,
                        version,
                        previous,
                        2,
                        leads,
                        List.of(its),
                        one.recovery(),
                        one.deposit(),
                        Sha256.hex(part))
                .bytes();
        return new Draft(version, open, part);
    }

    /** This member in another role, or at another desk. */
    static Member as(Member one, List<Role> roles, List<String> desks) {
        return new Member(one.id(), roles, desks, one.recipient(), one.signing(), one.until());
    }
}
