package org.dodomu.sandbox.telegram;

import java.util.OptionalInt;

/** An answer of the Bot API that says no, in Telegram's own words. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final int retryAfter;

    ApiError(int code, String description) {
        this(code, description, 0);
    }

    ApiError(int code, String description, int retryAfter) {
        super(description, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static ApiError bad(String what) {
        return new ApiError(400, "Bad Request: " + what);
    }

    int code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    OptionalInt retryAfter() {
        return retryAfter > 0 ? OptionalInt.of(retryAfter) : OptionalInt.empty();
    }
}
