package org.dodomu.sandbox.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database for trying: one file, one process, on a loopback port that asks for a password made at each start. What was acknowledged survives a kill of the process.
 */
public final class EmbeddedStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

    private final Scram scram = new Scram(new SecureRandom());
    private final StoreBackend backend;
    private final StoreServer server;
    private final Housekeeping housekeeping;

    private EmbeddedStore(MVStore store) {
        this.backend = new StoreBackend(store);
        this.server = new StoreServer(backend, scram);
        this.housekeeping = new Housekeeping(backend);
    }

    /** A database that is gone with the process. */
    public static EmbeddedStore inMemory() {
        return new EmbeddedStore(StoreFile.inMemory());
    }

    /**
     * Opens the file, or makes it with mode 0600.
     *
     * @throws IllegalStateException when another process has it open, it is damaged or of another version; with a sentence that says so
     */
    public static EmbeddedStore open(Path file) throws IOException {
        MVStore store = StoreFile.open(file);
        LOG.warn("The embedded database is for trying, not for a real line: use MongoDB for that");
        try {
            return new EmbeddedStore(store);
        } catch (RuntimeException damaged) {
            store.closeImmediately();
            throw new IllegalStateException(
                    "The database file is damaged: put back a copy, or delete it to begin anew", damaged);
        }
    }

    /** The address of a database in it. Secret: it holds the password. */
    public String uri(String database) {
        return "mongodb://" + Scram.USER + ":" + scram.password() + "@127.0.0.1:" + server.port() + "/" + database
                + "?authSource=admin&authMechanism=" + Scram.MECHANISM;
    }

    /** Deletes what has expired by now, as happens once a minute by itself. */
    void sweep(Instant now) {
        housekeeping.sweep(now);
    }

    /** Whether it holds more than it is good for. */
    boolean crowded() {
        return housekeeping.crowded();
    }

    /** Stops; every acknowledged write lies in the file. */
    @Override
    public void close() {
        server.close();
        housekeeping.close();
        backend.close();
    }
}
