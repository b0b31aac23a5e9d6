package org.dodomu.intake;

/** How a person sent a file. A photo is recompressed by Telegram and has lost its metadata; a file is as it was. */
public enum SentAs {
    PHOTO,
    FILE,
    VOICE,
    VIDEO,
    AUDIO,
    NOTE,
    ANIMATION,
    STICKER;

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
