package org.dodomu.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.StorageSettings.Indexes;

/** Makes the declared indexes, one after the other, or checks that they are there. */
final class IndexKeeper {

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
                collection.indexes().forEach(keys -> store.unready(collection.name())
                        .createIndex(keys));
            } else {
                missing.addAll(missing(collection));
            }
        }
        if (!missing.isEmpty()) {
            throw new IndexesMissing(missing);
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

    /** The keys in their order, as {@code a 1, b 1}. */
    private static String named(Bson keys) {
        BsonDocument all = keys.toBsonDocument();
        return all.keySet().stream()
                .map(key -> key + " " + all.getNumber(key).intValue())
                .collect(Collectors.joining(", "));
    }
}
