package org.dodomu.desk;

import java.security.SecureRandom;
import org.dodomu.crypto.Base32;

/** A member's opaque id, {@code m-} and 8 symbols; random, tells nothing of the person. */
public record MemberId(String value) {

    public MemberId {
        if (!value.matches("m-[0-9a-hjkmnp-tv-z]{8}")) {
            throw new IllegalArgumentException("A member id is m- and 8 symbols");
        }
    }

    public static MemberId generate(SecureRandom random) {
        byte[] bytes = new byte[5];
        random.nextBytes(bytes);
        return new MemberId("m-" + Base32.encode(bytes));
    }
}
