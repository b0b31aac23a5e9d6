package org.dodomu.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The one-time permission to found the line: 32 random bytes in a file of mode 0600 beside the pin file, {@code roster.setup}. Whoever can read that file runs the server; it is in no log and in
 * no database, and the founding deletes it. {@code dodomu.jar setup-link} prints it as a link.
 */
public final class SetupToken {

    public static final String FILE = "roster.setup";

    private static final int BYTES = 32;

    private final Path file;

    public SetupToken(Path pinFile) {
        this.file = pinFile.toAbsolutePath().resolveSibling(FILE);
    }

    /** Makes the token unless it is there. */
    public void make(SecureRandom random) throws IOException {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(token) + "\n");
        } catch (FileAlreadyExistsException there) {
            return;
        }
    }

    /** The token as it stands in the link; empty when there is none. Secret. */
    public String reveal() throws IOException {
        return Files.exists(file) ? Files.readString(file).trim() : "";
    }

    /** Whether this is the token, in constant time. */
    boolean is(String given) {
        try {
            byte[] token = reveal().getBytes(StandardCharsets.US_ASCII);
            return token.length > BYTES && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException unreadable) {
            return false;
        }
    }

    void spend() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
        return "SetupToken";
    }
}
