package org.dodomu.tools;

import org.dodomu.config.ConfigConfiguration;
import org.dodomu.config.SettingRefused;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Reads every setting, the questionnaire and the texts as the line does at its start, and starts nothing else. */
final class DoctorSettings {

    private DoctorSettings() {}

    /**
     * Reads them.
     *
     * @param arguments as the line takes them, before the environment
     * @throws SettingRefused the first that the line would refuse to start with
     */
    static String read(String... arguments) {
        try {
            new SpringApplicationBuilder(ConfigConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .properties("logging.level.root=off")
                    .run(arguments)
                    .close();
            return "are such as the line can start with.";
        } catch (RuntimeException failed) {
            throw refusal(failed);
        }
    }

    private static RuntimeException refusal(RuntimeException failed) {
        Throwable cause = failed;
        while (cause != null && !(cause instanceof SettingRefused)) {
            cause = cause.getCause();
        }
        return cause instanceof SettingRefused refused ? refused : failed;
    }
}
