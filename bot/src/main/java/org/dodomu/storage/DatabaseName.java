package org.dodomu.storage;

import org.dodomu.config.SettingRefused;
import org.jspecify.annotations.Nullable;

/** Which database the line and its tools take, by one rule: a tool that took another would back up nothing and say that all is well. */
public final class DatabaseName {

    private DatabaseName() {}

    /**
     * The name that the settings give.
     *
     * @param inAddress what {@code SPRING_MONGODB_URI} names after its last slash
     * @param setting {@code SPRING_MONGODB_DATABASE}; blank is as good as none
     * @throws SettingRefused when none or two are named
     */
    public static String of(@Nullable String inAddress, @Nullable String setting) {
        String named = setting == null || setting.isBlank() ? null : setting;
        if (named != null && inAddress != null && !named.equals(inAddress)) {
            throw new SettingRefused(
                    "SPRING_MONGODB_URI names one database and SPRING_MONGODB_DATABASE another: name one.");
        }
        String name = named == null ? inAddress : named;
        if (name == null) {
            throw new SettingRefused("Name the database in SPRING_MONGODB_URI: mongodb://…/dodomu.");
        }
        return name;
    }
}
