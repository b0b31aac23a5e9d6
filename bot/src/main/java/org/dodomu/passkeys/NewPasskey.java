package org.dodomu.passkeys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser sends of a passkey just made, in unpadded base64url.
 *
 * @param clientData {@code clientDataJSON}
 * @param transports how the browser may reach it
 * @param wrapped the member's key file, wrapped in the browser under the passkey's PRF; absent or empty without PRF
 */
public record NewPasskey(
        @Nullable String clientData,
        @Nullable String attestationObject,
        @Nullable List<String> transports,
        @Nullable String wrapped) {

    private static final int MOST_BYTES = 16_384;
    private static final int MOST_WRAPPED = 4096;

    public NewPasskey {
        Encoded.checked(clientData, MOST_BYTES);
        Encoded.checked(attestationObject, MOST_BYTES);
        transports = transports == null ? List.of() : List.copyOf(transports);
        if (transports.size() > 8 || !transports.stream().allMatch(one -> one.matches("[a-z-]{1,20}"))) {
            throw new IllegalArgumentException("A way of transport is not a word");
        }
        wrapped = wrapped == null || wrapped.isEmpty() ? "" : Encoded.checked(wrapped, MOST_WRAPPED);
    }

    @Override
    public String toString() {
        return "NewPasskey";
    }
}
