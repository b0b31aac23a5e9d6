package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an index would serve a query: by the values of its first keys, then by a range of the next; and whether it has the order that was asked for. */
record Plan(
        MemoryIndex index,
        int equal,
        List<List<Object>> values,
        @Nullable Object least,
        @Nullable Object most,
        boolean ordered,
        boolean ascending) {

    static Plan of(MemoryIndex index, Conditions conditions, Document order) {
        List<String> keys = index.getKeys().stream().map(IndexKey::getKey).toList();
        List<List<Object>> values = new ArrayList<>();
        values.add(List.of());
        int used = 0;
        while (used < keys.size() && conditions.values(keys.get(used)).isPresent()) {
            values = product(values, conditions.values(keys.get(used)).get());
            used++;
        }
        String next = used < keys.size() ? keys.get(used) : "";
        boolean ordered = !order.isEmpty()
                && values.size() == 1
                && keys.subList(used, keys.size()).equals(List.copyOf(order.keySet()))
                && sameDirection(order);
        boolean ascending =
                order.isEmpty() || direction(order.values().iterator().next()) > 0;
        return new Plan(index, used, values, conditions.least(next), conditions.most(next), ordered, ascending);
    }

    private static List<List<Object>> product(List<List<Object>> values, List<Object> next) {
        List<List<Object>> all = new ArrayList<>();
        for (List<Object> one : values) {
            for (Object value : next) {
                List<Object> longer = new ArrayList<>(one);
                longer.add(value);
                all.add(longer);
            }
        }
        return all;
    }

    private static boolean sameDirection(Document order) {
        return order.values().stream().map(Plan::direction).distinct().count() == 1;
    }

    private static int direction(Object way) {
        return way instanceof Number number ? (int) Math.signum(number.doubleValue()) : 0;
    }

    /** How much it narrows the search; 0 when it does not. */
    int worth() {
        int range = (least == null ? 0 : 1) + (most == null ? 0 : 1);
        return equal * 4 + range + (ordered ? 2 : 0);
    }

    List<Object> positions() {
        List<Object> all = new ArrayList<>();
        values.forEach(first -> all.addAll(index.between(first, least, most, ascending)));
        return all.stream().distinct().toList();
    }
}
