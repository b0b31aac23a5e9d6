package org.dodomu.passkeys;

import java.util.List;

/**
 * A passkey as its owner sees it.
 *
 * @param name 16 hex digits, for naming it; not the credential id
 * @param made the minute, ISO-8601
 * @param transports how the browser reaches it: {@code internal}, {@code usb}, {@code hybrid} …
 * @param synced true when a password manager carries it to other devices
 * @param unlocks true when its PRF unlocks the member's key
 */
public record Passkey(String name, String made, List<String> transports, boolean synced, boolean unlocks) {

    public Passkey {
        transports = List.copyOf(transports);
    }
}
