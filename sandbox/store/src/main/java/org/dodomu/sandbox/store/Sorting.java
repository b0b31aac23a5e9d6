package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The order that a query asks for, and whether an index has it already. */
record Sorting(List<IndexKey> fields) {

    private static final String NATURAL = "$natural";

    static Sorting of(@Nullable Document orderBy) {
        List<IndexKey> fields = new ArrayList<>();
        if (orderBy != null) {
            orderBy.forEach((field, direction) -> {
                boolean ascending = !(direction instanceof Number number) || number.doubleValue() > 0;
                fields.add(new IndexKey(field.equals(NATURAL) ? IdIndex.ID : field, ascending));
            });
        }
        return new Sorting(List.copyOf(fields));
    }

    /** Puts documents in this order; empty when none is asked for. An array counts as its least element, descending as its greatest, and an empty one as less than null. */
    Optional<Comparator<Document>> comparator() {
        return fields.stream().map(Sorting::by).reduce(Comparator::thenComparing);
    }

    private static Comparator<Document> by(IndexKey field) {
        Comparator<@Nullable Object> order = Sorting::compare;
        Comparator<@Nullable Object> ordered = field.isAscending() ? order : order.reversed();
        return (one, other) -> ordered.compare(value(one, field, ordered), value(other, field, ordered));
    }

    private static @Nullable Object value(Document document, IndexKey field, Comparator<@Nullable Object> order) {
        Object value = Utils.getSubdocumentValueCollectionAware(document, field.getKey());
        return value instanceof Collection<?> elements && !elements.isEmpty()
                ? Collections.min(new ArrayList<@Nullable Object>(elements), order)
                : value;
    }

    private static int compare(@Nullable Object one, @Nullable Object other) {
        int emptyFirst = Boolean.compare(
                other instanceof Collection<?> b && b.isEmpty(), one instanceof Collection<?> a && a.isEmpty());
        return emptyFirst != 0 ? emptyFirst : Values.compare(Values.normalized(one), Values.normalized(other));
    }

    /**
     * The direction in which to read an index so that the documents come in this order.
     *
     * @param keys the keys of the index by which its entries differ; then they lie by {@code _id}
     * @param fixed the fields that have one value in all that is read
     * @return 1 or -1; 0 when neither direction gives this order, or none is asked for
     */
    int direction(List<IndexKey> keys, Predicate<String> fixed) {
        List<IndexKey> order = new ArrayList<>(keys);
        order.add(new IndexKey(IdIndex.ID, true));
        int direction = 0;
        int next = 0;
        for (IndexKey field : fields) {
            if (fixed.test(field.getKey())) {
                continue;
            }
            if (next == order.size() || !order.get(next).getKey().equals(field.getKey())) {
                return 0;
            }
            int here = order.get(next).isAscending() == field.isAscending() ? 1 : -1;
            if (direction != 0 && direction != here) {
                return 0;
            }
            direction = here;
            next++;
        }
        return direction == 0 && !fields.isEmpty() ? 1 : direction;
    }
}
