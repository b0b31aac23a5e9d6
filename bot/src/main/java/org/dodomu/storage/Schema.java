package org.dodomu.storage;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.util.List;
import org.bson.Document;
import org.springframework.context.SmartLifecycle;

/** Makes the indexes and checks the schema versions before anything else runs; waits a minute for a database that is not up yet. */
public final class Schema implements SmartLifecycle {

    /** Before anything that polls or serves. */
    public static final int PHASE = Integer.MIN_VALUE + 100;

    private static final String COLLECTION = "schema";
    private static final int TRIES = 12;
    private static final long PAUSE_MILLIS = 5000;

    private final Store store;
    private final List<StoredCollection> declared;
    private final StorageJournal journal = new StorageJournal();
    private volatile boolean running;

    public Schema(Store store, List<StoredCollection> declared) {
        this.store = store;
        this.declared = List.copyOf(declared);
    }

    @Override
    public void start() {
        for (int attempt = 1; ; attempt++) {
            try {
                declared.forEach(this::prepare);
                running = true;
                return;
            } catch (MongoException away) {
                if (attempt == TRIES) {
                    throw away;
                }
                journal.databaseAway(away.getClass());
                pause();
            }
        }
    }

    private void prepare(StoredCollection collection) {
        MongoCollection<Document> versions = store.collection(COLLECTION);
        Document known = versions.find(Filters.eq("_id", collection.name())).first();
        if (known == null) {
            store.insertOnce(
                    COLLECTION, new Document("_id", collection.name()).append("version", collection.version()));
        } else if (Store.number(known, "version") > collection.version()) {
            throw new SchemaNewer(collection.name());
        }
        collection.indexes().forEach(keys -> store.collection(collection.name()).createIndex(keys));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for the database", stopped);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
