package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The way through one index: its first fields by their values, the next by a range, the rest in order. */
final class IndexAccess {

    private static final int MOST_PREFIXES = 1000;

    private final SortedIndex index;
    private final List<IndexKey> keys;
    private final Constraints query;
    private List<List<@Nullable Object>> prefixes = List.of(List.of());
    private int named;

    private IndexAccess(SortedIndex index, Constraints query) {
        this.index = index;
        this.keys = index.getKeys();
        this.query = query;
        takeNamed();
    }

    /** @param limited only the first documents are wanted, so that having them in order is worth something by itself */
    static Optional<Access> find(SortedIndex index, Constraints query, Sorting sorting, boolean limited) {
        return index.covers(query) ? new IndexAccess(index, query).access(sorting, limited) : Optional.empty();
    }

    private void takeNamed() {
        while (named < keys.size()) {
            Optional<List<@Nullable Object>> values =
                    query.points(keys.get(named).getKey());
            if (values.isEmpty() || prefixes.size() * values.get().size() > MOST_PREFIXES) {
                return;
            }
            prefixes = prefixes.stream()
                    .flatMap(prefix -> values.get().stream().map(value -> longer(prefix, value)))
                    .toList();
            named++;
        }
    }

    private Optional<Access> access(Sorting sorting, boolean limited) {
        Optional<Constraints.Range> range =
                named < keys.size() ? query.range(keys.get(named).getKey()) : Optional.empty();
        int direction = index.overArrays() ? 0 : sorting.direction(keys.subList(named, keys.size()), this::fixed);
        if (named == 0 && range.isEmpty() && (direction == 0 || !limited)) {
            return Optional.empty();
        }
        int worth = named * Access.FIELD + (range.isPresent() ? Access.RANGE : 0) + (direction != 0 ? Access.ORDER : 0);
        return Optional.of(new Access(worth, direction != 0, () -> positions(range, direction)));
    }

    private boolean fixed(String field) {
        return query.points(field).filter(values -> values.size() == 1).isPresent()
                && keys.subList(0, named).stream().anyMatch(key -> key.getKey().equals(field));
    }

    private Stream<Object> positions(Optional<Constraints.Range> range, int direction) {
        List<NavigableSet<Entry>> parts =
                prefixes.stream().map(prefix -> part(prefix, range)).toList();
        if (direction == 0 || parts.size() == 1) {
            Stream<Object> positions = parts.stream()
                    .flatMap(part -> (direction < 0 ? part.descendingSet() : part).stream())
                    .map(Entry::document);
            return index.overArrays() ? positions.distinct() : positions;
        }
        Comparator<Entry> order = Entry.orderFrom(keys, named);
        Iterator<Entry> merged = new MergedEntries(
                parts.stream()
                        .map(part -> direction < 0 ? part.descendingIterator() : part.iterator())
                        .toList(),
                direction < 0 ? order.reversed() : order);
        Spliterator<Entry> entries = Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED);
        return StreamSupport.stream(entries, false).map(Entry::document);
    }

    private NavigableSet<Entry> part(List<@Nullable Object> prefix, Optional<Constraints.Range> range) {
        if (range.isEmpty()) {
            return between(Entry.before(prefix), Entry.after(prefix));
        }
        Entry low = bound(prefix, lowest(range.get()), true);
        Entry high = bound(prefix, highest(range.get()), false);
        return keys.get(named).isAscending() ? between(low, high) : between(mirrored(high), mirrored(low));
    }

    private NavigableSet<Entry> between(Entry from, Entry to) {
        boolean nothing = Entry.order(keys).compare(from, to) > 0;
        return nothing ? Collections.emptyNavigableSet() : index.entries().subSet(from, true, to, true);
    }

    private static Entry bound(List<@Nullable Object> prefix, Optional<Object> value, boolean low) {
        List<@Nullable Object> values =
                value.<List<@Nullable Object>>map(one -> longer(prefix, one)).orElse(prefix);
        return low ? Entry.before(values) : Entry.after(values);
    }

    private static Entry mirrored(Entry bound) {
        return new Entry(bound.values(), null, -bound.edge());
    }

    private static Optional<Object> lowest(Constraints.Range range) {
        return range.low().or(() -> range.high().map(Values::floor));
    }

    /** Over arrays one element may meet the one bound and another the other, so that only one of them holds. */
    private Optional<Object> highest(Constraints.Range range) {
        boolean both = range.low().isPresent() && range.high().isPresent();
        return both && index.overArrays()
                ? range.low().map(Values::ceiling)
                : range.high().or(() -> range.low().map(Values::ceiling));
    }

    private static List<@Nullable Object> longer(List<@Nullable Object> prefix, @Nullable Object value) {
        List<@Nullable Object> longer = new ArrayList<>(prefix);
        longer.add(value);
        return longer;
    }
}
