package org.dodomu.desk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.VerifyingKey;

/**
 * The public part of a roster version. Its exact bytes are JSON without white space in this order of members: {@code v, line, version, previous, k, leads[{id, signing}],
 * desks[{id, languages, epoch, recipient}], recovery[], deposit, members}; anything else is refused.
 *
 * @param previous lower-case hex hash of the version before; empty for version 1
 * @param k how many leads of this version must sign the next
 * @param recovery the recovery recipients, in the order of their nested seals
 * @param deposit the key by which the server signs deposits
 * @param members lower-case hex SHA-256 of the member part
 */
public record RosterPublic(
        String line,
        int version,
        String previous,
        int k,
        List<Lead> leads,
        List<Desk> desks,
        List<HybridRecipient> recovery,
        VerifyingKey deposit,
        String members) {

    public RosterPublic {
        leads = List.copyOf(leads);
        desks = List.copyOf(desks);
        recovery = List.copyOf(recovery);
        boolean first = version == 1 && previous.isEmpty();
        boolean later = version > 1 && previous.matches("[0-9a-f]{64}");
        if (!first && !later || k < 1 || leads.size() < k || desks.isEmpty() || recovery.isEmpty()) {
            throw new IllegalArgumentException(
                    "A roster has k leads, a desk, a recovery recipient and the hash of the version before");
        }
    }

    public byte[] bytes() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("v", 1);
        json.put("line", line);
        json.put("version", version);
        json.put("previous", previous);
        json.put("k", k);
        json.put("leads", leads.stream().map(RosterPublic::write).toList());
        json.put("desks", desks.stream().map(RosterPublic::write).toList());
        json.put("recovery", recovery.stream().map(HybridRecipient::encoded).toList());
        json.put("deposit", deposit.encoded());
        json.put("members", members);
        return Json.write(json);
    }

    private static Map<String, Object> write(Lead lead) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", lead.id().value());
        json.put("signing", lead.signing().encoded());
        return json;
    }

    private static Map<String, Object> write(Desk desk) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", desk.id());
        json.put("languages", desk.languages());
        json.put("epoch", desk.epoch());
        json.put("recipient", desk.recipient().encoded());
        return json;
    }

    static RosterPublic parse(byte[] bytes) {
        try {
            RosterJson json = new RosterJson(Json.read(bytes));
            RosterPublic read = new RosterPublic(
                    json.text("line"),
                    json.number("version"),
                    json.text("previous"),
                    json.number("k"),
                    each(
                            json.objects("leads"),
                            lead -> new Lead(new MemberId(lead.text("id")), VerifyingKey.parse(lead.text("signing")))),
                    each(
                            json.objects("desks"),
                            desk -> new Desk(
                                    desk.text("id"),
                                    desk.texts("languages"),
                                    desk.number("epoch"),
                                    HybridRecipient.parse(desk.text("recipient")))),
                    json.texts("recovery").stream().map(HybridRecipient::parse).toList(),
                    VerifyingKey.parse(json.text("deposit")),
                    json.text("members"));
            if (Arrays.equals(read.bytes(), bytes)) {
                return read;
            }
        } catch (RuntimeException malformed) {
            throw new RosterUnproven("its public part cannot be read");
        }
        throw new RosterUnproven("its public part is not in its exact form");
    }

    static <T> List<T> each(List<RosterJson> objects, java.util.function.Function<RosterJson, T> reader) {
        List<T> read = new ArrayList<>();
        objects.forEach(object -> read.add(reader.apply(object)));
        return read;
    }
}
