package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A collection that looks where an index says, and tests every document it finds there; without an index it looks at all. */
final class IndexedCollection extends H2Collection {

    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        Conditions conditions = Conditions.of(query);
        Document order = orderBy == null ? new Document() : orderBy;
        Optional<List<Object>> positions = conditions.values("_id").flatMap(this::present);
        if (positions.isEmpty()) {
            positions = byIndex(query, conditions, order, skip, limit);
        }
        return positions.isPresent()
                ? matchDocuments(query, positions.get(), orderBy, skip, limit, batchSize, projection)
                : super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
    }

    private Optional<List<Object>> present(List<Object> ids) {
        return getIndexes().stream()
                .filter(index -> index instanceof IdIndex
                        && index.getKeys().stream()
                                .map(IndexKey::getKey)
                                .toList()
                                .equals(List.of("_id")))
                .findFirst()
                .map(index -> ids.stream()
                        .map(id -> index.getPosition(new Document("_id", id)))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    private Optional<List<Object>> byIndex(Document query, Conditions conditions, Document order, int skip, int limit) {
        Plan best = null;
        for (var index : getIndexes()) {
            if (index instanceof MemoryIndex candidate) {
                Plan plan = Plan.of(candidate, conditions, order);
                best = best == null || plan.worth() > best.worth() ? plan : best;
            }
        }
        if (best == null || best.worth() == 0) {
            return Optional.empty();
        }
        List<Object> positions = best.positions();
        return Optional.of(best.ordered() && limit > 0 ? first(query, positions, skip + limit) : positions);
    }

    /** The index has the order that was asked for: the first that match are enough. */
    private List<Object> first(Document query, List<Object> positions, int most) {
        List<Object> found = new ArrayList<>();
        for (Object position : positions) {
            if (documentMatchesQuery(getDocument(position), query)) {
                found.add(position);
            }
            if (found.size() == most) {
                break;
            }
        }
        return found;
    }
}
