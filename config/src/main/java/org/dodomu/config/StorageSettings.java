package org.dodomu.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the line treats its database.
 *
 * @param indexes whether the line makes its indexes or, where its database user may not, only checks that they are there
 */
@ConfigurationProperties("dodomu.storage")
public record StorageSettings(@DefaultValue("create") Indexes indexes) {

    public enum Indexes {
        CREATE,
        VERIFY
    }
}
