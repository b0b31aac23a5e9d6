package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.custody.Custody;
import org.dodomu.storage.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Destroys one case that was decided about: first the reporter's chat forgets it, then all sealed copies of its keys go, then what they open, then the act is in the custody log. Each step may be
 * done twice, by two at once too. When its time is up, nothing is left but a number and a state; of an intake that was dropped, only its custody log.
 */
@Component
class Destruction {

    private final CaseDocuments documents;
    private final Custody custody;
    private final ObjectProvider<Remains> remains;
    private final CaseJournal journal = new CaseJournal();

    Destruction(CaseDocuments documents, Custody custody, ObjectProvider<Remains> remains) {
        this.documents = documents;
        this.custody = custody;
        this.remains = remains;
    }

    void of(CaseNumber number) {
        Document found = documents.find(number).orElse(null);
        Document erase = found == null ? null : found.get("erase", Document.class);
        if (erase == null) {
            return;
        }
        Reason reason = Reason.of(erase.getString("why"));
        RuntimeException later = destroyRemains(number);
        shred(number);
        deleteEntries(number);
        custody.recordChange(number.value(), reason.act(), Set.of(reason.act()), "line");
        if (later != null) {
            throw later;
        }
        if (!erase.getDate("until").after(Date.from(documents.now()))) {
            end(number, reason);
        }
    }

    /** What another package cannot destroy now does not save the keys. */
    private @Nullable RuntimeException destroyRemains(CaseNumber number) {
        RuntimeException later = null;
        for (Remains one : remains.orderedStream().toList()) {
            try {
                one.destroy(number);
            } catch (RuntimeException failed) {
                later = failed;
            }
        }
        return later;
    }

    private static Bson decided(CaseNumber number) {
        return Filters.and(Filters.eq("_id", number.value()), Filters.exists("erase"));
    }

    private void shred(CaseNumber number) {
        documents
                .cases()
                .updateOne(
                        decided(number),
                        Updates.combine(
                                Updates.set("generations", List.of()),
                                Updates.set("mark", Store.binary(new byte[0])),
                                Updates.set("type", ReportType.OTHER.code()),
                                Updates.set("urgency", Urgency.ROUTINE.code()),
                                Updates.set("rank", Urgency.ROUTINE.ordinal()),
                                Updates.set("incomplete", false)));
    }

    /** Chunks first: only their entry knows their names. */
    private void deleteEntries(CaseNumber number) {
        Bson own = Filters.eq("case", number.value());
        documents.entries().find(Filters.and(own, Filters.exists("file"))).forEach(entry -> {
            Document file = entry.get("file", Document.class);
            List<String> names = IntStream.range(0, Store.number(file, "chunks"))
                    .mapToObj(n -> file.getString("attempt") + ":" + n)
                    .toList();
            documents.chunks().deleteMany(Filters.in("_id", names));
        });
        documents.entries().deleteMany(own);
    }

    private void end(CaseNumber number, Reason reason) {
        if (reason == Reason.DROPPED) {
            documents.cases().deleteOne(decided(number));
        } else {
            documents
                    .cases()
                    .updateOne(
                            decided(number),
                            Updates.combine(Updates.set("erased", reason.code()), Updates.unset("erase")));
        }
        journal.destroyed(number, reason);
    }
}
