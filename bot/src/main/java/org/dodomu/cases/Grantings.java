package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.Age;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.desk.Rosters;
import org.springframework.stereotype.Component;

/** Moves a case's keys from its desk to the members who will work on it. What comes after that is sealed to a new generation, for the whole desk could open the old one. */
@Component
class Grantings {

    private final CaseDocuments documents;
    private final CaseKeys keys;
    private final Queue queue;
    private final Rosters rosters;

    Grantings(CaseDocuments documents, CaseKeys keys, Queue queue, Rosters rosters) {
        this.documents = documents;
        this.keys = keys;
        this.queue = queue;
        this.rosters = rosters;
    }

    void handOver(CaseNumber number, Member member, long fence, List<CaseFiles.Grant> grants) {
        Document document = documents.require(number);
        List<String> readers =
                grants.stream().map(CaseFiles.Grant::member).distinct().toList();
        List<Generation> before = CaseDocuments.generations(document);
        before.forEach(generation -> keys.verify(number, generation));
        requireWhole(readers, before, member, grants);
        List<Generation> after = before.stream()
                .map(one -> regranted(number, one, member, grants))
                .toList();
        Bson claimed = queue.actingOn(number, member, fence);
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.set(
                        "generations", after.stream().map(Generation::document).toList()),
                Updates.set("readers", readers),
                Updates.set("state", CaseState.VERIFYING.code()),
                Updates.set("changed", documents.minute()),
                Updates.unset("epoch"),
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
        queue.done(number, Act.GRANTED, member.id());
    }

    private void requireWhole(
            List<String> readers, List<Generation> before, Member member, List<CaseFiles.Grant> grants) {
        boolean proven = !readers.isEmpty()
                && readers.stream().allMatch(id -> rosters.current().member(id).isPresent());
        long openable = before.stream().filter(one -> opens(one, member)).count();
        boolean whole = grants.size() == readers.size() * openable
                && grants.stream()
                        .allMatch(grant -> Age.isPostQuantum(grant.key().sealed()));
        if (!proven || !whole || openable == 0) {
            throw new NotAllowed();
        }
    }

    /** Whether this member has a copy; who has none cannot pass it on. */
    private static boolean opens(Generation generation, Member member) {
        return generation.keys().stream().anyMatch(key -> CaseFiles.usable(key, member));
    }

    private Generation regranted(
            CaseNumber number, Generation generation, Member member, List<CaseFiles.Grant> grants) {
        if (!opens(generation, member)) {
            return generation;
        }
        List<Generation.SealedKey> kept = new ArrayList<>(
                generation.keys().stream().filter(key -> !key.isReaders()).toList());
        grants.stream()
                .filter(grant -> grant.generation() == generation.number())
                .map(grant -> new Generation.SealedKey(
                        Generation.MEMBER + grant.member(), grant.key().sealed()))
                .forEach(kept::add);
        if (kept.size()
                != 1 + grants.stream().map(CaseFiles.Grant::member).distinct().count()) {
            throw new NotAllowed();
        }
        return keys.with(number, generation, true, kept);
    }

    /** Who had a copy of some generation before and has none of any now. */
    private static List<String> gone(List<Generation> before, List<Generation> after) {
        List<String> had = before.stream()
                .flatMap(one -> one.holders().stream())
                .distinct()
                .toList();
        List<String> have =
                after.stream().flatMap(one -> one.holders().stream()).toList();
        return had.stream().filter(name -> !have.contains(name)).toList();
    }
}
