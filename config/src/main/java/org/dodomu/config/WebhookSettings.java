package org.dodomu.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Telegram calls the line instead of being asked. Without an address the line polls.
 *
 * @param url the https address under which Telegram reaches the instances, through a load balancer that ends TLS; plain http only for a Bot API on this machine
 * @param address what each instance listens on
 * @param port where it listens; nothing else is served there
 */
@ConfigurationProperties("dodomu.telegram.webhook")
public record WebhookSettings(
        @Nullable URI url,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8083") int port) {

    public WebhookSettings {
        if (url != null && url.getHost() == null) {
            throw new SettingRefused("dodomu.telegram.webhook.url must be a whole https address.");
        }
        if (url != null && !"https".equals(url.getScheme()) && !isLoopback(url.getHost())) {
            throw new SettingRefused("dodomu.telegram.webhook.url must be https: updates carry people's words.");
        }
        if (port < 0 || port > 65535) {
            throw new SettingRefused("dodomu.telegram.webhook.port must be a port.");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("127.0.0.1") || host.equals("localhost");
    }
}
