package org.dodomu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MailSettingsTest {

    private static MailSettings bound(String settings) {
        Map<String, String> given = Arrays.stream(settings.split(" "))
                .filter(one -> !one.isEmpty())
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> "dodomu.alerts.mail." + one[0], one -> one[1]));
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("dodomu.alerts.mail", MailSettings.class);
    }

    @Test
    void noMailLeavesWithoutAHost() {
        assertThat(bound("").isOn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', 587", "security=tls, 465", "security=starttls port=2525, 2525"})
    void knowsTheUsualPorts(String more, int port) {
        MailSettings settings = bound("host=mail.example.org from=a@example.org " + more);
        assertThat(settings.isOn()).isTrue();
        assertThat(settings.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=a@example.org | host is missing",
                "user=x password=canary | host is missing",
                "host=mail.example.org:25 from=a@example.org | without a port",
                "host=mail.example.org | from is missing",
                "host=mail.example.org from=canary | an e-mail address alone",
                "host=mail.example.org from=a@example.org port=70000 | must be a port",
                "host=mail.example.org from=a@example.org user=x | Set both",
                "host=mail.example.org from=a@example.org password=canary | Set both",
                "host=mail.example.org from=a@example.org user=x password=canary password-file=/nowhere | not both",
                "host=mail.example.org from=a@example.org user=x password-file=/nowhere/canary | cannot be read",
                "host=mail.example.org from=a@example.org security=none | on this machine"
            })
    void saysASentenceAboutEachMistake(String settings, String sentence) {
        assertThatThrownBy(() -> bound(settings))
                .rootCause()
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@b",
                "@example.org",
                "a@example.org\r\nBcc: other@example.org",
                "a@example.org\n",
                "a\r\nBcc:x@example.org",
                "a@example.org,b@example.org",
                "a b@example.org",
                "<a@example.org>",
                "\"a\"@example.org",
                "a@exa mple.org",
                "a@example.org>",
                "a..b@example.org",
                ".a@example.org",
                "a@-example.org",
                "a@example.org SIZE=1",
                "a@[127.0.0.1]",
                "a@127.0.0.1",
                "\u0430@example.org",
                "a\u0000@example.org",
                "a@example.org\u2028Bcc:x"
            })
    void nothingThatCouldAddALineOrARecipientIsAnAddress(String given) {
        assertThatThrownBy(() -> MailAddress.parse(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This is no e-mail address");
    }

    @Test
    void takesUsualAddressesAndNamesInOtherScriptsAndPrintsNone() {
        assertThat(MailAddress.parse("o'hara+tips@Mail.Example.org").reveal())
                .isEqualTo("o'hara+tips@mail.example.org");
        assertThat(MailAddress.parse("a@пошта.укр").reveal()).isEqualTo("a@xn--80a1acn3a.xn--j1amh");
        assertThat(MailAddress.parse("abc@example.org").hint()).isEqualTo("a…@example.org");
        assertThat(MailAddress.parse("abc@example.org")).hasToString("MailAddress");
        assertThatThrownBy(() -> MailAddress.parse("a".repeat(65) + "@example.org"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MailAddress.parse("a@" + "b.".repeat(126) + "org"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
