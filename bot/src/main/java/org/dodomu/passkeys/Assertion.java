package org.dodomu.passkeys;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a browser sends to prove a passkey, each part unpadded base64url. There is no place in it for the outputs of client extensions: the PRF's stays in the browser.
 *
 * @param id the credential id
 * @param clientData {@code clientDataJSON}
 * @param userHandle which the authenticator keeps with the passkey
 */
public record Assertion(
        @Nullable String id,
        @Nullable String clientData,
        @Nullable String authenticatorData,
        @Nullable String signature,
        @Nullable String userHandle) {

    private static final int MOST_ID = 1023;
    private static final int MOST_BYTES = 4096;

    public Assertion {
        Encoded.checked(id, MOST_ID);
        Encoded.checked(clientData, MOST_BYTES);
        Encoded.checked(authenticatorData, MOST_BYTES);
        Encoded.checked(signature, MOST_BYTES);
        Encoded.checked(userHandle, 64);
    }

    static byte[] bytes(@Nullable String part) {
        return Encoded.bytes(Objects.requireNonNull(part));
    }

    @Override
    public String toString() {
        return "Assertion";
    }
}
