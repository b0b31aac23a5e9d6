package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The order of BSON values in an index: by type, then by value; numbers of every width compare as numbers, null stands for a missing field. */
final class Values {

    private Values() {}

    /** @throws UnsupportedOperationException for types without an order, such as patterns */
    static int compare(@Nullable Object one, @Nullable Object other) {
        if (one instanceof String a && other instanceof String b) {
            return a.compareTo(b);
        }
        if (one instanceof Instant a && other instanceof Instant b) {
            return a.compareTo(b);
        }
        if (one instanceof ObjectId a && other instanceof ObjectId b) {
            return a.compareTo(b);
        }
        return ValueComparator.ascWithoutListHandling().compare(one, other);
    }

    /** The same value for equal numbers of every width; null for a missing one. */
    static @Nullable Object normalized(@Nullable Object value) {
        if (value instanceof String || value instanceof Instant || value instanceof ObjectId) {
            return value;
        }
        return new KeyValue(Collections.singletonList(value)).normalized().get(0);
    }

    /** Whether a query value means "equal to this", so that an index can look it up. */
    static boolean plain(@Nullable Object value) {
        return switch (kind(value)) {
            case NULL, NUMBER, TEXT, INSTANT, BOOLEAN, OTHER -> true;
            case DOCUMENT ->
                value instanceof Document inner && inner.keySet().stream().noneMatch(key -> key.startsWith("$"));
            case UNORDERED -> false;
        };
    }

    /** A bound below every value of the same type, and above null. */
    static Object floor(Object sample) {
        return switch (kind(sample)) {
            case TEXT -> "";
            case INSTANT -> Instant.MIN;
            case BOOLEAN -> false;
            default -> Double.NEGATIVE_INFINITY;
        };
    }

    /** A value of the next type, or null when the type is not known to end before one. */
    static @Nullable Object ceiling(Object sample) {
        return switch (kind(sample)) {
            case NUMBER -> "";
            case TEXT -> new Document();
            case BOOLEAN -> Instant.MIN;
            case INSTANT -> Instant.MAX;
            default -> null;
        };
    }

    private enum Kind {
        NULL,
        NUMBER,
        TEXT,
        INSTANT,
        BOOLEAN,
        DOCUMENT,
        OTHER,
        UNORDERED
    }

    private static Kind kind(@Nullable Object value) {
        if (value == null) {
            return Kind.NULL;
        }
        if (value instanceof Number) {
            return Kind.NUMBER;
        }
        if (value instanceof String) {
            return Kind.TEXT;
        }
        if (value instanceof Instant) {
            return Kind.INSTANT;
        }
        if (value instanceof Boolean) {
            return Kind.BOOLEAN;
        }
        if (value instanceof Document) {
            return Kind.DOCUMENT;
        }
        boolean unordered = value instanceof BsonRegularExpression || value instanceof Collection;
        return unordered ? Kind.UNORDERED : Kind.OTHER;
    }
}
