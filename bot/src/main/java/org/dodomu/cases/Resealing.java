package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.Age;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Member;
import org.dodomu.desk.Rosters;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Moves the keys of cases that are still their desk's from an epoch that ended to the present one. A member's browser that holds both keys does the sealing; each case is one guarded write, so
 * that any number of browsers may do it at once, stop anywhere, and go on later.
 */
@Component
public class Resealing {

    private static final int AT_ONCE = 50;
    private static final int LARGEST_KEY = 64 * 1024;

    private final CaseDocuments documents;
    private final CaseKeys keys;
    private final Rosters rosters;
    private final Custody custody;

    Resealing(CaseDocuments documents, CaseKeys keys, Rosters rosters, Custody custody) {
        this.documents = documents;
        this.keys = keys;
        this.rosters = rosters;
        this.custody = custody;
    }

    /**
     * A case that is sealed to an ended epoch.
     *
     * @param rev to be named when its keys come back
     * @param generations those with an old copy, with no other copy
     */
    public record Pending(CaseNumber number, int rev, List<Generation> generations) {}

    /** Some of what is left to do, and how much it is. */
    public record Work(long left, List<Pending> some) {}

    /** A generation's key sealed to the present epoch. */
    public record Resealed(int generation, Generation.SealedKey key) {}

    /**
     * What is left, from this case number on.
     *
     * @param after the last number of the page before, or empty
     * @throws NotAllowed when it is not the member's desk
     */
    public Work pending(String deskId, Member member, String after) {
        Desk desk = desk(deskId, member);
        Bson old = Filters.and(Filters.in("epoch", endedNames(desk)), Filters.eq("desk", desk.id()));
        List<Pending> some = new ArrayList<>();
        documents
                .cases()
                .find(Filters.and(old, Filters.gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(AT_ONCE)
                .forEach(document -> some.add(pending(document, desk)));
        return new Work(documents.cases().countDocuments(old), some);
    }

    private Pending pending(Document document, Desk desk) {
        CaseNumber number = new CaseNumber(document.getString("_id"));
        List<Generation> old = CaseDocuments.generations(document).stream()
                .filter(generation -> hasOld(generation, desk))
                .map(generation -> generation.only(key -> isOld(key, desk)))
                .toList();
        return new Pending(number, Store.number(document, "rev"), old);
    }

    private Desk desk(String id, Member member) {
        if (!View.triages(member) || !member.desks().contains(id)) {
            throw new NotAllowed();
        }
        return rosters.current().publicPart().desks().stream()
                .filter(desk -> desk.id().equals(id))
                .findFirst()
                .orElseThrow(NotAllowed::new);
    }

    private static List<String> endedNames(Desk desk) {
        return IntStream.range(1, desk.epoch())
                .mapToObj(epoch -> Generation.EPOCH + desk.id() + ":" + epoch)
                .toList();
    }

    private static boolean isOld(Generation.SealedKey key, Desk desk) {
        return endedNames(desk).contains(key.to());
    }

    private static boolean hasOld(Generation generation, Desk desk) {
        return generation.keys().stream().anyMatch(key -> isOld(key, desk));
    }

    /**
     * Takes a case's keys sealed to the present epoch; the copies of the old one are deleted in the same write, and what comes next gets a new generation.
     *
     * @param rev as {@link Pending} named it
     * @return false when the case changed meanwhile, or was resealed by another: look again
     * @throws NotAllowed when a generation is missing or not sealed
     * @throws CaseSealBroken when the case's keys were changed by somebody else
     */
    public boolean reseal(String deskId, Member member, CaseNumber number, int rev, List<Resealed> sealed) {
        Desk desk = desk(deskId, member);
        Document document = documents.require(number);
        String epoch = document.getString("epoch");
        if (Store.number(document, "rev") != rev
                || epoch == null
                || !endedNames(desk).contains(epoch)) {
            return false;
        }
        List<Generation> before = CaseDocuments.generations(document);
        before.forEach(generation -> keys.verify(number, generation));
        Map<Integer, Generation.SealedKey> fresh = whole(before, desk, sealed);
        List<Document> after = before.stream()
                .map(generation -> moved(number, generation, desk, fresh).document())
                .toList();
        List<String> past = before.stream()
                .flatMap(generation -> generation.keys().stream())
                .filter(key -> isOld(key, desk))
                .map(Generation.SealedKey::to)
                .distinct()
                .toList();
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.set("generations", after), Updates.set("epoch", desk.epochName()), Updates.inc("rev", 1)));
        Generations.past(past).ifPresent(updates::add);
        boolean written = documents
                        .cases()
                        .findOneAndUpdate(
                                Filters.and(Generations.unchanged(number, document), Filters.eq("epoch", epoch)),
                                Updates.combine(updates))
                != null;
        if (written) {
            custody.record(number.value(), Act.RESEALED, member.id().value());
        }
        return written;
    }

    private static Map<Integer, Generation.SealedKey> whole(List<Generation> before, Desk desk, List<Resealed> sealed) {
        List<Integer> expected = before.stream()
                .filter(one -> hasOld(one, desk))
                .map(Generation::number)
                .toList();
        List<Integer> given = sealed.stream().map(Resealed::generation).sorted().toList();
        boolean fits = given.equals(expected)
                && sealed.stream()
                        .map(Resealed::key)
                        .allMatch(key -> key.sealed().length <= LARGEST_KEY && Age.isPostQuantum(key.sealed()));
        if (!fits) {
            throw new NotAllowed();
        }
        return sealed.stream().collect(Collectors.toMap(Resealed::generation, Resealed::key));
    }

    private Generation moved(
            CaseNumber number, Generation generation, Desk desk, Map<Integer, Generation.SealedKey> fresh) {
        Generation.SealedKey key = fresh.get(generation.number());
        if (key == null) {
            return generation;
        }
        List<Generation.SealedKey> kept = new ArrayList<>();
        kept.add(new Generation.SealedKey(desk.epochName(), key.sealed()));
        generation.keys().stream().filter(one -> !isOld(one, desk)).forEach(kept::add);
        return keys.with(number, generation, true, kept);
    }
}
