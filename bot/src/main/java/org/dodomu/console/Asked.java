package org.dodomu.console;

import java.util.Base64;
import java.util.function.Function;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.CaseState;
import org.dodomu.cases.EntryId;
import org.dodomu.cases.View;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a request; whatever does not fit is {@link Malformed}. */
final class Asked {

    private Asked() {}

    static CaseNumber number(String text) {
        return read(text, CaseNumber::new);
    }

    static EntryId entry(String text) {
        return read(text, EntryId::new);
    }

    static HybridRecipient recipient(@Nullable String text) {
        return read(present(text), HybridRecipient::parse);
    }

    static VerifyingKey signing(@Nullable String text) {
        return read(present(text), VerifyingKey::parse);
    }

    static Role role(String text) {
        return read(text, Role::of);
    }

    static MemberId member(@Nullable String text) {
        return read(present(text), MemberId::new);
    }

    static Urgency urgency(String text) {
        return read(text, Urgency::of);
    }

    static CaseState state(String text) {
        return read(text, CaseState::of);
    }

    static View view(String text) {
        return View.of(text).orElseThrow(Malformed::new);
    }

    static byte[] base64(@Nullable String text) {
        return read(present(text), Base64.getDecoder()::decode);
    }

    static byte[] base64url(@Nullable String text) {
        return read(present(text), Base64.getUrlDecoder()::decode);
    }

    /** The browser's own name for what it sends: 8 to 64 of a-z, A-Z, 0-9, hyphen and underscore. */
    static String key(@Nullable String text) {
        return matching(text, "[A-Za-z0-9_-]{8,64}");
    }

    static String matching(@Nullable String text, String form) {
        if (!present(text).matches(form)) {
            throw new Malformed();
        }
        return present(text);
    }

    static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new Malformed();
        }
        return value;
    }

    private static <T> T read(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw new Malformed();
        }
    }
}
