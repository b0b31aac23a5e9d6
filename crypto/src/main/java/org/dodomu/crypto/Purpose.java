package org.dodomu.crypto;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a key derived from the master key is for; its HKDF label is {@code dodomu/v1/<purpose>}. Boxes are resealed when the master key is rotated. Keys for ids, MACs and signatures last: what
 * they made stands in documents' names, in the roster and in members' pins.
 */
public enum Purpose {
    LINK(false),
    ERRAND(false),
    CONVERSATION(false),
    REPLY(false),
    DEAD_LETTER(false),
    INDEX(true),
    ENTRY_ID(true),
    CASE_MAC(true),
    DEPOSIT_SIGNATURE(true),
    CUSTODY_SIGNATURE(true),
    WEBHOOK(true);

    private static final Set<Purpose> LASTING = Arrays.stream(values())
            .filter(purpose -> purpose.lasts)
            .collect(Collectors.collectingAndThen(
                    Collectors.toCollection(() -> EnumSet.noneOf(Purpose.class)), Collections::unmodifiableSet));

    private final boolean lasts;

    Purpose(boolean lasts) {
        this.lasts = lasts;
    }

    static Set<Purpose> lasting() {
        return LASTING;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String label() {
        return "dodomu/v1/" + word();
    }
}
