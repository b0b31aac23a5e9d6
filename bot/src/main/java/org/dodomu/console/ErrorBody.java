package org.dodomu.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What every refusal looks like.
 *
 * @param error a word for the browser, never a part of the input
 * @param by the member who holds the case, with {@code claimed} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorBody(String error, @Nullable String by) {

    static ErrorBody of(String error) {
        return new ErrorBody(error, null);
    }

    /** Answers from a filter, before any controller. */
    static void send(HttpServletResponse response, int status, String error) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(("{\"error\":\"" + error + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    static String word(int status) {
        return switch (status) {
            case 400 -> "malformed";
            case 401 -> "signed-out";
            case 403 -> "not-allowed";
            case 404 -> "unknown";
            case 405 -> "method";
            case 406, 415 -> "media-type";
            case 411 -> "length-required";
            case 413 -> "too-large";
            case 429 -> "too-many";
            default -> "failed";
        };
    }
}
