package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of one document in an index: one, or one for each element of the array that it indexes. */
final class IndexedValues {

    private IndexedValues() {}

    /** @throws MongoServerError code 171 when two of the fields are different arrays */
    static List<Entry> of(Document document, List<IndexKey> keys) {
        Object position = IdIndex.position(document);
        List<@Nullable Object> values = new ArrayList<>(keys.size());
        keys.forEach(key -> values.add(Utils.getSubdocumentValueCollectionAware(document, key.getKey())));
        if (values.stream().noneMatch(Collection.class::isInstance)) {
            values.replaceAll(Values::normalized);
            return List.of(Entry.of(values, position));
        }
        return overArray(values, arrayLength(values, keys), position);
    }

    private static int arrayLength(List<@Nullable Object> values, List<IndexKey> keys) {
        Set<Integer> lengths = new HashSet<>();
        Set<String> arrays = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Collection<?> elements) {
                lengths.add(elements.size());
                String field = keys.get(i).getKey();
                arrays.add(field.contains(".") ? Utils.firstFragment(field) : field + " itself");
            }
        }
        if (lengths.size() > 1 || arrays.size() > 1) {
            throw new MongoServerError(171, "CannotIndexParallelArrays", "cannot index parallel arrays");
        }
        return lengths.iterator().next();
    }

    private static List<Entry> overArray(List<@Nullable Object> values, int length, Object position) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < Math.max(length, 1); i++) {
            int place = i;
            List<@Nullable Object> one = new ArrayList<>(values);
            one.replaceAll(
                    value -> Values.normalized(value instanceof Collection<?> all ? element(all, place) : value));
            entries.add(Entry.of(one, position));
        }
        return entries;
    }

    /** An empty array stands in the index as a missing field does. */
    private static @Nullable Object element(Collection<?> elements, int place) {
        if (elements.isEmpty()) {
            return null;
        }
        return elements instanceof List<?> list ? list.get(place) : new ArrayList<>(elements).get(place);
    }
}
