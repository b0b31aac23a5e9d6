package org.dodomu.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A language of the conversation. */
public enum Language {
    UK("Українська"),
    RU("Русский"),
    EN("English"),
    CRH("Qırımtatarca");

    private final String ownName;

    Language(String ownName) {
        this.ownName = ownName;
    }

    /** ISO 639: {@code uk}, {@code ru}, {@code en}, {@code crh}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in itself. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return Locale.forLanguageTag(code());
    }

    /** The language of an IETF tag such as {@code uk-UA}. */
    public static Optional<Language> of(String tag) {
        String primary = tag.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return Stream.of(values())
                .filter(language -> language.code().equals(primary))
                .findFirst();
    }
}
