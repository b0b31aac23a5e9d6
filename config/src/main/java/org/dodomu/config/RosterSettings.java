package org.dodomu.config;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server believes before it asks the database.
 *
 * @param root lower-case hex SHA-256 of roster version 1; empty before the founding, when nothing can be sealed
 * @param k how many leads must sign the second roster and may change later; the founding asks for one lead more
 * @param pinFile where the newest roster version seen is remembered, outside the database
 */
@ConfigurationProperties("dodomu.roster")
public record RosterSettings(
        @DefaultValue("") String root,
        @DefaultValue("roster.pin") Path pinFile,
        @DefaultValue("2") int k) {

    /** The same with two leads who must sign. */
    public RosterSettings(String root, Path pinFile) {
        this(root, pinFile, 2);
    }

    @ConstructorBinding
    public RosterSettings {
        if (k < 2 || k > 5) {
            throw new SettingRefused("dodomu.roster.k must be 2 to 5: one lead alone never vouches for a reader.");
        }
        if (!root.matches("([0-9a-f]{64})?")) {
            throw new SettingRefused("dodomu.roster.root must be the 64 hex digits of the first roster's hash.");
        }
    }
}
