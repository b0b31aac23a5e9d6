package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.VerifiedRoster;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Finds the generation that the next entry is sealed to. It is the newest one, unless somebody had its secret who does not read the case today: then a new one is started, and the copies of
 * those who left are deleted in the same atomic write. Entries of before stay under the generation that they name.
 */
@Component
class Generations {

    private static final int ATTEMPTS = 20;
    private static final int LARGEST_KEY = 64 * 1024;

    private final CaseDocuments documents;
    private final CaseKeys keys;
    private final Rosters rosters;
    private final Custody custody;

    Generations(CaseDocuments documents, CaseKeys keys, Rosters rosters, Custody custody) {
        this.documents = documents;
        this.keys = keys;
        this.rosters = rosters;
        this.custody = custody;
    }

    /**
     * The generation to seal to, proven; started when there is none that fits the readers of today. Of two processes that start one at once, both use the one that was written.
     *
     * @throws CaseSealBroken when the case's keys were changed by somebody else
     * @throws CaseErased when nothing can be added any more
     */
    Generation toSealTo(CaseNumber number, KnownCases known) {
        Document document = known.document(number);
        Generation newest = proven(number, document);
        if (isBeingErased(document) || new Readership(document, known.roster()).fits(newest)) {
            return newest;
        }
        known.forget(number);
        return start(number);
    }

    /** What is being destroyed gets no new keys; whatever still comes is destroyed with it. */
    private static boolean isBeingErased(Document document) {
        return document.containsKey("erase") || document.containsKey("erased");
    }

    private Generation proven(CaseNumber number, Document document) {
        Generation newest = CaseDocuments.newest(document);
        keys.verify(number, newest);
        return newest;
    }

    private Generation start(CaseNumber number) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Document document = documents.require(number);
            VerifiedRoster roster = rosters.current();
            Readership readers = new Readership(document, roster);
            Generation newest = proven(number, document);
            if (isBeingErased(document) || readers.fits(newest)) {
                return newest;
            }
            Generation fresh = keys.start(number, newest.number() + 1, readers.recipients(), roster);
            if (write(number, document, readers, Optional.of(fresh))) {
                custody.record(number.value(), Act.GENERATION_STARTED, "line");
                return fresh;
            }
        }
        throw new IllegalStateException("A case's keys were changed too often at once");
    }

    /** One guarded write: those who left lose their copies, and the new generation, if there is one, comes in. */
    boolean write(CaseNumber number, Document document, Readership readers, Optional<Generation> fresh) {
        List<Generation> before = CaseDocuments.generations(document);
        List<Generation> after = new ArrayList<>();
        before.forEach(one -> after.add(without(number, one, readers)));
        fresh.ifPresent(after::add);
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.set(
                        "generations", after.stream().map(Generation::document).toList()),
                Updates.set("readers", readers.memberIds()),
                Updates.inc("rev", 1)));
        past(readers.leaving(before)).ifPresent(updates::add);
        if (readers.isDesks() && !document.containsKey("epoch")) {
            updates.addAll(backToDesk(document, readers));
        }
        return documents.cases().findOneAndUpdate(unchanged(number, document), Updates.combine(updates)) != null;
    }

    /** Whoever lost a copy is named, so that leads see what they could read. */
    static Optional<Bson> past(List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(Updates.addEachToSet("past", names));
    }

    /** Nobody is left of those who read it: the desk takes what comes; what was before opens with the recovery papers only. */
    private List<Bson> backToDesk(Document document, Readership readers) {
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.set("epoch", readers.desk().epochName()),
                Updates.set("desk", readers.desk().id()),
                Updates.set("unread", true),
                Updates.set("changed", documents.minute())));
        if (CaseState.workedOnCodes().contains(document.getString("state"))) {
            updates.add(Updates.set("state", CaseState.WAITING.code()));
        }
        return updates;
    }

    static Bson unchanged(CaseNumber number, Document document) {
        return Filters.and(Filters.eq("_id", number.value()), Filters.eq("rev", Store.number(document, "rev")));
    }

    private Generation without(CaseNumber number, Generation generation, Readership readers) {
        keys.verify(number, generation);
        List<Generation.SealedKey> staying = readers.staying(generation);
        return staying.size() == generation.keys().size() ? generation : keys.with(number, generation, true, staying);
    }

    /** What a member's browser must make before it writes; empty when the newest generation serves. */
    Optional<CaseFiles.Next> next(CaseNumber number, Document document) {
        Readership readers = new Readership(document, rosters.current());
        Generation newest = proven(number, document);
        return readers.fits(newest)
                ? Optional.empty()
                : Optional.of(new CaseFiles.Next(newest.number() + 1, List.copyOf(readers.names())));
    }

    /** @throws GenerationSpent when this is not the one that the next entry is sealed to */
    void require(CaseNumber number, Document document, int generation) {
        if (next(number, document).isPresent() || proven(number, document).number() != generation) {
            throw new GenerationSpent();
        }
    }

    /**
     * Takes a generation that a member's browser made.
     *
     * @throws NotAllowed when it is not sealed
     * @throws GenerationSpent when it is not for exactly the readers of today and recovery, or another was made meanwhile
     */
    void take(CaseNumber number, Document document, MemberId by, CaseFiles.Made made) {
        Readership readers = new Readership(document, rosters.current());
        Generation newest = proven(number, document);
        if (readers.fits(newest) || made.number() != newest.number() + 1) {
            throw new GenerationSpent();
        }
        TreeSet<String> expected = new TreeSet<>(readers.names());
        expected.add(Generation.RECOVERY);
        List<String> names = made.keys().stream().map(Generation.SealedKey::to).toList();
        boolean sealed = made.keys().stream()
                .allMatch(key -> key.sealed().length <= LARGEST_KEY && Age.isPostQuantum(key.sealed()));
        if (!sealed) {
            throw new NotAllowed();
        }
        if (names.size() != expected.size() || !new TreeSet<>(names).equals(expected)) {
            throw new GenerationSpent();
        }
        Generation fresh = keys.made(number, made.number(), recipient(made), made.keys());
        if (!write(number, document, readers, Optional.of(fresh))) {
            throw new GenerationSpent();
        }
        custody.record(number.value(), Act.GENERATION_STARTED, by.value());
    }

    private static HybridRecipient recipient(CaseFiles.Made made) {
        try {
            return HybridRecipient.parse(made.recipient());
        } catch (IllegalArgumentException malformed) {
            throw new NotAllowed();
        }
    }
}
