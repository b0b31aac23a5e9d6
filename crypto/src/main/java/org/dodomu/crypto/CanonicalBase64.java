package org.dodomu.crypto;

import java.util.Base64;

/** Unpadded standard base64 (RFC 4648) in its one canonical form, as the age header asks for. */
final class CanonicalBase64 {

    private CanonicalBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        if (text.indexOf('=') >= 0) {
            throw SealBroken.header();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            throw SealBroken.header();
        }
        throw SealBroken.header();
    }
}
