package org.dodomu.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.VerifiedRoster;
import org.jspecify.annotations.Nullable;

/**
 * Some cases, read in one go when the first of them is asked for, and the roster, for the length of one batch; a case that is not among them is read when it is asked for. Nothing of it is believed: who seals proves it.
 */
public final class KnownCases {

    private final CaseDocuments documents;
    private final Rosters rosters;
    private final List<CaseNumber> unread;
    private final Map<CaseNumber, Document> known = new ConcurrentHashMap<>();
    private final Map<CaseNumber, Document> planned = new ConcurrentHashMap<>();
    private @Nullable VerifiedRoster roster;

    KnownCases(CaseDocuments documents, Rosters rosters, Collection<CaseNumber> numbers) {
        this.documents = documents;
        this.rosters = rosters;
        this.unread = new ArrayList<>(numbers);
    }

    Document document(CaseNumber number) {
        readAll();
        return known.computeIfAbsent(number, documents::require);
    }

    /** Only when one is asked for: most of what becomes of errands touches no case. */
    private void readAll() {
        synchronized (unread) {
            documents.find(unread).forEach(one -> known.putIfAbsent(new CaseNumber(one.getString("_id")), one));
            unread.clear();
        }
    }

    /** A case as it was just read. */
    void add(CaseNumber number, Document document) {
        known.put(number, document);
    }

    /** A case that is about to be born; false when another one of this number is. */
    boolean plan(CaseNumber number, Document newborn) {
        boolean free = planned.putIfAbsent(number, newborn) == null;
        if (free) {
            add(number, newborn);
        }
        return free;
    }

    /** What is about to be born, once. */
    List<Document> takePlanned() {
        List<Document> all = List.copyOf(planned.values());
        planned.clear();
        return all;
    }

    /** The case changed: the next look reads it anew. */
    void forget(CaseNumber number) {
        known.remove(number);
    }

    /** Read once, however many ask at the same moment. */
    VerifiedRoster roster() {
        synchronized (unread) {
            VerifiedRoster proven = roster;
            if (proven == null) {
                proven = rosters.current();
                roster = proven;
            }
            return proven;
        }
    }
}
