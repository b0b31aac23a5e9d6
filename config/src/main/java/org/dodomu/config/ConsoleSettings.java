package org.dodomu.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The members' console.
 *
 * @param idle after this long without a touch the page drops its keys and the session ends
 * @param lease how long a claim lasts without being renewed
 */
@ConfigurationProperties("dodomu.console")
public record ConsoleSettings(
        @DefaultValue("15m") Duration idle,
        @DefaultValue("15m") Duration lease) {

    public ConsoleSettings {
        if (idle.toMinutes() < 1 || idle.toHours() > 12 || lease.toMinutes() < 1 || lease.toHours() > 12) {
            throw new SettingRefused("dodomu.console.idle and dodomu.console.lease must be 1 minute to 12 hours.");
        }
    }
}
