package org.dodomu.intake;

/** Telegram's reference to a file: enough to fetch it with the bot's token. Secret. */
public final class FileRef {

    private final String fileId;

    private FileRef(String fileId) {
        this.fileId = fileId;
    }

    public static FileRef of(String fileId) {
        return new FileRef(fileId);
    }

    public String reveal() {
        return fileId;
    }

    @Override
    public String toString() {
        return "FileRef[REDACTED]";
    }
}
