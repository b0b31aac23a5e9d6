package org.dodomu.passkeys;

import java.util.List;

/**
 * What a browser needs to ask for a passkey.
 *
 * @param rpId the name it belongs to
 * @param allow credential ids, base64url; empty when any discoverable one may answer
 * @param timeout in milliseconds
 */
public record Asked(String challenge, String rpId, List<String> allow, long timeout) {

    public Asked {
        allow = List.copyOf(allow);
    }

    @Override
    public String toString() {
        return "Asked";
    }
}
