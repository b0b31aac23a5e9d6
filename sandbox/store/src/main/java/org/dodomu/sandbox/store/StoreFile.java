package org.dodomu.sandbox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;

/** The file of a store: its mode, its format, and what to say when it cannot be opened. */
final class StoreFile {

    /** Documents as BSON; files of version 0 held serialised Java objects. */
    private static final int FORMAT = 2;

    private static final long SHRUNK_ABOVE_BYTES = 64L << 20;
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private StoreFile() {}

    /**
     * Opens the file, or makes it; others on this machine cannot read it.
     *
     * @throws IllegalStateException when another process has it open, it is damaged or of another version; with a sentence for whoever started it
     */
    static MVStore open(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN));
        }
        Files.setPosixFilePermissions(file, OWN);
        MVStore store = start(file);
        if (Files.size(file) <= SHRUNK_ABOVE_BYTES) {
            return store;
        }
        store.close();
        shrink(file);
        return start(file);
    }

    static MVStore inMemory() {
        return settled(new MVStore.Builder().autoCommitDisabled().open());
    }

    private static MVStore start(Path file) {
        try {
            return settled(new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .compress()
                    .open());
        } catch (MVStoreException refused) {
            throw new IllegalStateException(sentence(refused), refused);
        }
    }

    private static MVStore settled(MVStore store) {
        if (store.getMapNames().isEmpty()) {
            store.setStoreVersion(FORMAT);
            store.commit();
        } else if (store.getStoreVersion() != FORMAT) {
            store.closeImmediately();
            throw new IllegalStateException(
                    "The database file is of another version of the sandbox: delete it to begin anew");
        }
        store.setRetentionTime(0);
        return store;
    }

    private static String sentence(MVStoreException refused) {
        return switch (refused.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED -> "The database file is in use: another sandbox is running";
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                "The database file is of another version of the sandbox: delete it to begin anew";
            default -> "The database file is damaged: put back a copy, or delete it to begin anew";
        };
    }

    /** Rewrites a large file without what was freed, before anybody uses it. */
    private static void shrink(Path file) throws IOException {
        MVStoreTool.compact(file.toString(), true);
        Files.setPosixFilePermissions(file, OWN);
    }
}
