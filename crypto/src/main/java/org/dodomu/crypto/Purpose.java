package org.dodomu.crypto;

import java.util.Locale;

/** What a key derived from the master key is for; its HKDF label is {@code dodomu/v1/<purpose>}. */
public enum Purpose {
    LINK,
    ERRAND,
    CONVERSATION,
    REPLY,
    DEAD_LETTER,
    INDEX,
    ENTRY_ID,
    CASE_MAC,
    DEPOSIT_SIGNATURE,
    CUSTODY_SIGNATURE,
    WEBHOOK;

    String label() {
        return "dodomu/v1/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
