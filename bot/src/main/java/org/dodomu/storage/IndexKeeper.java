package org.dodomu.storage;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.StorageSettings.Indexes;

/** Makes the declared indexes, one after the other, or checks that they are there. */
final class IndexKeeper {

    /** How the name of an index over all documents ends, as the driver names it and earlier versions made them. */
    private static final String WHOLE = "_1";

    private final Store store;
    private final Indexes mode;

    IndexKeeper(Store store, Indexes mode) {
        this.store = store;
        this.mode = mode;
    }

    /**
     * Sees to the indexes of all collections.
     *
     * @throws IndexesMissing when they may only be checked and are not all there
     */
    void keep(List<StoredCollection> declared) {
        List<String> missing = new ArrayList<>();
        for (StoredCollection collection : declared) {
            if (mode == Indexes.CREATE) {
                create(collection);
            } else {
                missing.addAll(missing(collection));
            }
        }
        if (!missing.isEmpty()) {
            throw new IndexesMissing(missing);
        }
    }

    private void create(StoredCollection collection) {
        MongoCollection<Document> documents = store.unready(collection.name());
        if (collection.never().isEmpty()) {
            collection.indexes().forEach(documents::createIndex);
        } else {
            Date never = collection.never().get();
            Set<String> whole = documents
                    .listIndexes()
                    .map(index -> index.getString("name"))
                    .into(new HashSet<>());
            for (Bson keys : collection.indexes()) {
                String field = keys.toBsonDocument().getFirstKey();
                if (whole.contains(field + WHOLE)) {
                    documents.dropIndex(field + WHOLE);
                }
                documents.createIndex(
                        keys,
                        new IndexOptions().name(field + "_due").partialFilterExpression(Filters.lt(field, never)));
            }
        }
    }

    private List<String> missing(StoredCollection collection) {
        if (collection.indexes().isEmpty()) {
            return List.of();
        }
        Set<String> there = store
                .unready(collection.name())
                .listIndexes()
                .map(index -> named(index.get("key", Document.class)))
                .into(new ArrayList<>())
                .stream()
                .collect(Collectors.toSet());
        return collection.indexes().stream()
                .map(IndexKeeper::named)
                .filter(keys -> !there.contains(keys))
                .map(keys -> collection.name() + " by " + keys)
                .toList();
    }

    /** The keys in their order, as {@code a 1, b 1}; a sharded collection has {@code _id hashed} too. */
    static String named(Bson keys) {
        return keys.toBsonDocument().entrySet().stream()
                .map(key -> key.getKey() + " " + kind(key.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String kind(BsonValue value) {
        return value.isNumber()
                ? Integer.toString(value.asNumber().intValue())
                : value.asString().getValue();
    }
}
