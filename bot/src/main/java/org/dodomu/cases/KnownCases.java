package org.dodomu.cases;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.VerifiedRoster;
import org.jspecify.annotations.Nullable;

/**
 * Some cases, read in one go, and the roster, for the length of one batch; a case that is not among them is read when it is asked for. Nothing of it is believed: who seals proves it.
 */
public final class KnownCases {

    private final CaseDocuments documents;
    private final Rosters rosters;
    private final Map<CaseNumber, Document> known;
    private volatile @Nullable VerifiedRoster roster;

    KnownCases(CaseDocuments documents, Rosters rosters, Collection<CaseNumber> numbers) {
        this.documents = documents;
        this.rosters = rosters;
        this.known = documents.find(numbers).stream()
                .collect(Collectors.toConcurrentMap(
                        one -> new CaseNumber(one.getString("_id")),
                        one -> one,
                        (one, same) -> one,
                        ConcurrentHashMap::new));
    }

    Document document(CaseNumber number) {
        return known.computeIfAbsent(number, documents::require);
    }

    /** The case changed: the next look reads it anew. */
    void forget(CaseNumber number) {
        known.remove(number);
    }

    VerifiedRoster roster() {
        VerifiedRoster proven = roster;
        if (proven == null) {
            proven = rosters.current();
            roster = proven;
        }
        return proven;
    }
}
