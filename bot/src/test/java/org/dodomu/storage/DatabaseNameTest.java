package org.dodomu.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dodomu.config.SettingRefused;
import org.junit.jupiter.api.Test;

class DatabaseNameTest {

    @Test
    void takesTheOneThatIsNamed() {
        assertThat(DatabaseName.of("line", null)).isEqualTo("line");
        assertThat(DatabaseName.of("line", " ")).isEqualTo("line");
        assertThat(DatabaseName.of(null, "line")).isEqualTo("line");
        assertThat(DatabaseName.of("line", "line")).isEqualTo("line");
    }

    @Test
    void takesNoneWhenNoneOrTwoAreNamed() {
        assertThatThrownBy(() -> DatabaseName.of(null, "")).isInstanceOf(SettingRefused.class);
        assertThatThrownBy(() -> DatabaseName.of("copy", "line"))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("SPRING_MONGODB_DATABASE");
    }
}
