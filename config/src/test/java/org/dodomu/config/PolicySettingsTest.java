package org.dodomu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PolicySettingsTest {

    private static PolicySettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("dodomu.policy", PolicySettings.class);
    }

    @Test
    void keepsUnfinishedReportsAndClosedCasesUnlessToldOtherwise() {
        PolicySettings unset = bound(Map.of());
        assertThat(unset.abandoned()).isEqualTo(PolicySettings.Abandoned.DEPOSIT);
        assertThat(unset.closedKept()).isEqualTo(Duration.ofDays(3650));
        assertThat(unset.withdrawAfter()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void readsWhatAnOrganisationDecided() {
        PolicySettings set = bound(Map.of("dodomu.policy.abandoned", "drop", "dodomu.policy.closed-kept", "730d"));
        assertThat(set.abandoned()).isEqualTo(PolicySettings.Abandoned.DROP);
        assertThat(set.closedKept()).isEqualTo(Duration.ofDays(730));
    }

    @ParameterizedTest
    @CsvSource({
        "abandoned-after,30s",
        "reply-lives,0s",
        "words-shown,5s",
        "withdraw-after,23h",
        "withdraw-after,-7d",
        "closed-kept,0d",
        "closed-kept,-1d",
        "abandoned,delete"
    })
    void refusesWhatWouldDestroyTooSoon(String setting, String value) {
        assertThatThrownBy(() -> bound(Map.of("dodomu.policy." + setting, value)))
                .isInstanceOf(RuntimeException.class);
    }
}
