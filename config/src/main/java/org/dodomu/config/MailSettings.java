package org.dodomu.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The mail server that alerts leave by; without a host no mail leaves. Environment: {@code DODOMU_ALERTS_MAIL_HOST} and so on. */
@ConfigurationProperties("dodomu.alerts.mail")
public final class MailSettings {

    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[?[0-9A-Fa-f:]{2,39}\\]?";

    /** How the way to the server is protected. */
    public enum Security {
        /** It begins in clear and must go on under TLS before anything is said. */
        STARTTLS(587),
        /** TLS from the first byte. */
        TLS(465),
        /** None: to a server on this machine only. */
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    private final @Nullable String host;
    private final int port;
    private final Security security;
    private final @Nullable String user;
    private final @Nullable Secret<String> password;
    private final @Nullable MailAddress from;

    /**
     * Takes in what was set.
     *
     * @param port 587, 465 or 25 when not set, as {@code security} says
     * @param passwordFile a file with the password, instead of {@code password}
     * @param from the address that alerts come from
     * @throws SettingRefused with a sentence on the first mistake
     */
    public MailSettings(
            @Nullable String host,
            @Nullable Integer port,
            @DefaultValue("starttls") Security security,
            @Nullable String user,
            @Nullable Secret<String> password,
            @Nullable Path passwordFile,
            @Nullable String from) {
        this.host = host == null || host.isBlank() ? null : host.trim();
        this.port = port == null ? security.port : port;
        this.security = security;
        this.user = user == null || user.isBlank() ? null : user.trim();
        if (password != null && passwordFile != null) {
            throw new SettingRefused("Set dodomu.alerts.mail.password or dodomu.alerts.mail.password-file, not both.");
        }
        this.password = passwordFile != null ? Secret.of(read(passwordFile)) : password;
        this.from = from == null || from.isBlank() ? null : sender(from.trim());
        check();
    }

    private void check() {
        if (host == null) {
            if (user != null || password != null || from != null) {
                throw new SettingRefused(
                        "dodomu.alerts.mail.host is missing: without it no mail leaves, so set it or take the other dodomu.alerts.mail settings away.");
            }
            return;
        }
        if (!host.matches(HOST)) {
            throw new SettingRefused("dodomu.alerts.mail.host must be the mail server's name, without a port.");
        }
        if (from == null) {
            throw new SettingRefused("dodomu.alerts.mail.from is missing: set the address that alerts come from.");
        }
        if (port < 1 || port > 65535) {
            throw new SettingRefused("dodomu.alerts.mail.port must be a port.");
        }
        if ((user == null) != (password == null)) {
            throw new SettingRefused(
                    "Set both dodomu.alerts.mail.user and its password, or neither when the mail server wants none.");
        }
        if (security == Security.NONE && !host.matches("localhost|127\\.0\\.0\\.1|\\[?::1\\]?")) {
            throw new SettingRefused(
                    "dodomu.alerts.mail.security may be none only for a mail server on this machine: set starttls or tls.");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).trim();
        } catch (IOException unreadable) {
            throw new SettingRefused("The file of dodomu.alerts.mail.password-file cannot be read.");
        }
    }

    private static MailAddress sender(String from) {
        try {
            return MailAddress.parse(from);
        } catch (IllegalArgumentException noAddress) {
            throw new SettingRefused(
                    "dodomu.alerts.mail.from must be an e-mail address alone, without a name beside it.");
        }
    }

    /** Whether mail leaves at all. */
    public boolean isOn() {
        return host != null;
    }

    public String host() {
        return present(host);
    }

    public int port() {
        return port;
    }

    public Security security() {
        return security;
    }

    /** Absent when the server wants no sign-in. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    public Optional<Secret<String>> password() {
        return Optional.ofNullable(password);
    }

    public MailAddress from() {
        return present(from);
    }

    private static <T> T present(@Nullable T set) {
        if (set == null) {
            throw new IllegalStateException("No mail server is set");
        }
        return set;
    }

    @Override
    public String toString() {
        return "MailSettings[REDACTED]";
    }
}
