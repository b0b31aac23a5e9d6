package org.dodomu.config;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How members sign in.
 *
 * @param passkeys {@code required}: nobody signs in without one; {@code offered}: demanded of those who have one
 * @param origin the console's address as browsers see it, {@code https://} and a name; {@code http://localhost} for one's own machine, where without a port any port will do
 * @param rpId the name that passkeys belong to: the origin's host or a domain above it; the host when empty. Passkeys made under another name do not work any more
 * @param longest after this long every session ends, however busy
 */
@ConfigurationProperties("dodomu.console")
public record SignInSettings(
        @DefaultValue("required") Demand passkeys,
        @DefaultValue("http://localhost") String origin,
        @DefaultValue("") String rpId,
        @DefaultValue("12h") Duration longest) {

    private static final String NAME = "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*";

    /** Whether a member may do without a passkey. */
    public enum Demand {
        REQUIRED,
        OFFERED
    }

    public SignInSettings {
        boolean real = origin.matches("https://(?![0-9.]+(:|$))" + NAME + "(:[0-9]{1,5})?");
        if (!real && !origin.matches("http://localhost(:[0-9]{1,5})?")) {
            throw new SettingRefused(
                    "dodomu.console.origin must be https:// and the console's name, without a path and not an IP address; or http://localhost.");
        }
        if (longest.compareTo(Duration.ofMinutes(5)) < 0 || longest.compareTo(Duration.ofHours(24)) > 0) {
            throw new SettingRefused("dodomu.console.longest must be 5 minutes to 24 hours.");
        }
        String host = URI.create(origin).getHost();
        rpId = rpId.isEmpty() ? host : rpId;
        if (!rpId.matches(NAME) || !host.equals(rpId) && !host.endsWith("." + rpId)) {
            throw new SettingRefused(
                    "dodomu.console.rp-id must be the host of dodomu.console.origin or a domain above it.");
        }
    }

    /** Whether a member without a passkey stays outside. */
    public boolean required() {
        return passkeys == Demand.REQUIRED;
    }
}
