package org.dodomu.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** The documents of cases and entries, and how their fields are named. */
@Component
class CaseDocuments {

    static final String CASES = "cases";
    static final String ENTRIES = "entries";
    static final String CHUNKS = "chunks";

    /** A lease that nobody holds ends at the beginning of time. */
    static final Date FREE = new Date(0);

    /** What nobody may destroy is held until the end of time. */
    static final Date ALWAYS = Date.from(Instant.parse("9999-01-01T00:00:00Z"));

    private final Store store;
    private final Clock clock;

    CaseDocuments(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    MongoCollection<Document> cases() {
        return store.collection(CASES);
    }

    MongoCollection<Document> entries() {
        return store.collection(ENTRIES);
    }

    MongoCollection<Document> chunks() {
        return store.collection(CHUNKS);
    }

    boolean insertEntry(Document document) {
        return store.insertOnce(ENTRIES, document);
    }

    /** Those that were there before. */
    List<Document> insertCases(List<Document> documents) {
        return store.insertAllOnce(CASES, documents);
    }

    /** Those that were there before. */
    List<Document> insertEntries(List<Document> documents) {
        return store.insertAllOnce(ENTRIES, documents);
    }

    List<Document> find(Collection<CaseNumber> numbers) {
        List<String> ids = numbers.stream().map(CaseNumber::value).toList();
        return ids.isEmpty() ? List.of() : cases().find(Filters.in("_id", ids)).into(new ArrayList<>());
    }

    Optional<Document> find(CaseNumber number) {
        return Optional.ofNullable(
                cases().find(Filters.eq("_id", number.value())).first());
    }

    Document require(CaseNumber number) {
        return find(number).orElseThrow(CaseUnknown::new);
    }

    static List<Generation> generations(Document document) {
        return document.getList("generations", Document.class).stream()
                .map(Generation::read)
                .toList();
    }

    /**
     * The generation that is sealed to.
     *
     * @throws CaseErased when there is none any more
     */
    static Generation newest(Document document) {
        List<Generation> all = generations(document);
        if (all.isEmpty()) {
            throw new CaseErased();
        }
        return all.get(all.size() - 1);
    }

    Instant now() {
        return clock.instant();
    }

    /** The present minute: clear fields know no more. */
    Date minute() {
        return Date.from(clock.instant().truncatedTo(ChronoUnit.MINUTES));
    }
}
