package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query asks of single fields, as far as an index can use it. What it cannot use is tested on the documents. */
final class Conditions {

    private final Map<String, List<Object>> asked = new LinkedHashMap<>();

    static Conditions of(Document query) {
        Conditions conditions = new Conditions();
        conditions.add(query);
        return conditions;
    }

    private void add(Document query) {
        query.forEach((field, condition) -> {
            if (field.equals("$and") && condition instanceof Collection<?> all) {
                all.forEach(one -> add((Document) one));
            } else if (!field.startsWith("$")) {
                asked.computeIfAbsent(field, any -> new ArrayList<>()).add(condition);
            }
        });
    }

    /** The only values that the field may have. */
    Optional<List<Object>> values(String field) {
        for (Object condition : asked.getOrDefault(field, List.of())) {
            if (!(condition instanceof Document operators) || !isOperators(operators)) {
                return usable(condition) ? Optional.of(List.of(condition)) : Optional.empty();
            }
            if (operators.containsKey("$eq") && usable(operators.get("$eq"))) {
                return Optional.of(List.of(operators.get("$eq")));
            }
            if (operators.get("$in") instanceof Collection<?> all
                    && all.stream().allMatch(Conditions::usable)) {
                return Optional.of(new ArrayList<>(all));
            }
        }
        return Optional.empty();
    }

    /** The smallest value that the field may have; one that it must be greater than counts too. */
    @Nullable
    Object least(String field) {
        return bound(field, "$gte", "$gt");
    }

    /** The greatest value that the field may have; one that it must be less than counts too. */
    @Nullable
    Object most(String field) {
        return bound(field, "$lte", "$lt");
    }

    private @Nullable Object bound(String field, String with, String without) {
        for (Object condition : asked.getOrDefault(field, List.of())) {
            if (condition instanceof Document operators) {
                Object bound = operators.containsKey(with) ? operators.get(with) : operators.get(without);
                if (usable(bound)) {
                    return bound;
                }
            }
        }
        return null;
    }

    private static boolean isOperators(Document condition) {
        return condition.keySet().stream().anyMatch(name -> name.startsWith("$"));
    }

    /** Plain values only: what means something else inside an array, a regular expression or nothing at all is left to the test. */
    private static boolean usable(@Nullable Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof java.time.Instant
                || value instanceof de.bwaldvogel.mongo.bson.ObjectId;
    }
}
