package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.Age;
import org.dodomu.custody.Act;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Member;
import org.dodomu.desk.Rosters;
import org.springframework.stereotype.Component;

/**
 * Moves a case that nobody was granted yet to another desk: an operator's browser sealed the case's keys to the other desk's epoch, and this desk's copies go. What comes after that is sealed to
 * a new generation, which this desk never had. What it could read before, it may have kept.
 */
@Component
public class Transfers {

    private final CaseDocuments documents;
    private final CaseKeys keys;
    private final Queue queue;
    private final Rosters rosters;

    Transfers(CaseDocuments documents, CaseKeys keys, Queue queue, Rosters rosters) {
        this.documents = documents;
        this.keys = keys;
        this.queue = queue;
        this.rosters = rosters;
    }

    /**
     * Moves it with one write, and gives the claim away.
     *
     * @param copies each generation that the member can open, sealed to the other desk's epoch of today
     * @throws NotAllowed when the other desk is none of the roster's, the case is not the desk's, or a copy is missing
     * @throws LeaseLost when the claim is not theirs any more
     * @throws GenerationSpent when the keys changed meanwhile: the browser has to look again
     */
    public void transfer(CaseNumber number, Member member, long fence, String to, Map<Integer, byte[]> copies) {
        Document document = documents.require(number);
        Desk other = other(document, to);
        List<Generation> before = CaseDocuments.generations(document);
        before.forEach(generation -> keys.verify(number, generation));
        requireWhole(before, member, copies);
        List<Generation> after = before.stream()
                .map(generation -> moved(number, generation, other, copies))
                .toList();
        Bson claimed = Filters.and(queue.under(number, member.id(), fence), View.desk(member));
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.set(
                        "generations", after.stream().map(Generation::document).toList()),
                Updates.set("desk", other.id()),
                Updates.set("epoch", other.epochName()),
                Updates.set("changed", documents.minute()),
                Updates.inc("rev", 1),
                Queue.free()));
        Generations.past(gone(before, after)).ifPresent(updates::add);
        Document updated = documents
                .cases()
                .findOneAndUpdate(
                        Filters.and(claimed, Generations.unchanged(number, document)), Updates.combine(updates));
        if (updated == null) {
            throw documents.cases().find(claimed).first() == null ? new LeaseLost() : new GenerationSpent();
        }
        queue.done(number, Act.TRANSFERRED, member.id());
    }

    private Desk other(Document document, String to) {
        if (!document.containsKey("epoch") || to.equals(document.getString("desk"))) {
            throw new NotAllowed();
        }
        return rosters.current().publicPart().desks().stream()
                .filter(desk -> desk.id().equals(to))
                .findFirst()
                .orElseThrow(NotAllowed::new);
    }

    private static void requireWhole(List<Generation> before, Member member, Map<Integer, byte[]> copies) {
        List<Integer> openable = before.stream()
                .filter(generation -> generation.keys().stream().anyMatch(key -> CaseFiles.usable(key, member)))
                .map(Generation::number)
                .toList();
        boolean whole = !openable.isEmpty()
                && new ArrayList<>(new TreeMap<>(copies).keySet()).equals(openable)
                && copies.values().stream().allMatch(Age::isPostQuantum);
        if (!whole) {
            throw new NotAllowed();
        }
    }

    private Generation moved(CaseNumber number, Generation generation, Desk other, Map<Integer, byte[]> copies) {
        byte[] copy = copies.get(generation.number());
        if (copy == null) {
            return generation;
        }
        List<Generation.SealedKey> kept = new ArrayList<>(
                generation.keys().stream().filter(key -> !key.isReaders()).toList());
        kept.add(new Generation.SealedKey(other.epochName(), copy));
        return keys.with(number, generation, true, kept);
    }

    private static List<String> gone(List<Generation> before, List<Generation> after) {
        List<String> have =
                after.stream().flatMap(one -> one.holders().stream()).toList();
        return before.stream()
                .flatMap(one -> one.holders().stream())
                .distinct()
                .filter(name -> !have.contains(name))
                .toList();
    }
}
