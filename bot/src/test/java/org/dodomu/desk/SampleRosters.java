package org.dodomu.desk;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;

/** A line of two leads, both needed, and an operator; version 2 lets the operator go and gives the desk a new key. Holds the leads' keys, so that a test can also sign what no lead should. */
final class SampleRosters {

    static final String LINE = "test-line";

    final SecureRandom random = new SecureRandom();
    final SigningKey first = SigningKey.generate(random);
    final SigningKey second = SigningKey.generate(random);
    final SigningKey stranger = SigningKey.generate(random);
    final MemberId firstLead = MemberId.generate(random);
    final MemberId secondLead = MemberId.generate(random);
    final MemberId operator = MemberId.generate(random);
    final RosterFounding.Draft founded;
    final SignedRoster version1;
    final Desk nextEpoch;
    final RosterPublic public2;
    final RosterMembers members2;
    final SignedRoster version2;

    SampleRosters() {
        founded = new RosterFounding(new Age(random), LINE)
                .version1(
                        List.of(
                                candidate(firstLead, first, Role.LEAD),
                                candidate(secondLead, second, Role.LEAD),
                                candidate(operator, SigningKey.generate(random), Role.OPERATOR)),
                        2,
                        HybridIdentity.generate(random).recipient(),
                        List.of(
                                HybridIdentity.generate(random).recipient(),
                                HybridIdentity.generate(random).recipient()),
                        SigningKey.generate(random).verifyingKey());
        version1 = signed(1, founded.publicPart().bytes(), founded.memberPart().bytes());
        Desk desk = founded.publicPart().desks().get(0);
        nextEpoch = new Desk(
                desk.id(), desk.languages(), 2, HybridIdentity.generate(random).recipient());
        members2 = new RosterMembers(LINE, 2, founded.memberPart().members().subList(0, 2), "");
        public2 = second(members2.bytes());
        version2 = signed(2, public2.bytes(), members2.bytes());
    }

    private RosterFounding.Candidate candidate(MemberId id, SigningKey signing, Role role) {
        return new RosterFounding.Candidate(
                id, List.of(role), HybridIdentity.generate(random).recipient(), signing.verifyingKey(), "A");
    }

    /** The public part of a version 2 with this member part and the desk's next key. */
    RosterPublic second(byte[] members) {
        return second(members, nextEpoch);
    }

    /** The public part of a version 2 with this member part and the desk as it was. */
    RosterPublic secondInTheSameEpoch(byte[] members) {
        return second(members, founded.publicPart().desks().get(0));
    }

    private RosterPublic second(byte[] members, Desk desk) {
        RosterPublic one = founded.publicPart();
        return new RosterPublic(
                LINE,
                2,
                version1.hash(),
                2,
                one.leads(),
                List.of(desk),
                one.recovery(),
                one.deposit(),
                Sha256.hex(members));
    }

    /** Signed by both leads, whatever it says. */
    SignedRoster signed(int version, byte[] publicPart, byte[] members) {
        byte[] statement = Statements.roster(LINE, version, Sha256.hex(publicPart));
        Map<String, byte[]> signatures = new HashMap<>();
        signatures.put(firstLead.value(), first.sign(statement));
        signatures.put(secondLead.value(), second.sign(statement));
        return new SignedRoster(publicPart, members, signatures);
    }

    SignedRoster signed(int version, String publicPart) {
        return signed(version, publicPart.getBytes(StandardCharsets.UTF_8), members2.bytes());
    }

    VerifiedRoster verify(SignedRoster... versions) {
        return RosterChain.verify(LINE, version1.hash(), List.of(versions));
    }
}
