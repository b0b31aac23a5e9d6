package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The oldest of many cases. Asks for no order: an engine that does not follow its index there sorts all that it found, and would read the whole queue for its first rows. Each look reads twice as
 * many as are wanted, whichever they are; while it is full, the next one ends at the age of the one in the middle.
 */
final class Oldest {

    private static final Comparator<Document> BY_AGE =
            Comparator.comparing(Oldest::since).thenComparing(document -> document.getString("_id"));

    private final CaseDocuments documents;
    private final Bson fields;
    private final int most;

    /**
     * One way to look.
     *
     * @param fields a projection that keeps {@code since}
     * @param most how many are wanted
     */
    Oldest(CaseDocuments documents, Bson fields, int most) {
        this.documents = documents;
        this.fields = fields;
        this.most = most;
    }

    /**
     * The oldest, the oldest first. Of those that came within one minute, where not all are wanted, it may be any.
     *
     * @param filter equality on what stands before {@code since} in an index, so that each look reads what it returns
     */
    List<Document> of(Bson filter) {
        List<Document> found = look(filter);
        Optional<Date> end = Optional.empty();
        while (found.size() == 2 * most) {
            Date middle = since(found.get(most - 1));
            if (end.filter(middle::equals).isPresent()) {
                return first(
                        Stream.concat(of(Filters.and(filter, Filters.lt("since", middle))).stream(), found.stream()));
            }
            end = Optional.of(middle);
            found = look(Filters.and(filter, Filters.lte("since", middle)));
        }
        return first(found.stream());
    }

    /** The oldest of all that these filters meet. */
    List<Document> among(List<Bson> filters) {
        return first(filters.stream().flatMap(filter -> of(filter).stream()));
    }

    private List<Document> look(Bson filter) {
        List<Document> found = documents
                .cases()
                .find(filter)
                .projection(fields)
                .limit(2 * most)
                .into(new ArrayList<>());
        found.sort(BY_AGE);
        return found;
    }

    private List<Document> first(Stream<Document> found) {
        return found.distinct().sorted(BY_AGE).limit(most).toList();
    }

    private static Date since(Document document) {
        return document.getDate("since");
    }
}
