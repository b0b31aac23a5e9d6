package org.dodomu.storage;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.List;
import org.dodomu.config.StorageSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the database in order before anything uses it: refuses what a newer version wrote, migrates, sees to the indexes. While the database is away the line starts without it: the store
 * stays shut, health says so, and this keeps trying.
 */
public final class Schema implements SmartLifecycle {

    /** Before anything that polls or serves. */
    public static final int PHASE = Integer.MIN_VALUE + 100;

    private final Store store;
    private final List<StoredCollection> declared;
    private final Migrations migrations;
    private final IndexKeeper indexes;
    private final Duration pause;
    private final StorageJournal journal = new StorageJournal();
    private @Nullable Thread retrying;
    private volatile boolean running;

    /**
     * The schema as it is declared.
     *
     * @param pause between two looks for a database that is away
     * @throws IllegalStateException when the migrations do not lead to the declared versions
     */
    public Schema(
            Store store,
            List<StoredCollection> declared,
            List<Migration> migrations,
            StorageSettings settings,
            Duration pause) {
        this.store = store;
        this.declared = List.copyOf(declared);
        this.migrations = new Migrations(store, declared, migrations, journal);
        this.indexes = new IndexKeeper(store, settings.indexes());
        this.pause = pause;
    }

    /**
     * Prepares the database, or begins to wait for it.
     *
     * @throws SchemaRefused when it is there and this version cannot work with it
     */
    @Override
    public synchronized void start() {
        running = true;
        store.shut(true);
        if (!prepared()) {
            Thread waiting = new Thread(this::keepTrying, "schema");
            waiting.setDaemon(true);
            waiting.start();
            retrying = waiting;
        }
    }

    private boolean prepared() {
        try {
            for (StoredCollection collection : declared) {
                if (migrations.version(collection) > collection.version()) {
                    throw new SchemaNewer(collection.name());
                }
            }
            declared.forEach(migrations::run);
            indexes.keep(declared);
        } catch (MongoException away) {
            journal.databaseAway(away.getClass(), away.getCode());
            return false;
        }
        store.shut(false);
        journal.ready();
        return true;
    }

    private void keepTrying() {
        try {
            boolean done = false;
            while (!done && running) {
                Thread.sleep(pause.toMillis());
                done = prepared();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (SchemaRefused refused) {
            journal.refused(refused);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread waiting = retrying;
        if (waiting != null) {
            waiting.interrupt();
        }
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
