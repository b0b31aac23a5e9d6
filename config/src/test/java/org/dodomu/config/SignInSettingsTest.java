package org.dodomu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SignInSettingsTest {

    private static SignInSettings bound(Map<String, String> given) {
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("dodomu.console", SignInSettings.class);
    }

    private static void refused(String name, Map<String, String> given) {
        assertThatThrownBy(() -> bound(given))
                .rootCause()
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("dodomu.console." + name + " must be ")
                .hasMessageEndingWith(".");
    }

    @Test
    void withoutAWordEveryMemberNeedsAPasskeyOfOnesOwnMachine() {
        SignInSettings settings = bound(Map.of());
        assertThat(settings.required()).isTrue();
        assertThat(settings.rpId()).isEqualTo("localhost");
        assertThat(settings.longest()).hasHours(12);
        assertThat(bound(Map.of("dodomu.console.passkeys", "offered")).required())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional", "off", "false"})
    void refusesAnyOtherDemandThanTheTwo(String word) {
        assertThatThrownBy(() -> bound(Map.of("dodomu.console.passkeys", word))).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://console.example.org, console.example.org",
        "https://console.example.org:8443, console.example.org",
        "https://desk-1.example.org, desk-1.example.org",
        "http://localhost:8080, localhost"
    })
    void passkeysBelongToTheOriginsHost(String origin, String host) {
        assertThat(bound(Map.of("dodomu.console.origin", origin)).rpId()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://console.example.org",
                "https://console.example.org/",
                "https://console.example.org/desk",
                "https://console.example.org?a",
                "https://someone@console.example.org",
                "https://192.0.2.7",
                "https://192.0.2.7:8443",
                "https://[2001:db8::7]",
                "https://Console.example.org",
                "https://*.example.org",
                "https://console..example.org",
                "https://-console.example.org",
                "https://console.example.org:",
                "https://",
                "localhost",
                "http://127.0.0.1:8080",
                "http://localhost.example.org"
            })
    void refusesAnOriginThatIsNoConsolesAddress(String origin) {
        refused("origin", Map.of("dodomu.console.origin", origin));
    }

    @Test
    void passkeysMayBelongToADomainAboveTheConsoles() {
        assertThat(bound(Map.of(
                                "dodomu.console.origin", "https://console.example.org",
                                "dodomu.console.rp-id", "example.org"))
                        .rpId())
                .isEqualTo("example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "sole.example.org", "a.console.example.org", "example.org.", ".org", "EXAMPLE.org"
            })
    void refusesANameThatTheConsoleDoesNotLieUnder(String name) {
        refused("rp-id", Map.of("dodomu.console.origin", "https://console.example.org", "dodomu.console.rp-id", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4m", "0s", "-1h", "25h", "1461m", "365d"})
    void refusesSessionsThatNeverEndOrNeverBegin(String longest) {
        refused("longest", Map.of("dodomu.console.longest", longest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5m", "24h"})
    void takesTheBounds(String longest) {
        assertThat(bound(Map.of("dodomu.console.longest", longest)).longest()).isPositive();
    }
}
