package org.dodomu.sandbox.telegram;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /bot<token>/<method>} and {@code /file/bot<token>/<path>}. */
final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Telegram telegram;
    private final transient BotMethods methods;
    private final transient Faults faults;

    ApiServlet(Telegram telegram, Faults faults) {
        this.telegram = telegram;
        this.methods = new BotMethods(telegram);
        this.faults = faults;
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
            if (parts.length < 2 || !parts[0].equals(telegram.world.token)) {
                throw new ApiError(parts.length < 2 ? 404 : 401, parts.length < 2 ? "Not Found" : "Unauthorized");
            }
            if (file) {
                download(parts[1], response);
            } else {
                call(parts[1], request, response);
            }
        } catch (ApiError refused) {
            refuse(response, refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void download(String path, HttpServletResponse response) throws IOException {
        byte[] bytes = telegram.content(path).orElseThrow(() -> new ApiError(404, "Not Found"));
        Optional<Faults.Hit> fault = faults.next("file");
        if (fault.isPresent()) {
            spoil(fault.get(), response);
            return;
        }
        response.setContentType("application/octet-stream");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private void call(String method, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException, InterruptedException {
        Map<String, BotMethods.Upload> uploads = new HashMap<>();
        ObjectNode given = given(request, uploads);
        Optional<Faults.Hit> fault = faults.next(method.toLowerCase(Locale.ROOT));
        if (fault.isPresent() && fault.get().kind() != Faults.Kind.DROP_ANSWER && spoil(fault.get(), response)) {
            return;
        }
        JsonNode result = methods.call(method, given, uploads);
        if (fault.filter(hit -> hit.kind() == Faults.Kind.DROP_ANSWER).isPresent()) {
            spoil(fault.get(), response);
            return;
        }
        ObjectNode answer = World.object().put("ok", true);
        answer.set("result", result);
        write(response, 200, answer);
    }

    /** True when the call ends here. */
    private static boolean spoil(Faults.Hit fault, HttpServletResponse response) throws IOException {
        switch (fault.kind()) {
            case TOO_MANY ->
                throw new ApiError(429, "Too Many Requests: retry after " + fault.value(), Math.max(1, fault.value()));
            case BLOCKED -> throw new ApiError(403, "Forbidden: bot was blocked by the user");
            case CONFLICT -> throw new ApiError(409, "Conflict: terminated by other getUpdates request");
            case DROP_ANSWER -> {
                response.setContentLength(1000);
                response.getOutputStream().print("{");
                response.flushBuffer();
                throw new IOException("The answer is dropped on purpose");
            }
            case BAD_GATEWAY -> {
                response.setStatus(502);
                response.setContentType("text/html");
                response.getOutputStream().print("<html><body>502 Bad Gateway</body></html>");
                return true;
            }
            case SLOW -> {
                try {
                    Thread.sleep(Math.min(60_000, fault.value()));
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                return false;
            }
        }
        return false;
    }

    private static ObjectNode given(HttpServletRequest request, Map<String, BotMethods.Upload> uploads)
            throws IOException, ServletException {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        ObjectNode given = World.object();
        if (type.startsWith("application/json")) {
            return json(request.getInputStream().readAllBytes());
        }
        if (type.startsWith("multipart/form-data")) {
            for (Part part : request.getParts()) {
                if (part.getSubmittedFileName() != null) {
                    String mime = Optional.ofNullable(part.getContentType()).orElse("application/octet-stream");
                    uploads.put(
                            part.getName(),
                            new BotMethods.Upload(
                                    part.getSubmittedFileName(),
                                    mime,
                                    part.getInputStream().readAllBytes()));
                }
            }
        }
        request.getParameterMap().forEach((name, values) -> given.put(name, values[0]));
        return given;
    }

    private static ObjectNode json(byte[] body) {
        try {
            return body.length == 0 ? World.object() : JsonMapper.shared().readValue(body, ObjectNode.class);
        } catch (JacksonException malformed) {
            throw ApiError.bad("can't parse JSON");
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
