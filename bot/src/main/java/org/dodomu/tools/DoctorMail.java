package org.dodomu.tools;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import org.dodomu.config.MailSettings;
import org.dodomu.config.Secret;
import org.dodomu.config.SettingRefused;
import org.dodomu.mail.SmtpPost;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the doctor asks the mail server. It greets and signs in there, and sends nothing. */
final class DoctorMail {

    @Option(names = "--mail-host", defaultValue = "${env:DODOMU_ALERTS_MAIL_HOST}", description = "The mail server.")
    private @Nullable String host;

    @Option(names = "--mail-port", defaultValue = "${env:DODOMU_ALERTS_MAIL_PORT}", description = "Its port.")
    private @Nullable Integer port;

    @Option(
            names = "--mail-security",
            defaultValue = "${env:DODOMU_ALERTS_MAIL_SECURITY}",
            description = "starttls, tls or none.")
    private @Nullable String security;

    @Option(names = "--mail-user", defaultValue = "${env:DODOMU_ALERTS_MAIL_USER}", description = "Its user.")
    private @Nullable String user;

    @Option(
            names = "--mail-password-file",
            defaultValue = "${env:DODOMU_ALERTS_MAIL_PASSWORDFILE}",
            description = "The file with its password; DODOMU_ALERTS_MAIL_PASSWORD otherwise.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--mail-from",
            defaultValue = "${env:DODOMU_ALERTS_MAIL_FROM}",
            description = "Who alerts come from.")
    private @Nullable String from;

    /** Whether anything of it was set. */
    boolean isSet() {
        return host != null || from != null || user != null;
    }

    String answers(Clock clock) {
        String password = passwordFile == null ? System.getenv("DODOMU_ALERTS_MAIL_PASSWORD") : null;
        MailSettings settings = new MailSettings(
                host, port, security(), user, password == null ? null : Secret.of(password), passwordFile, from);
        new SmtpPost(settings, clock, new SecureRandom()).greet();
        return "server answers" + (settings.user().isPresent() ? " and accepts the user and password." : ".");
    }

    private MailSettings.Security security() {
        try {
            return security == null
                    ? MailSettings.Security.STARTTLS
                    : MailSettings.Security.valueOf(security.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new SettingRefused("dodomu.alerts.mail.security must be starttls, tls or none.");
        }
    }
}
