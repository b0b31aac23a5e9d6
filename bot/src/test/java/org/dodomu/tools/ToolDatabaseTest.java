package org.dodomu.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dodomu.config.SettingRefused;
import org.junit.jupiter.api.Test;

/** A tool works on the database that the line works on. */
class ToolDatabaseTest {

    @Test
    void takesTheDatabaseThatTheLineTakes() {
        assertThat(ToolDatabase.name("line", null)).isEqualTo("line");
        assertThat(ToolDatabase.name("line", " ")).isEqualTo("line");
        assertThat(ToolDatabase.name(null, "line")).isEqualTo("line");
        assertThat(ToolDatabase.name("line", "line")).isEqualTo("line");
    }

    @Test
    void takesNoneWhenNoneOrTwoAreNamed() {
        assertThatThrownBy(() -> ToolDatabase.name(null, "")).isInstanceOf(SettingRefused.class);
        assertThatThrownBy(() -> ToolDatabase.name("copy", "line"))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("SPRING_MONGODB_DATABASE");
    }
}
