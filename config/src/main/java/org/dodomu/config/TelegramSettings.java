package org.dodomu.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bot. Environment: {@code DODOMU_TELEGRAM_TOKEN} or {@code DODOMU_TELEGRAM_TOKENFILE}, {@code DODOMU_TELEGRAM_URL}.
 */
@ConfigurationProperties("dodomu.telegram")
public final class TelegramSettings {

    private final @Nullable Secret<String> token;
    private final URI url;

    public TelegramSettings(
            @Nullable String token, @Nullable Path tokenFile, @DefaultValue("https://api.telegram.org") URI url) {
        if (token != null && tokenFile != null) {
            throw new SettingRefused("Set dodomu.telegram.token or dodomu.telegram.token-file, not both.");
        }
        String scheme = url.getScheme();
        if (url.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new SettingRefused("dodomu.telegram.url must be an http or https address without a path.");
        }
        this.token = tokenFile != null ? Secret.of(read(tokenFile)) : token == null ? null : Secret.of(token.trim());
        this.url = url;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).trim();
        } catch (IOException unreadable) {
            throw new SettingRefused("The file of dodomu.telegram.token-file cannot be read.");
        }
    }

    /** Secret: with it anybody can read what waits for the bot. */
    public Secret<String> token() {
        Secret<String> known = token;
        if (known == null || !known.reveal().matches("[0-9]+:[A-Za-z0-9_-]{20,}")) {
            throw new SettingRefused(
                    "The bot has no token: set DODOMU_TELEGRAM_TOKEN or DODOMU_TELEGRAM_TOKENFILE to the one that BotFather gave.");
        }
        return known;
    }

    public URI url() {
        return url;
    }

    @Override
    public String toString() {
        return "TelegramSettings[REDACTED]";
    }
}
