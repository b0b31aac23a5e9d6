package org.dodomu.telegram;

import java.time.Duration;
import java.util.Locale;

/** The Bot API said no. Carries what kind of no, never the text of the answer. */
final class ApiRefused extends Exception {
    private static final long serialVersionUID = 1L;

    enum Kind {
        TOO_MANY,
        BLOCKED,
        NOT_MODIFIED,
        NOT_FOUND,
        /** The message is too old, or not the bot's, to be edited or deleted. */
        UNCHANGEABLE,
        STALE,
        TOO_BIG,
        CONFLICT,
        TOKEN,
        SERVER,
        OTHER
    }

    private final Kind kind;
    private final Duration wait;

    private ApiRefused(Kind kind, Duration wait) {
        super("The Bot API refused: " + kind);
        this.kind = kind;
        this.wait = wait;
    }

    static ApiRefused of(int code, int retryAfterSeconds, String description) {
        return new ApiRefused(kind(code, description.toLowerCase(Locale.ROOT)), Duration.ofSeconds(retryAfterSeconds));
    }

    private static Kind kind(int code, String description) {
        return switch (code) {
            case 401, 404 -> Kind.TOKEN;
            case 403 -> Kind.BLOCKED;
            case 409 -> Kind.CONFLICT;
            case 429 -> Kind.TOO_MANY;
            case 400 -> badRequest(description);
            default -> code >= 500 ? Kind.SERVER : Kind.OTHER;
        };
    }

    private static Kind badRequest(String description) {
        if (description.contains("message is not modified")) {
            return Kind.NOT_MODIFIED;
        }
        if (description.contains("file is too big")) {
            return Kind.TOO_BIG;
        }
        if (description.contains("query is too old")) {
            return Kind.STALE;
        }
        if (description.contains("chat not found") || description.contains("user is deactivated")) {
            return Kind.BLOCKED;
        }
        if (description.contains("not found")) {
            return Kind.NOT_FOUND;
        }
        return description.contains("can't be") ? Kind.UNCHANGEABLE : Kind.OTHER;
    }

    Kind kind() {
        return kind;
    }

    /** How long the Bot API asked to wait; zero when it did not say. */
    Duration retryAfter() {
        return wait;
    }
}
