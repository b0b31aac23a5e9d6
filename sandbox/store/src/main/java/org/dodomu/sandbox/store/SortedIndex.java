package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An index in memory: made from the documents when the file is opened, changed with them under the store's write lock, so that it needs no place in the file and cannot disagree with it. */
final class SortedIndex extends Index<Object> {

    private static final String VALUE = "value";

    private final IndexDefinition definition;
    private final QueryMatcher matcher = new DefaultQueryMatcher();
    private final NavigableSet<Entry> entries;
    private boolean overArrays;

    SortedIndex(IndexDefinition definition) {
        super(definition.name(), definition.keys(), definition.sparse());
        this.definition = definition;
        this.entries = new TreeSet<>(Entry.order(definition.keys()));
    }

    IndexDefinition definition() {
        return definition;
    }

    NavigableSet<Entry> entries() {
        return entries;
    }

    /** Whether a document may have several entries: then their order says nothing about the order of documents. */
    boolean overArrays() {
        return overArrays;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        entriesOf(document).forEach(entry -> check(entry, collection));
    }

    private void check(Entry entry, MongoCollection<Object> collection) {
        Entry next = entries.ceiling(definition.unique() ? Entry.before(entry.values()) : entry);
        boolean taken = definition.unique()
                && next != null
                && next.values().equals(entry.values())
                && Values.compare(next.document(), entry.document()) != 0;
        if (taken) {
            throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(entry.values()));
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        put(document);
    }

    void put(Document document) {
        List<Entry> added = entriesOf(document);
        overArrays |= added.size() > 1;
        entries.addAll(added);
    }

    @Override
    public Object remove(Document document) {
        entriesOf(document).forEach(entries::remove);
        return IdIndex.position(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        checkAdd(after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        List<Entry> old = entriesOf(before);
        List<Entry> fresh = entriesOf(after);
        if (!old.equals(fresh)) {
            old.forEach(entries::remove);
            put(after);
        }
    }

    private List<Entry> entriesOf(Document document) {
        boolean sparse = definition.sparse() && getKeys().stream().noneMatch(key -> has(document, key));
        boolean outside = definition
                .partial()
                .filter(filter -> !matcher.matches(document, filter))
                .isPresent();
        return sparse || outside ? List.of() : IndexedValues.of(document, getKeys());
    }

    private static boolean has(Document document, IndexKey key) {
        return !(Utils.getSubdocumentValueCollectionAware(document, key.getKey()) instanceof Missing);
    }

    /** Whether everything that matches the query is in this index. */
    boolean covers(Constraints query) {
        boolean dense = !definition.sparse() || getKeys().stream().anyMatch(key -> query.needs(key.getKey()));
        return dense
                && definition.partial().map(filter -> implied(filter, query)).orElse(true);
    }

    private boolean implied(Document filter, Constraints query) {
        return filter.entrySet().stream()
                .allMatch(demand -> demand.getValue() instanceof Document operators && !operators.isEmpty()
                        ? operators.keySet().stream()
                                .allMatch(
                                        operator -> implied(demand.getKey(), operator, operators.get(operator), query))
                        : demand.getValue() != null
                                && Values.plain(demand.getValue())
                                && query.demands(demand.getKey(), demand.getValue()));
    }

    /** Whether the values that the query leaves, or the one of them that comes closest, satisfy the operator. */
    private boolean implied(String field, String operator, @Nullable Object value, Constraints query) {
        Document demand = new Document(VALUE, new Document(operator, value));
        Predicate<@Nullable Object> satisfies = one -> matcher.matches(new Document(VALUE, one), demand);
        Optional<Boolean> points = query.points(field).map(all -> all.stream().allMatch(satisfies));
        Optional<Constraints.Range> range = query.range(field);
        return switch (operator) {
            case "$exists" -> Utils.isTrue(value) && query.needs(field);
            case "$gt", "$gte" ->
                points.orElseGet(() ->
                        range.flatMap(Constraints.Range::low).filter(satisfies).isPresent());
            case "$lt", "$lte" ->
                points.orElseGet(() ->
                        range.flatMap(Constraints.Range::high).filter(satisfies).isPresent());
            case "$eq", "$in" -> points.orElse(false);
            default -> false;
        };
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return other instanceof SortedIndex index && definition.sameAs(index.definition);
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new IllegalStateException("Queries are planned by the collection");
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public boolean isUnique() {
        return definition.unique();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
