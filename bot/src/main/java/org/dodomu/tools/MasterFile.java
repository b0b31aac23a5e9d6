package org.dodomu.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.dodomu.config.KeySettings;
import org.dodomu.crypto.MasterKeyFile;
import org.dodomu.crypto.SecretAccess;

/** The master key file on disk: read as a whole, replaced as a whole. */
final class MasterFile {

    private final Path file;

    MasterFile(Path file) {
        this.file = file;
    }

    String text() {
        return new KeySettings(file).readMaster().reveal();
    }

    MasterKeyFile read() {
        return MasterKeyFile.parse(text());
    }

    /** Puts other keys in its place: whoever reads it sees the old file or the new one, whole. Its owner stays, its mode is 0600. */
    void replace(MasterKeyFile keys) throws IOException {
        Path real = file.toRealPath();
        Path fresh = real.resolveSibling(real.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.setOwner(fresh, Files.getOwner(real));
        Files.writeString(fresh, keys.text(SecretAccess.granted()), StandardCharsets.US_ASCII);
        sync(fresh);
        Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(Objects.requireNonNull(real.getParent()));
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
