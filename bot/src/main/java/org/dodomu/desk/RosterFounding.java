package org.dodomu.desk;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dodomu.config.Language;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.Padding;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.VerifyingKey;

/** Builds the exact bytes of roster version 1 from the public keys of its members; those who hold the leads' keys sign them. */
public final class RosterFounding {

    private final Age age;
    private final String line;

    public RosterFounding(Age age, String line) {
        this.age = age;
        this.line = line;
    }

    /** A member to be, with the name that only members will read. */
    public record Candidate(
            MemberId id, List<Role> roles, HybridRecipient recipient, VerifyingKey signing, String name) {}

    /** Both parts of the version, not yet signed. */
    public record Draft(RosterPublic publicPart, RosterMembers memberPart) {}

    public Draft version1(
            List<Candidate> candidates,
            int k,
            HybridRecipient epoch,
            List<HybridRecipient> recovery,
            VerifyingKey deposit) {
        Desk desk = new Desk(
                "main", Stream.of(Language.values()).map(Language::code).toList(), 1, epoch);
        RecipientSet everyone =
                RecipientSet.of(candidates.stream().map(Candidate::recipient).toList());
        List<Member> members =
                candidates.stream().map(one -> member(one, desk, everyone)).toList();
        RosterMembers memberPart = new RosterMembers(line, 1, members);
        List<Lead> leads = members.stream()
                .filter(member -> member.is(Role.LEAD))
                .map(member -> new Lead(member.id(), member.signing()))
                .toList();
        RosterPublic publicPart = new RosterPublic(
                line, 1, "", k, leads, List.of(desk), recovery, deposit, Sha256.hex(memberPart.bytes()));
        return new Draft(publicPart, memberPart);
    }

    private Member member(Candidate one, Desk desk, RecipientSet everyone) {
        byte[] name = Padding.json(Json.write(Map.of("name", one.name())));
        String sealed = Base64.getEncoder().encodeToString(age.seal(everyone, name));
        return new Member(one.id(), one.roles(), List.of(desk.id()), one.recipient(), one.signing(), sealed);
    }

    /** The epoch's secret sealed to each operator and lead of the desk. */
    public Map<MemberId, byte[]> epochSeals(Desk desk, HybridIdentity epoch, List<Member> members) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("v", 1);
        key.put("line", line);
        key.put("desk", desk.id());
        key.put("epoch", desk.epoch());
        key.put("kind", "epoch-key");
        key.put("secret", epoch.encoded(SecretAccess.granted()));
        byte[] plaintext = Padding.json(Json.write(key));
        Map<MemberId, byte[]> seals = new LinkedHashMap<>();
        members.stream()
                .filter(member -> member.desks().contains(desk.id()))
                .filter(member -> member.is(Role.OPERATOR) || member.is(Role.LEAD))
                .forEach(member -> seals.put(member.id(), age.seal(RecipientSet.of(member.recipient()), plaintext)));
        return seals;
    }
}
