package org.dodomu.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Several instances over one database.
 *
 * @param takeOverAfter how long the one that polls and sends may be silent before another takes over; at least a second
 */
@ConfigurationProperties("dodomu.instances")
public record InstanceSettings(@DefaultValue("10s") Duration takeOverAfter) {

    public InstanceSettings {
        if (takeOverAfter.toMillis() < 1000) {
            throw new SettingRefused("dodomu.instances.take-over-after must be at least 1s.");
        }
    }
}
