package org.dodomu.custody;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * The acts of all chains, newest first. One look goes through at most {@link #MOST_LOOKED} records: who asks for what is rare gets a page that is not full, and the place from which to look on. Each step is a
 * range of one index, and none skips what it has read before.
 */
@Component
public class CustodyLog {

    /** How many records one look goes through. */
    public static final int MOST_LOOKED = 5_000;

    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private final Store store;

    public CustodyLog(Store store) {
        this.store = store;
    }

    /**
     * What is looked for; what is empty leaves all in.
     *
     * @param chain a case's number, or the name of a member's or an epoch's own chain
     * @param by a member's id, {@code line} or {@code reporter}
     * @param to the first moment that is left out
     */
    public record Wanted(
            Optional<String> chain,
            Optional<Act> act,
            Optional<String> by,
            Optional<Instant> from,
            Optional<Instant> to) {

        public static Wanted all() {
            return new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        private boolean has(Row row) {
            return act.filter(one -> !one.code().equals(row.act())).isEmpty()
                    && by.filter(one -> !one.equals(row.by())).isEmpty()
                    && from.filter(row.at()::isBefore).isEmpty()
                    && to.filter(end -> !row.at().isBefore(end)).isEmpty();
        }
    }

    /** Where a record stands among all: by time, then chain, then its place in that. */
    public record Place(Instant at, String chain, int n) {}

    /** One act of one chain. */
    public record Row(String chain, int n, String act, String by, Instant at) {}

    /**
     * What one look found.
     *
     * @param next after which record to look on; empty when there is nothing more
     */
    public record Page(List<Row> rows, Optional<Place> next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** The records that come after a place, or the newest. */
    public Page page(Wanted wanted, Optional<Place> after, int most) {
        List<Row> rows = new ArrayList<>();
        Optional<Place> last = Optional.empty();
        int looked = 0;
        for (Bson range : ranges(wanted, after)) {
            try (MongoCursor<Document> found = read(wanted, range, MOST_LOOKED - looked)) {
                while (found.hasNext()) {
                    Row row = row(found.next());
                    if (rows.size() == most) {
                        return new Page(rows, last);
                    }
                    looked++;
                    last = Optional.of(new Place(row.at(), row.chain(), row.n()));
                    if (wanted.has(row)) {
                        rows.add(row);
                    }
                    if (looked == MOST_LOOKED) {
                        return new Page(rows, last);
                    }
                }
            }
        }
        return new Page(rows, Optional.empty());
    }

    private MongoCursor<Document> read(Wanted wanted, Bson range, int most) {
        Bson order = wanted.chain().isPresent() ? Sorts.descending("n") : Sorts.descending("at", "case", "n");
        return store.collection(Custody.COLLECTION)
                .find(range)
                .sort(order)
                .limit(most)
                .projection(Projections.include("case", "n", "act", "by", "at"))
                .iterator();
    }

    /** The parts of the index to read, one after another. */
    private static List<Bson> ranges(Wanted wanted, Optional<Place> after) {
        if (wanted.chain().isPresent()) {
            Bson own = Filters.eq("case", wanted.chain().get());
            return List.of(Filters.and(own, Filters.lt("n", after.map(Place::n).orElse(Integer.MAX_VALUE))));
        }
        Instant from = wanted.from().orElse(Instant.EPOCH);
        if (after.isEmpty()) {
            return List.of(between(from, wanted.to().orElse(FAR)));
        }
        Place place = after.get();
        Bson then = Filters.eq("at", Date.from(place.at()));
        return List.of(
                Filters.and(then, Filters.eq("case", place.chain()), Filters.lt("n", place.n())),
                Filters.and(then, Filters.lt("case", place.chain())),
                between(from, place.at()));
    }

    private static Bson between(Instant from, Instant to) {
        return Filters.and(Filters.gte("at", Date.from(from)), Filters.lt("at", Date.from(to)));
    }

    private static Row row(Document document) {
        return new Row(
                document.getString("case"),
                Store.number(document, "n"),
                document.getString("act"),
                document.getString("by"),
                document.getDate("at").toInstant());
    }
}
