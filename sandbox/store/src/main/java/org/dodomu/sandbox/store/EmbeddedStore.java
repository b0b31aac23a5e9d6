package org.dodomu.sandbox.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database for trying: one file, one process, on a loopback port that asks for a password made at each start. What was acknowledged survives a kill of the process.
 */
public final class EmbeddedStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Scram scram;
    private final StoreBackend backend;
    private final StoreServer server;
    private final Housekeeping housekeeping;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedStore(MVStore store, int port, String password) {
        this.scram = new Scram(RANDOM, password);
        this.backend = new StoreBackend(store);
        this.server = new StoreServer(backend, scram, port);
        this.housekeeping = new Housekeeping(backend);
    }

    /** A database that is gone with the process. */
    public static EmbeddedStore inMemory() {
        return new EmbeddedStore(StoreFile.inMemory(), 0, Scram.newPassword(RANDOM));
    }

    /**
     * Opens the file, or makes it with mode 0600, on any free port and with a password of its own.
     *
     * @throws IllegalStateException when another process has it open, it is damaged or of another version; with a sentence that says so
     */
    public static EmbeddedStore open(Path file) throws IOException {
        return open(file, 0, Scram.newPassword(RANDOM));
    }

    /**
     * The same on this port, 0 for any free one, and with this password: clients of a store that was killed find it again.
     *
     * @param password at least 32 letters and digits, random
     */
    public static EmbeddedStore open(Path file, int port, String password) throws IOException {
        MVStore store = StoreFile.open(file);
        LOG.warn("The embedded database is for trying, not for a real line: use MongoDB for that");
        try {
            return new EmbeddedStore(store, port, password);
        } catch (RuntimeException damaged) {
            store.closeImmediately();
            throw new IllegalStateException(
                    "The database file is damaged: put back a copy, or delete it to begin anew", damaged);
        }
    }

    /** The address of a database in it. Secret: it holds the password. */
    public String uri(String database) {
        return uri(server.port(), scram.password(), database);
    }

    /** The address of a database in the store on this port with this password. Secret. */
    public static String uri(int port, String password, String database) {
        return "mongodb://" + Scram.USER + ":" + password + "@127.0.0.1:" + port + "/" + database
                + "?authSource=admin&authMechanism=" + Scram.MECHANISM;
    }

    int port() {
        return server.port();
    }

    /** Deletes what has expired by now, as happens once a minute by itself. */
    void sweep(Instant now) {
        housekeeping.sweep(now);
    }

    /** Whether it holds more than it is good for. */
    boolean crowded() {
        return housekeeping.crowded();
    }

    /** Stops; every acknowledged write lies in the file. A second time it does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.close();
        housekeeping.close();
        backend.close();
    }
}
