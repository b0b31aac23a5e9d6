package org.dodomu.sandbox.telegram;

import java.util.Map;

/** Status codes with their usual names. */
final class HttpNames {

    private static final Map<Integer, String> NAMES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            410, "Gone",
            429, "Too Many Requests",
            500, "Internal Server Error",
            502, "Bad Gateway",
            503, "Service Unavailable");

    private HttpNames() {}

    static String of(int status) {
        return (status + " " + NAMES.getOrDefault(status, "")).strip();
    }
}
