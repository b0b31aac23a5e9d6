package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A secondary index in memory, made anew when the file is opened: the keys of every document in order. Asked by {@link IndexedCollection}, which tests each document itself. */
final class MemoryIndex extends Index<Object> {

    /** A document's keys; or a bound, which has fewer keys and lies before or after all that begin with them. */
    private record Entry(List<Object> keys, @Nullable Object position, int bound) {}

    private final NavigableSet<Entry> entries = new TreeSet<>(MemoryIndex::compare);

    MemoryIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    private static int compare(Entry one, Entry other) {
        Comparator<Object> values = ValueComparator.asc();
        int common = Math.min(one.keys.size(), other.keys.size());
        for (int i = 0; i < common; i++) {
            int order = values.compare(one.keys.get(i), other.keys.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (one.bound != other.bound) {
            return Integer.compare(one.bound, other.bound);
        }
        return values.compare(one.position, other.position);
    }

    /** The positions of documents whose first keys are these and whose next one lies between two values, where they are given; in the order of the keys or against it. */
    synchronized List<Object> between(
            List<Object> first, @Nullable Object least, @Nullable Object most, boolean ascending) {
        Entry low = new Entry(with(first, least), null, -1);
        Entry high = new Entry(with(first, most), null, 1);
        if (compare(low, high) > 0) {
            return List.of();
        }
        List<Object> positions = new ArrayList<>();
        entries.subSet(low, true, high, true).forEach(entry -> positions.add(entry.position));
        if (!ascending) {
            Collections.reverse(positions);
        }
        return positions;
    }

    private static List<Object> with(List<Object> first, @Nullable Object next) {
        List<Object> keys = new ArrayList<>(first);
        if (next != null) {
            keys.add(next);
        }
        return keys;
    }

    private List<Entry> entries(Document document, Object position) {
        return getKeyValues(document).stream().map(key -> entry(key, position)).toList();
    }

    private static Entry entry(KeyValue key, Object position) {
        List<Object> keys = new ArrayList<>();
        key.iterator().forEachRemaining(keys::add);
        return new Entry(keys, position, 0);
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        entries.addAll(entries(document, position));
    }

    /** The position of a document in this engine is its id. */
    @Override
    public synchronized Object remove(Document document) {
        Object position = Objects.requireNonNull(document.get("_id"));
        entries(document, position).forEach(entries::remove);
        return position;
    }

    @Override
    public synchronized void updateInPlace(
            Document before, Document after, Object position, MongoCollection<Object> collection) {
        entries(before, position).forEach(entries::remove);
        entries.addAll(entries(after, position));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {}

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException("Only the collection asks");
    }

    @Override
    public synchronized long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public synchronized void drop() {
        entries.clear();
    }
}
