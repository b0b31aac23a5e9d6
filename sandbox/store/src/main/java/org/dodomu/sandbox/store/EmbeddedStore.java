package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database for trying: one file, one process, on a loopback port that anybody on this machine can reach. What was acknowledged survives a kill of the process.
 */
public final class EmbeddedStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

    private static final long SHRUNK_ABOVE_BYTES = 64L << 20;

    private static final String FORMAT_MAP = "format";
    private static final int FORMAT = 2;

    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedStore(MVStore store, boolean inMemory, int port) {
        this.server = new MongoServer(new DurableBackend(store, inMemory));
        server.bind("127.0.0.1", port);
        this.address = server.getLocalAddress();
    }

    /** A database that is gone with the process. */
    public static EmbeddedStore inMemory() {
        return new EmbeddedStore(new MVStore.Builder().autoCommitDisabled().open(), true, 0);
    }

    /**
     * Opens the file, or makes it with mode 0600, on any free port.
     *
     * @throws IllegalStateException when another process has it open or it is damaged
     */
    public static EmbeddedStore open(Path file) throws IOException {
        return open(file, 0);
    }

    /** The same on this port; 0 is any free one. */
    static EmbeddedStore open(Path file, int port) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try {
            shrink(file);
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .compress()
                    .open();
            store.setRetentionTime(0);
            checkFormat(store);
            LOG.warn("The embedded database is for trying, not for a real line: use MongoDB for that");
            return new EmbeddedStore(store, false, port);
        } catch (MVStoreException refused) {
            throw new IllegalStateException(
                    "The database file cannot be opened: another sandbox is running, or the file is damaged", refused);
        }
    }

    private static void checkFormat(MVStore store) {
        boolean used = !store.getMapNames().isEmpty();
        MVMap<String, Integer> format = store.openMap(FORMAT_MAP);
        if (used && !Integer.valueOf(FORMAT).equals(format.get(FORMAT_MAP))) {
            store.closeImmediately();
            throw new IllegalStateException(
                    "The database file was written by another version of the sandbox: delete the data folder and begin anew");
        }
        format.put(FORMAT_MAP, FORMAT);
        store.commit();
    }

    /** Rewrites a large file without what was freed, before anybody uses it: the engine's own compaction fails its assertions while others write. */
    private static void shrink(Path file) throws IOException {
        if (Files.size(file) > SHRUNK_ABOVE_BYTES) {
            MVStoreTool.compact(file.toString(), true);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** The address of a database in it. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:" + address.getPort() + "/" + database;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
