package org.dodomu.sandbox.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of a store: its mode, its format, and what to say when it cannot be opened. */
final class StoreFile {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    /** Documents as BSON; files of version 0 held serialised Java objects. */
    private static final int FORMAT = 2;

    private static final Pattern VERSION = Pattern.compile(",version:([0-9a-f]{1,15})[,\\n]");
    private static final int HEAD_BYTES = 256;
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

    /** The version of which the head of the file speaks, at most the last one that was written; 0 when it cannot be read. */
    private static long announcedVersion(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
            Matcher version = VERSION.matcher(head);
            return version.find() ? Long.parseLong(version.group(1), 16) : 0;
        }
    }

    static MVStore inMemory() {
        return settled(new MVStore.Builder().autoCommitDisabled().open());
    }

    private static MVStore start(Path file) throws IOException {
        long announced = announcedVersion(file);
        try {
            MVStore store = settled(new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled()
                    .compress()
                    .open());
            if (store.getCurrentVersion() < announced) {
                LOG.error("The end of the database file is missing or torn: it was opened as it was earlier");
            }
            return store;
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
