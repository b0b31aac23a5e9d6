package org.dodomu.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Remembers, outside the database, the newest roster version seen: one line {@code <version> <hash>}. A restored backup cannot bring a removed member back. */
final class RosterPin {

    private final Path file;

    RosterPin(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Refuses a roster that is older than the pinned one, or another one of the same version; pins a newer one. */
    synchronized void check(VerifiedRoster roster) {
        int version = roster.publicPart().version();
        try {
            if (Files.exists(file)) {
                String[] pinned = Files.readString(file).trim().split(" ");
                int known = Integer.parseInt(pinned[0]);
                if (version < known || version == known && !roster.hash().equals(pinned[1])) {
                    throw new RosterUnproven("a newer one was seen before");
                }
                if (version == known) {
                    return;
                }
            }
            Path fresh = Files.writeString(
                    file.resolveSibling(file.getFileName() + ".new"), version + " " + roster.hash() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
            throw new RosterUnproven("the pin file is damaged");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The roster's pin file cannot be used", unwritable);
        }
    }
}
