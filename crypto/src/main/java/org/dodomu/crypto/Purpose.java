package org.dodomu.crypto;

import java.util.Locale;

/**
 * What a key derived from the master key is for; its HKDF label is {@code dodomu/v1/<purpose>}. Boxes are sealed anew when the master key is rotated. Keys for ids, MACs and signatures last: what
 * they made stands in documents' names, in the roster and in members' pins. No purpose is both.
 */
public enum Purpose {
    LINK(false),
    CONVERSATION(false),
    REPLY(false),
    DEAD_LETTER(false),
    PASSKEY(false),
    ALERT(false),
    INDEX(true),
    ENTRY_ID(true),
    CASE_MAC(true),
    DEPOSIT_SIGNATURE(true),
    CUSTODY_SIGNATURE(true),
    WEBHOOK(true);

    private final boolean lasts;

    Purpose(boolean lasts) {
        this.lasts = lasts;
    }

    /** Whether a rotation leaves this key as it is. */
    public boolean lasts() {
        return lasts;
    }

    String label() {
        return "dodomu/v1/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
