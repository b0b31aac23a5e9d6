package org.dodomu.passkeys;

import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts of what a browser sends: unpadded base64url, as long as it may be. */
final class Encoded {

    private Encoded() {}

    static String checked(@Nullable String text, int mostBytes) {
        String present = Objects.requireNonNull(text, "A part is missing");
        if (!present.matches("[A-Za-z0-9_-]+") || present.length() > (mostBytes * 4 + 2) / 3) {
            throw new IllegalArgumentException("A part is not base64url or too long");
        }
        return present;
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static String of(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
