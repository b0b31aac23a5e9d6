package org.dodomu.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the server's own key lies. Environment: {@code DODOMU_KEYS_MASTERFILE}.
 *
 * @param masterFile a file made by {@code dodomu.jar keys init}, mode 0600, outside the database and its backups
 */
@ConfigurationProperties("dodomu.keys")
public record KeySettings(@Nullable Path masterFile) {

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** The file's text. Secret. */
    public Secret<String> readMaster() {
        Path file = masterFile;
        if (file == null) {
            throw new SettingRefused("Set DODOMU_KEYS_MASTERFILE to the file that 'dodomu.jar keys init' made.");
        }
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new SettingRefused("The master key file must be readable by its owner only: chmod 600.");
            }
            return Secret.of(Files.readString(file));
        } catch (UnsupportedOperationException | IOException unreadable) {
            throw new SettingRefused("The file of dodomu.keys.master-file cannot be read.");
        }
    }
}
