package org.dodomu.intake;

import java.util.Optional;

/** Telegram's reference to a file: enough to fetch it with the bot's token, and what tells two references to the same file. Secret. */
public final class FileRef {

    private final String fileId;
    private final Optional<String> unique;

    private FileRef(String fileId, Optional<String> unique) {
        this.fileId = fileId;
        this.unique = unique;
    }

    public static FileRef of(String fileId) {
        return new FileRef(fileId, Optional.empty());
    }

    /** A reference with what Telegram calls {@code file_unique_id}: the same whenever and by whomever the file is sent. */
    public static FileRef of(String fileId, Optional<String> unique) {
        return new FileRef(fileId, unique);
    }

    /** Stored only as a keyed hash. */
    public Optional<String> unique() {
        return unique;
    }

    public String reveal() {
        return fileId;
    }

    @Override
    public String toString() {
        return "FileRef[REDACTED]";
    }
}
