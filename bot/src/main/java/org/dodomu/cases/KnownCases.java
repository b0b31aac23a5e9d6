package org.dodomu.cases;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The newest generation of some cases, read in one go, for the length of one batch; a case that is not among them is read when it is asked for. Proven at each use, by who seals. */
public final class KnownCases {

    private final CaseDocuments documents;
    private final Map<CaseNumber, Generation> newest;

    KnownCases(CaseDocuments documents, Collection<CaseNumber> numbers) {
        this.documents = documents;
        this.newest = documents.find(numbers).stream()
                .collect(Collectors.toConcurrentMap(
                        one -> new CaseNumber(one.getString("_id")),
                        CaseDocuments::newest,
                        (one, same) -> one,
                        ConcurrentHashMap::new));
    }

    Generation newest(CaseNumber number) {
        return newest.computeIfAbsent(number, one -> CaseDocuments.newest(documents.require(one)));
    }
}
