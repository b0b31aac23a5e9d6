package org.dodomu.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Member;
import org.dodomu.desk.VerifiedRoster;

/**
 * Who reads a case under the roster of this moment: the members it was granted to, as far as they are still vetted, else its desk. What comes next is sealed to exactly these and to recovery.
 */
final class Readership {

    private final Document document;
    private final VerifiedRoster roster;

    Readership(Document document, VerifiedRoster roster) {
        this.document = document;
        this.roster = roster;
    }

    /** The members it was granted to who are still in the roster. */
    List<Member> members() {
        return document.getList("readers", String.class, List.of()).stream()
                .flatMap(id -> roster.member(id).stream())
                .toList();
    }

    List<String> memberIds() {
        return members().stream().map(member -> member.id().value()).toList();
    }

    boolean lostReaders() {
        return members().size()
                < document.getList("readers", String.class, List.of()).size();
    }

    /** Whether it is the desk's: not handed over yet, or nobody is left of those it was handed to. */
    boolean isDesks() {
        return document.containsKey("epoch") || members().isEmpty();
    }

    /** Its desk as the roster names it; the first one when that desk is gone. */
    Desk desk() {
        List<Desk> desks = roster.publicPart().desks();
        return desks.stream()
                .filter(desk -> desk.id().equals(document.getString("desk")))
                .findFirst()
                .orElse(desks.get(0));
    }

    /** Those who read what comes next, by the names of their copies. */
    Map<String, HybridRecipient> recipients() {
        if (isDesks()) {
            return Map.of(desk().epochName(), desk().recipient());
        }
        Map<String, HybridRecipient> recipients = new LinkedHashMap<>();
        members()
                .forEach(
                        member -> recipients.put(Generation.MEMBER + member.id().value(), member.recipient()));
        return recipients;
    }

    /** Whether an entry may be sealed to it: nobody but the readers of today ever had its secret. */
    boolean fits(Generation newest) {
        return !newest.closed() && new TreeSet<>(newest.holders()).equals(names());
    }

    Set<String> names() {
        return new TreeSet<>(recipients().keySet());
    }

    /** The keys that stay when those who left lose their copies. The copy of an epoch that ended stays until a browser has sealed it anew. */
    List<Generation.SealedKey> staying(Generation generation) {
        List<String> members = memberIds();
        List<Generation.SealedKey> staying = new ArrayList<>(generation.keys());
        staying.removeIf(key -> key.to().startsWith(Generation.MEMBER)
                && !members.contains(key.to().substring(Generation.MEMBER.length())));
        return staying;
    }

    /** The names of the copies that go. */
    List<String> leaving(List<Generation> generations) {
        List<String> members = memberIds();
        return generations.stream()
                .flatMap(generation -> generation.holders().stream())
                .filter(name -> name.startsWith(Generation.MEMBER)
                        && !members.contains(name.substring(Generation.MEMBER.length())))
                .distinct()
                .toList();
    }
}
