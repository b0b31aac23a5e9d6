package org.dodomu.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.dodomu.config.MailAddress;
import org.dodomu.config.MailSettings;
import org.dodomu.config.Secret;
import org.dodomu.config.SettingRefused;
import org.dodomu.support.SmtpSink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Letters under TLS, each by a process of its own: what a process trusts is chosen at its start. */
class SmtpTlsTest {

    private static final String PASSWORD = "sample-password";

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        key("own", "SAN=ip:127.0.0.1");
        key("another", "SAN=ip:127.0.0.1");
        key("misnamed", "SAN=dns:mail.example.org");
    }

    private static void key(String name, String known) throws IOException, InterruptedException {
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sample",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=sample",
                        "-ext",
                        known,
                        "-validity",
                        "2",
                        "-keystore",
                        folder.resolve(name + ".p12").toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(made.exitValue()).isZero();
    }

    private static SSLContext server(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SmtpSink sink(MailSettings.Security security, String name) throws Exception {
        SSLContext tls = server(name);
        return security == MailSettings.Security.TLS ? SmtpSink.underTls(tls) : SmtpSink.thatStartsTls(tls);
    }

    /** Greets and sends one letter, and says what became of both. */
    static final class Sending {
        private Sending() {}

        public static void main(String[] said) {
            String user = said.length > 2 ? said[2] : null;
            SmtpPost post = new SmtpPost(
                    new MailSettings(
                            "127.0.0.1",
                            Integer.valueOf(said[0]),
                            MailSettings.Security.valueOf(said[1]),
                            user,
                            user == null ? null : Secret.of(said[3]),
                            null,
                            "line@alerts.example.org"),
                    Clock.systemUTC(),
                    new SecureRandom());
            String greeted = "greeted";
            try {
                post.greet();
            } catch (SettingRefused refused) {
                greeted = String.valueOf(refused.getMessage());
            }
            System.out.println(
                    greeted + " " + post.send(MailAddress.parse("member@example.org"), "Reminder", "It waits."));
        }
    }

    private static String sent(SmtpSink sink, MailSettings.Security security, String trusted, String... user)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + folder.resolve(trusted + ".p12"),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                Sending.class.getName(),
                Integer.toString(sink.port()),
                security.name()));
        command.addAll(List.of(user));
        Process sending = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(sending.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(sending.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said.lines().reduce("", (before, line) -> line);
    }

    private static List<String> verbs(SmtpSink sink) {
        return sink.commands().stream()
                .map(said -> said.split(" ")[0].toUpperCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = MailSettings.Security.class,
            names = {"STARTTLS", "TLS"})
    void aLetterLeavesUnderTlsWithTheUserThatTheServerWants(MailSettings.Security security) throws Exception {
        try (SmtpSink sink = sink(security, "own").wants("line", "CANARY-secret")) {
            assertThat(sent(sink, security, "own", "line", "CANARY-secret")).isEqualTo("greeted SAID");
            assertThat(sink.letters()).singleElement().asString().contains("It waits.");
            List<String> verbs = verbs(sink);
            assertThat(verbs.contains("STARTTLS")).isEqualTo(security == MailSettings.Security.STARTTLS);
            assertThat(verbs).containsSubsequence("AUTH", "MAIL", "RCPT", "DATA");
        }
    }

    @Test
    void aWrongPasswordIsSaidInASentenceAndNothingIsSent() throws Exception {
        try (SmtpSink sink = sink(MailSettings.Security.TLS, "own").wants("line", "right")) {
            assertThat(sent(sink, MailSettings.Security.TLS, "own", "line", "wrong"))
                    .isEqualTo("It does not accept the user and password. LATER");
            assertThat(verbs(sink)).contains("AUTH").doesNotContain("MAIL");
        }
    }

    @Test
    void aServerThatAsksNobodyToSignInGetsNothingFromAUser() throws Exception {
        try (SmtpSink sink = sink(MailSettings.Security.STARTTLS, "own")) {
            assertThat(sent(sink, MailSettings.Security.STARTTLS, "own", "line", "CANARY-secret"))
                    .startsWith("It does not answer as it should")
                    .endsWith("LATER");
            assertThat(verbs(sink)).contains("STARTTLS").doesNotContain("AUTH", "MAIL");
            assertThat(sent(sink, MailSettings.Security.STARTTLS, "own")).isEqualTo("greeted SAID");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MailSettings.Security.class,
            names = {"STARTTLS", "TLS"})
    void aServerThatCannotProveItsNameHearsNothing(MailSettings.Security security) throws Exception {
        for (String server : List.of("another", "misnamed")) {
            String trusted = server.equals("another") ? "own" : "misnamed";
            try (SmtpSink sink = sink(security, server).wants("line", "CANARY-secret")) {
                assertThat(sent(sink, security, trusted, "line", "CANARY-secret"))
                        .as(server)
                        .startsWith("It does not answer as it should")
                        .endsWith("LATER");
                assertThat(sink.letters()).isEmpty();
                assertThat(verbs(sink)).doesNotContain("AUTH", "MAIL");
            }
        }
    }
}
