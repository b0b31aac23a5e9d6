package org.dodomu.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who runs the line and how it speaks.
 *
 * @param id the line's id, 1 to 32 of a-z, 0-9 and hyphen; stands in each sealed entry, so never change it
 * @param name how the organisation calls itself to reporters
 * @param languages the languages offered, in the order of the buttons
 * @param crimeanTatarRead whether a native speaker has read the Crimean Tatar texts; without it that language is not offered
 * @param hotline a telephone line for those who cannot wait
 * @param readWithin by when somebody reads a report
 * @param zone the time zone of times shown to reporters
 */
@ConfigurationProperties("dodomu.line")
public record LineSettings(
        @DefaultValue("line") String id,
        @DefaultValue("Dodomu") String name,
        @DefaultValue({"uk", "ru", "en"}) List<String> languages,
        @DefaultValue("false") boolean crimeanTatarRead,
        @DefaultValue Hotline hotline,
        @DefaultValue ReadWithin readWithin,
        @DefaultValue("Europe/Kyiv") ZoneId zone) {

    public LineSettings {
        if (!id.matches("[a-z0-9-]{1,32}")) {
            throw new SettingRefused("dodomu.line.id must be 1 to 32 of a-z, 0-9 and hyphen.");
        }
        for (String language : languages) {
            if (Language.of(language).isEmpty()) {
                throw new SettingRefused("dodomu.line.languages may name uk, ru, en and crh only.");
            }
        }
        languages = List.copyOf(languages);
        if (languages.isEmpty()) {
            throw new SettingRefused("dodomu.line.languages must name at least one language.");
        }
    }

    /** The languages that may be offered today. */
    public List<Language> offered() {
        List<Language> offered = new ArrayList<>();
        for (String tag : languages) {
            Language language = Language.of(tag).orElseThrow();
            if (language != Language.CRH || crimeanTatarRead) {
                offered.add(language);
            }
        }
        return List.copyOf(offered);
    }

    /** A telephone line; empty texts when the organisation named none. */
    public record Hotline(
            @DefaultValue("") String name,
            @DefaultValue("") String number,
            @DefaultValue("") String hours) {
        public boolean known() {
            return !number.isBlank();
        }
    }

    /** By when somebody reads, by urgency. */
    public record ReadWithin(
            @DefaultValue("2h") Duration now,
            @DefaultValue("12h") Duration soon,
            @DefaultValue("48h") Duration routine) {
        public Duration of(Urgency urgency) {
            return switch (urgency) {
                case NOW -> now;
                case SOON -> soon;
                case ROUTINE -> routine;
            };
        }
    }
}
