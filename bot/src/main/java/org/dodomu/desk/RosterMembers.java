package org.dodomu.desk;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.VerifyingKey;

/**
 * The member part of a roster version, for members' eyes: JSON without white space, {@code v, line, version, members[{id, roles, desks, recipient, signing, until}], names}.
 *
 * @param sealedNames base64 of one age file for all members of this version: padded JSON {@code {v, line, version, kind: "names", names: {id: name}}}. Names are for their eyes only
 */
public record RosterMembers(String line, int version, List<Member> members, String sealedNames) {

    public RosterMembers {
        members = List.copyOf(members);
    }

    public byte[] bytes() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("v", 1);
        json.put("line", line);
        json.put("version", version);
        json.put("members", members.stream().map(RosterMembers::write).toList());
        json.put("names", sealedNames);
        return Json.write(json);
    }

    private static Map<String, Object> write(Member member) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", member.id().value());
        json.put("roles", member.roles().stream().map(Role::code).toList());
        json.put("desks", member.desks());
        json.put("recipient", member.recipient().encoded());
        json.put("signing", member.signing().encoded());
        json.put("until", member.until().toString());
        return json;
    }

    static RosterMembers parse(byte[] bytes) {
        try {
            RosterJson json = new RosterJson(Json.read(bytes));
            RosterMembers read = new RosterMembers(
                    json.text("line"),
                    json.number("version"),
                    RosterPublic.each(json.objects("members"), RosterMembers::member),
                    json.text("names"));
            if (Arrays.equals(read.bytes(), bytes)) {
                return read;
            }
        } catch (RuntimeException malformed) {
            throw new RosterUnproven("its member part cannot be read");
        }
        throw new RosterUnproven("its member part is not in its exact form");
    }

    private static Member member(RosterJson json) {
        return new Member(
                new MemberId(json.text("id")),
                json.texts("roles").stream().map(Role::of).toList(),
                json.texts("desks"),
                HybridRecipient.parse(json.text("recipient")),
                VerifyingKey.parse(json.text("signing")),
                LocalDate.parse(json.text("until")));
    }
}
