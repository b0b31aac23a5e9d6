package org.dodomu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AlarmSettingsTest {

    private static AlarmSettings bound(Map<String, String> given) {
        return new Binder(new MapConfigurationPropertySource(given)).bindOrCreate("dodomu.alarm", AlarmSettings.class);
    }

    @Test
    void alarmsWithoutAChatStandInTheLogOnly() {
        assertThat(bound(Map.of()).chatId()).isEmpty();
        assertThat(bound(Map.of("dodomu.alarm.chat", " ")).chatId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4200007", "-1001234567890"})
    void takesTheIdOfAPersonOrAGroup(String id) {
        assertThat(bound(Map.of("dodomu.alarm.chat", id)).chatId().map(Secret::reveal))
                .isEqualTo(Optional.of(Long.valueOf(id)));
    }

    @Test
    void neverPrintsTheChat() {
        AlarmSettings settings = bound(Map.of("dodomu.alarm.chat", "-1001234567890"));
        assertThat(settings.toString()).doesNotContain("1234567890").contains("[REDACTED]");
        assertThat(settings.chatId().toString()).doesNotContain("1234567890");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@leads", "0", "12a", "-", "99999999999999999999"})
    void refusesWhatIsNoChatWithoutRepeatingIt(String wrong) {
        AlarmSettings settings = bound(Map.of("dodomu.alarm.chat", wrong));
        assertThatThrownBy(settings::chatId)
                .isInstanceOf(SettingRefused.class)
                .hasMessage("dodomu.alarm.chat must be a chat id: digits, with a hyphen before them for a group.");
    }

    @ParameterizedTest
    @CsvSource({
        "poll-age, 50s",
        "poll-age, 13h",
        "errand-age, 30s",
        "scrub-left, 48h",
        "scrub-left, 1m",
        "database-away, 1s",
        "again, 9m",
        "calm, 2h",
        "look, 100ms",
        "undeletable-hourly, -1"
    })
    void refusesAMistakeInOneSentenceThatNamesIt(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("dodomu.alarm." + name, value)))
                .rootCause()
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("dodomu.alarm." + name)
                .hasMessageEndingWith(".");
    }
}
