package org.dodomu.sandbox.telegram;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /bot<token>/<method>} and {@code /file/bot<token>/<path>}. */
final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int HUNG_UP = 0;

    private final transient Telegram telegram;
    private final transient BotMethods methods;
    private final transient Downloads downloads;
    private final transient Faults faults;
    private final transient Requests requests;

    ApiServlet(Telegram telegram, Faults faults, Requests requests) {
        this.telegram = telegram;
        this.methods = new BotMethods(telegram, faults);
        this.downloads = new Downloads(telegram, faults);
        this.faults = faults;
        this.requests = requests;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        boolean file = path.startsWith("/file/bot");
        String prefix = file ? "/file/bot" : "/bot";
        String[] parts =
                path.startsWith(prefix) ? path.substring(prefix.length()).split("/", 2) : new String[0];
        try {
            check(parts);
            if (file) {
                downloads.serve(parts[1], request, response);
            } else {
                call(parts[1], request, response);
            }
        } catch (ApiError refused) {
            refuse(response, refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(String[] parts) {
        if (parts.length < 2) {
            throw new ApiError(404, "Not Found");
        }
        if (!MessageDigest.isEqual(
                parts[0].getBytes(StandardCharsets.UTF_8), telegram.token().getBytes(StandardCharsets.UTF_8))) {
            throw new ApiError(401, "Unauthorized");
        }
    }

    private void call(String method, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException, InterruptedException {
        Instant at = Instant.now();
        Map<String, BotMethods.Upload> uploads = new HashMap<>();
        ObjectNode given = CallBody.read(request, uploads);
        Parameters parameters = new Parameters(given);
        JsonNode result = JsonNodeFactory.instance.missingNode();
        int status = HUNG_UP;
        try {
            if (spoiled(method, parameters, request, response)) {
                status = response.isCommitted() ? response.getStatus() : HUNG_UP;
                return;
            }
            result = methods.call(method, given, uploads);
            if (faults.next(Faults.Phase.ANSWER, method.toLowerCase(Locale.ROOT), parameters.chat())
                    .isPresent()) {
                HangUp.on(request);
                return;
            }
            status = 200;
            write(response, status, answer(result));
        } catch (ApiError refused) {
            status = refused.code();
            throw refused;
        } finally {
            requests.add(method, at, parameters, status, result);
        }
    }

    private static ObjectNode answer(JsonNode result) {
        ObjectNode answer = World.object().put("ok", true);
        answer.set("result", result);
        return answer;
    }

    /** True when the call ends here. */
    private boolean spoiled(
            String method, Parameters parameters, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        Optional<Faults.Hit> hit = faults.next(Faults.Phase.CALL, method.toLowerCase(Locale.ROOT), parameters.chat());
        if (hit.isEmpty()) {
            return false;
        }
        int value = hit.get().value();
        switch (hit.get().kind()) {
            case TOO_MANY -> throw new ApiError(429, "Too Many Requests: retry after " + value, Math.max(1, value));
            case BLOCKED -> throw new ApiError(403, "Forbidden: bot was blocked by the user");
            case CONFLICT ->
                throw new ApiError(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
            case BAD_GATEWAY -> {
                response.setStatus(502);
                response.setContentType("text/html");
                response.getOutputStream().print("<html><body>502 Bad Gateway</body></html>");
                response.flushBuffer();
                return true;
            }
            case HANG_UP -> {
                HangUp.on(request);
                return true;
            }
            default -> {
                Thread.sleep(Math.max(0, Math.min(60_000, value)));
                return false;
            }
        }
    }

    private static void refuse(HttpServletResponse response, ApiError refused) throws IOException {
        ObjectNode answer = World.object()
                .put("ok", false)
                .put("error_code", refused.code())
                .put("description", refused.description());
        refused.retryAfter().ifPresent(seconds -> answer.putObject("parameters").put("retry_after", seconds));
        write(response, refused.code(), answer);
    }

    private static void write(HttpServletResponse response, int status, JsonNode answer) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(answer);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
