package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an index: the values of its fields, and where the document lies. Also a bound for a search, with fewer values and an edge.
 *
 * @param edge 0 for a line; below or above all lines that begin with these values
 */
record Entry(List<@Nullable Object> values, @Nullable Object position, int edge) {

    static Entry of(List<@Nullable Object> values, Object position) {
        return new Entry(values, position, 0);
    }

    static Entry before(List<@Nullable Object> prefix) {
        return new Entry(prefix, null, -1);
    }

    static Entry after(List<@Nullable Object> prefix) {
        return new Entry(prefix, null, 1);
    }

    /** The order of an index: by its fields, each ascending or descending, then by position. */
    static Comparator<Entry> order(List<IndexKey> keys) {
        return (one, other) -> {
            int shared = Math.min(one.values.size(), other.values.size());
            int byValues = compare(keys, one, other, 0, shared);
            if (byValues != 0) {
                return byValues;
            }
            return one.edge != 0 || other.edge != 0
                    ? Integer.compare(one.edge, other.edge)
                    : Values.compare(one.position, other.position);
        };
    }

    /** The same order for lines that agree in their first fields. */
    static Comparator<Entry> orderFrom(List<IndexKey> keys, int start) {
        return (one, other) -> {
            int byValues = compare(keys, one, other, start, keys.size());
            return byValues != 0 ? byValues : Values.compare(one.position, other.position);
        };
    }

    private static int compare(List<IndexKey> keys, Entry one, Entry other, int start, int end) {
        for (int i = start; i < end; i++) {
            int order = Values.compare(one.values.get(i), other.values.get(i));
            if (order != 0) {
                return keys.get(i).isAscending() ? order : -order;
            }
        }
        return 0;
    }

    /** The place of the document; only lines have one. */
    Object document() {
        if (position == null) {
            throw new IllegalStateException("A bound leads to no document");
        }
        return position;
    }
}
