package org.dodomu.storage;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Brings collections from the version in the database to the one that the code knows, a step at a time. Each document carries its version in {@code sv} (1 when absent), and a step writes it
 * together with what it changes: a step that was cut short goes on where it stopped, and several processes may run it at once.
 */
final class Migrations {

    private static final String COLLECTION = "schema";
    private static final int BATCH = 100;

    private final Store store;
    private final StorageJournal journal;
    private final Map<String, Map<Integer, Migration>> steps = new HashMap<>();

    /**
     * Takes the registry of steps.
     *
     * @throws IllegalStateException when a declared version cannot be reached, or a step is there twice or leads nowhere
     */
    Migrations(Store store, List<StoredCollection> declared, List<Migration> migrations, StorageJournal journal) {
        this.store = store;
        this.journal = journal;
        for (Migration migration : migrations) {
            Map<Integer, Migration> own = steps.computeIfAbsent(migration.collection(), any -> new HashMap<>());
            require(own.put(migration.from(), migration) == null, migration.collection());
        }
        int needed = 0;
        for (StoredCollection collection : declared) {
            Map<Integer, Migration> own = steps.getOrDefault(collection.name(), Map.of());
            for (int from = 1; from < collection.version(); from++, needed++) {
                require(own.containsKey(from), collection.name());
            }
        }
        require(needed == migrations.size(), "of none that is declared");
    }

    private static void require(boolean whole, String collection) {
        if (!whole) {
            throw new IllegalStateException(
                    "The steps of the collection " + collection + " do not lead to its version");
        }
    }

    private MongoCollection<Document> versions() {
        return store.unready(COLLECTION);
    }

    /** The version in the database; a collection that was never noted is at 1. */
    int version(StoredCollection collection) {
        Document known = versions().find(Filters.eq("_id", collection.name())).first();
        return known == null ? 1 : Store.number(known, "version");
    }

    void run(StoredCollection collection) {
        String name = collection.name();
        Store.insertOnce(versions(), new Document("_id", name).append("version", 1));
        for (int from = version(collection); from < collection.version(); from = version(collection)) {
            journal.migrating(name, from);
            step(Objects.requireNonNull(steps.getOrDefault(name, Map.of()).get(from)), name, from);
            versions()
                    .updateOne(
                            Filters.and(Filters.eq("_id", name), Filters.eq("version", from)),
                            Updates.set("version", from + 1));
        }
    }

    private void step(Migration migration, String name, int from) {
        Bson old = from == 1 ? Filters.in("sv", 1, null) : Filters.eq("sv", from);
        MongoCollection<Document> documents = store.unready(name);
        List<Document> batch = documents.find(old).limit(BATCH).into(new ArrayList<>());
        while (!batch.isEmpty()) {
            for (Document before : batch) {
                Bson same = Filters.and(Filters.eq("_id", before.get("_id")), old);
                documents.updateOne(same, Updates.combine(change(migration, before), Updates.set("sv", from + 1)));
            }
            batch = documents.find(old).limit(BATCH).into(new ArrayList<>());
        }
    }

    private static Bson change(Migration migration, Document before) {
        try {
            return migration.change().apply(before);
        } catch (MongoException away) {
            throw away;
        } catch (RuntimeException unexpected) {
            throw new MigrationFailed(migration.collection(), migration.from());
        }
    }
}
