package org.dodomu.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where files come from.
 *
 * @param folder the working folder of a Bot API server of one's own that runs with {@code --local}: files are read from it and removed once they are sealed; without it files are downloaded
 */
@ConfigurationProperties("dodomu.telegram.local")
public record FileSettings(@Nullable Path folder) {

    private static final long CLOUD_BYTES = 20L << 20;
    private static final long LOCAL_BYTES = 2000L << 20;

    public FileSettings {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new SettingRefused(
                    "dodomu.telegram.local.folder must be the Bot API server's folder on this machine.");
        }
    }

    public Optional<Path> local() {
        return Optional.ofNullable(folder);
    }

    /** The largest file that the Bot API hands out: 20 MB from Telegram's own server, 2000 MB from one's own. */
    public long largestBytes() {
        return folder == null ? CLOUD_BYTES : LOCAL_BYTES;
    }

    /** Whether the Bot API hands out a file of this size. */
    public boolean takes(long bytes) {
        return bytes <= largestBytes();
    }
}
