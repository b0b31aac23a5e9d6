package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.IndexKeySpecsConflictException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** One collection: a map from {@code _id} to BSON in the file, and its indexes. Every document that leaves it is a copy. Whoever calls it holds the store's lock. */
final class StoreCollection extends AbstractMongoCollection<Object> {

    private final MVMap<Object, byte[]> documents;

    StoreCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            MVMap<Object, byte[]> documents) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    List<SortedIndex> sortedIndexes() {
        return getIndexes().stream()
                .filter(SortedIndex.class::isInstance)
                .map(SortedIndex.class::cast)
                .toList();
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int skipped,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        Sorting sorting = Sorting.of(orderBy);
        Access access = access(query, sorting, limit > 0);
        return matchDocumentsFromStream(
                query,
                access.positions().get().map(this::getDocument),
                skipped,
                limit,
                batchSize,
                access.ordered() ? null : sorting.comparator().orElse(null),
                projection);
    }

    private Access access(Document query, Sorting sorting, boolean limited) {
        Constraints constraints = Constraints.of(query);
        Stream<Access> indexes = sortedIndexes().stream()
                .map(index -> IndexAccess.find(index, constraints, sorting, limited))
                .flatMap(Optional::stream);
        return Stream.concat(Stream.of(byId(constraints, sorting)), indexes)
                .max(Comparator.comparingInt(Access::worth))
                .orElseThrow();
    }

    private Access byId(Constraints constraints, Sorting sorting) {
        Optional<List<@Nullable Object>> ids = getIdField() == null ? Optional.empty() : constraints.points(IdIndex.ID);
        int direction = sorting.direction(List.of(), field -> false);
        if (ids.isPresent()) {
            boolean ordered = direction > 0 || ids.get().size() == 1;
            return new Access(Access.ID, ordered, () -> ids.get().stream()
                    .map(Missing::ofNullable)
                    .filter(documents::containsKey));
        }
        Optional<Constraints.Range> range = constraints.range(IdIndex.ID);
        int worth = (range.isPresent() ? Access.RANGE : 0) + (direction != 0 ? Access.ORDER : 0);
        return new Access(worth, direction != 0, () -> positions(range, direction < 0));
    }

    private Stream<Object> positions(Optional<Constraints.Range> range, boolean reverse) {
        @Nullable Object low = range.flatMap(Constraints.Range::low).orElse(null);
        @Nullable Object high = range.flatMap(Constraints.Range::high).orElse(null);
        Cursor<Object, byte[]> cursor =
                reverse ? documents.cursor(high, low, true) : documents.cursor(low, high, false);
        return stream(cursor);
    }

    private static Stream<Object> stream(Cursor<Object, byte[]> cursor) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED), false);
    }

    /** Deletes at most so many documents by each index that lets them expire; returns how many. */
    int deleteExpired(Instant now, int most) {
        return sortedIndexes().stream()
                .map(SortedIndex::definition)
                .flatMap(definition -> definition.expired(now).stream())
                .mapToInt(expired -> deleteDocuments(expired, most))
                .sum();
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return stream(documents.cursor(null)).map(id -> new DocumentWithPosition<>(getDocument(id), id));
    }

    @Override
    public void addIndex(Index<Object> index) {
        Optional<Index<Object>> existing = getIndexes().stream()
                .filter(one -> one.getName().equals(index.getName()))
                .findFirst();
        if (existing.isPresent()) {
            if (!existing.get().hasSameOptions(index)) {
                throw new IndexKeySpecsConflictException(index, existing.get());
            }
            return;
        }
        if (index instanceof SortedIndex) {
            fill(index);
        }
        getIndexes().add(index);
    }

    private void fill(Index<Object> index) {
        try {
            streamAllDocumentsWithPosition().forEach(one -> {
                index.checkAdd(one.getDocument(), this);
                index.add(one.getDocument(), one.getPosition(), this);
            });
        } catch (MongoServerError refused) {
            throw new IndexBuildFailedException(refused, this);
        }
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Object id = getIdField() == null ? UUID.randomUUID() : Missing.ofNullable(document.get(getIdField()));
        documents.put(id, BsonBytes.encode(document));
        return id;
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        documents.put(position, BsonBytes.encode(after));
    }

    @Override
    protected void removeDocument(Object position) {
        documents.remove(position);
    }

    @Override
    protected Document getDocument(Object position) {
        return BsonBytes.decode(Objects.requireNonNull(documents.get(position)));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {
        throw new IllegalStateException("The size is counted when somebody asks");
    }

    @Override
    protected int getDataSize() {
        long bytes = documents.values().stream()
                .mapToLong(document -> document.length)
                .sum();
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
