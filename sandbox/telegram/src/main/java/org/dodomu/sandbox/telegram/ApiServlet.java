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
    private static final int BAD_GATEWAY = 502;

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
        Outcome outcome;
        try {
            outcome = carryOut(method, given, parameters, uploads);
        } catch (ApiError refused) {
            requests.add(method, at, parameters, refused.code(), JsonNodeFactory.instance.missingNode());
            throw refused;
        }
        requests.add(method, at, parameters, outcome.status(), outcome.result());
        switch (outcome.status()) {
            case HUNG_UP -> HangUp.on(request);
            case BAD_GATEWAY -> badGateway(response);
            default -> write(response, outcome.status(), answer(outcome.result()));
        }
    }

    /** How a call ended. */
    private record Outcome(int status, JsonNode result) {

        static Outcome nothingDone(int status) {
            return new Outcome(status, JsonNodeFactory.instance.missingNode());
        }
    }

    private Outcome carryOut(
            String method, ObjectNode given, Parameters parameters, Map<String, BotMethods.Upload> uploads)
            throws InterruptedException {
        String name = method.toLowerCase(Locale.ROOT);
        Optional<Faults.Hit> hit = faults.next(Faults.Phase.CALL, name, parameters.chat());
        if (hit.isPresent()) {
            switch (hit.get().kind()) {
                case HANG_UP -> {
                    return Outcome.nothingDone(HUNG_UP);
                }
                case BAD_GATEWAY -> {
                    return Outcome.nothingDone(BAD_GATEWAY);
                }
                default -> refuseOrWait(hit.get());
            }
        }
        JsonNode result = methods.call(method, given, uploads);
        boolean dropped =
                faults.next(Faults.Phase.ANSWER, name, parameters.chat()).isPresent();
        return new Outcome(dropped ? HUNG_UP : 200, result);
    }

    private static void refuseOrWait(Faults.Hit hit) throws InterruptedException {
        int value = hit.value();
        switch (hit.kind()) {
            case TOO_MANY -> throw new ApiError(429, "Too Many Requests: retry after " + value, Math.max(1, value));
            case BLOCKED -> throw new ApiError(403, "Forbidden: bot was blocked by the user");
            case CONFLICT -> throw Polls.otherPoller();
            default -> Thread.sleep(Math.max(0, Math.min(60_000, value)));
        }
    }

    private static void badGateway(HttpServletResponse response) throws IOException {
        response.setStatus(BAD_GATEWAY);
        response.setContentType("text/html");
        response.getOutputStream().print("<html><body>502 Bad Gateway</body></html>");
    }

    private static ObjectNode answer(JsonNode result) {
        ObjectNode answer = World.object().put("ok", true);
        answer.set("result", result);
        return answer;
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
