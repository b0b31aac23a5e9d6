package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a query demands of single fields, as far as an index can use it. Every document found is matched against the whole query afterwards, so that a demand left out costs time only. */
final class Constraints {

    /** A demand for a range; both bounds belong to it, an open end is absent. */
    record Range(Optional<Object> low, Optional<Object> high) {}

    private final Map<String, List<@Nullable Object>> points = new HashMap<>();
    private final Map<String, Object> lows = new HashMap<>();
    private final Map<String, Object> highs = new HashMap<>();

    private Constraints() {}

    static Constraints of(Document query) {
        Constraints constraints = new Constraints();
        constraints.add(query);
        return constraints;
    }

    /** The values of which the field must have one, each once and in order; empty when the query does not say. */
    Optional<List<@Nullable Object>> points(String field) {
        return Optional.ofNullable(points.get(field));
    }

    Optional<Range> range(String field) {
        Optional<Object> low = Optional.ofNullable(lows.get(field));
        Optional<Object> high = Optional.ofNullable(highs.get(field));
        return low.isEmpty() && high.isEmpty() ? Optional.empty() : Optional.of(new Range(low, high));
    }

    /** Whether a document without this field cannot match. */
    boolean needs(String field) {
        boolean named = points(field).filter(values -> !values.contains(null)).isPresent();
        return named || range(field).isPresent();
    }

    /** Whether only documents with exactly this value match. */
    boolean demands(String field, Object value) {
        List<@Nullable Object> values = points.getOrDefault(field, List.of());
        return values.size() == 1 && Values.compare(values.get(0), Values.normalized(value)) == 0;
    }

    private void add(Document query) {
        query.forEach((field, demand) -> {
            if (field.equals("$and") && demand instanceof Collection<?> parts) {
                parts.stream()
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast)
                        .forEach(this::add);
            } else if (!field.startsWith("$")) {
                add(field, demand);
            }
        });
    }

    private void add(String field, @Nullable Object demand) {
        if (Values.plain(demand)) {
            point(field, Set.of(Optional.ofNullable(demand)));
        } else if (demand instanceof Document operators) {
            operators.forEach((operator, value) -> add(field, operator, value));
        }
    }

    private void add(String field, String operator, @Nullable Object value) {
        if (operator.equals("$in") && value instanceof Collection<?> values) {
            point(field, values.stream().map(Optional::ofNullable).toList());
        } else if (Values.plain(value)) {
            switch (operator) {
                case "$eq" -> point(field, Set.of(Optional.ofNullable(value)));
                case "$gt", "$gte" -> bound(lows, field, value);
                case "$lt", "$lte" -> bound(highs, field, value);
                default -> {}
            }
        }
    }

    private void point(String field, Collection<? extends Optional<?>> values) {
        if (points.containsKey(field) || !values.stream().allMatch(value -> Values.plain(value.orElse(null)))) {
            return;
        }
        TreeSet<@Nullable Object> ordered = new TreeSet<>(Values::compare);
        values.forEach(value -> ordered.add(Values.normalized(value.orElse(null))));
        points.put(field, new ArrayList<>(ordered));
    }

    private static void bound(Map<String, Object> bounds, String field, @Nullable Object value) {
        Object normal = Values.normalized(value);
        if (normal != null) {
            bounds.putIfAbsent(field, normal);
        }
    }
}
