package org.dodomu.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The hash of roster version 1 that this server starts from: the setting, or before it was put into the settings the file {@code roster.root} beside the pin file, which the founding writes once.
 * Both are outside the database. When they differ nothing is proven.
 */
final class RosterRoot {

    static final String FILE = "roster.root";

    private final String setting;
    private final Path file;

    RosterRoot(String setting, Path pinFile) {
        this.setting = setting;
        this.file = pinFile.toAbsolutePath().resolveSibling(FILE);
    }

    /** 64 hex digits; empty before the founding. */
    String value() {
        String pinned = pinned();
        if (!setting.isEmpty() && !pinned.isEmpty() && !setting.equals(pinned)) {
            throw new RosterUnproven("the root in the settings is not the one that was founded");
        }
        return setting.isEmpty() ? pinned : setting;
    }

    private String pinned() {
        try {
            String text = Files.exists(file) ? Files.readString(file).trim() : "";
            if (!text.matches("([0-9a-f]{64})?")) {
                throw new RosterUnproven("the root file is damaged");
            }
            return text;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The roster's root file cannot be used", unreadable);
        }
    }

    /**
     * Pins the root at the founding.
     *
     * @throws RosterUnproven when another one is pinned or set
     */
    synchronized void pin(String hash) {
        String known = value();
        if (known.equals(hash)) {
            return;
        }
        if (!known.isEmpty()) {
            throw new RosterUnproven("another root is pinned");
        }
        try {
            Path fresh = Files.writeString(
                    file.resolveSibling(FILE + ".new"),
                    hash + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The roster's root file cannot be written", unwritable);
        }
    }
}
