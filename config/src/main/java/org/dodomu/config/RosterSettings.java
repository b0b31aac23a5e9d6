package org.dodomu.config;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server believes before it asks the database.
 *
 * @param root lower-case hex SHA-256 of roster version 1; empty before the founding, when nothing can be sealed
 * @param pinFile where the newest roster version seen is remembered, outside the database
 */
@ConfigurationProperties("dodomu.roster")
public record RosterSettings(
        @DefaultValue("") String root,
        @DefaultValue("roster.pin") Path pinFile) {

    public RosterSettings {
        if (!root.matches("([0-9a-f]{64})?")) {
            throw new SettingRefused("dodomu.roster.root must be the 64 hex digits of the first roster's hash.");
        }
    }
}
