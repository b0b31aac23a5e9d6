package org.dodomu.desk;

import java.time.LocalDate;
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

    private static final LocalDate FAR = LocalDate.of(2099, 12, 31);

    private final Age age;
    private final String line;
    private final LocalDate until;

    /** Founds a line of samples, whose vetting does not end. */
    public RosterFounding(Age age, String line) {
        this(age, line, FAR);
    }

    /** @param until the last day of everybody's vetting */
    public RosterFounding(Age age, String line, LocalDate until) {
        this.age = age;
        this.line = line;
        this.until = until;
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
        List<Member> members = candidates.stream().map(one -> member(one, desk)).toList();
        RosterMembers memberPart = new RosterMembers(line, 1, members, names(candidates, everyone));
        List<Lead> leads = members.stream()
                .filter(member -> member.is(Role.LEAD))
                .map(member -> new Lead(member.id(), member.signing()))
                .toList();
        RosterPublic publicPart = new RosterPublic(
                line, 1, "", k, leads, List.of(desk), recovery, deposit, Sha256.hex(memberPart.bytes()));
        return new Draft(publicPart, memberPart);
    }

    private Member member(Candidate one, Desk desk) {
        return new Member(one.id(), one.roles(), List.of(desk.id()), one.recipient(), one.signing(), until);
    }

    private String names(List<Candidate> candidates, RecipientSet everyone) {
        Map<String, Object> names = new LinkedHashMap<>();
        candidates.forEach(one -> names.put(one.id().value(), one.name()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("v", 1);
        json.put("line", line);
        json.put("version", 1);
        json.put("kind", "names");
        json.put("names", names);
        return Base64.getEncoder().encodeToString(age.seal(everyone, Padding.json(Json.write(json))));
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
                .filter(member -> member.holdsEpochOf(desk.id()))
                .forEach(member -> seals.put(member.id(), age.seal(RecipientSet.of(member.recipient()), plaintext)));
        return seals;
    }
}
