package org.dodomu.sandbox.telegram;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code /sandbox/api/**}: the people's side over HTTP, for the page. Asks for a header that other sites' pages cannot send. */
final class ControlServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "/sandbox/api/";
    private static final long WAIT_MILLIS = 20_000;

    private final transient Control control;
    private final transient Acts acts;
    private final transient Supplier<String> database;

    ControlServlet(Control control, Supplier<String> database) {
        this.control = control;
        this.acts = new Acts(control);
        this.database = database;
    }

    private static String[] path(HttpServletRequest request) {
        return request.getRequestURI().substring(PREFIX.length()).split("/");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = path(request);
        try {
            switch (path[0]) {
                case "state" -> json(response, control.state().toString());
                case "chat" -> json(response, control.chat(number(path, 1)).toString());
                case "requests" -> json(response, requests().toString());
                case "database" -> json(response, database.get());
                case "wait" -> json(response, "{\"change\":" + control.awaitChange(number(path, 1), WAIT_MILLIS) + "}");
                case "file" -> {
                    response.setContentType("application/octet-stream");
                    response.setHeader("X-Content-Type-Options", "nosniff");
                    response.getOutputStream().write(control.content(part(path, 1)));
                }
                default -> response.sendError(404);
            }
        } catch (ApiError refused) {
            response.sendError(400);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"1".equals(request.getHeader("X-Sandbox"))) {
            response.sendError(403);
            return;
        }
        String[] path = path(request);
        try {
            JsonNode body =
                    JsonMapper.shared().readTree(request.getInputStream().readAllBytes());
            if (path[0].equals("chat")) {
                acts.person(number(path, 1), part(path, 2), body);
            } else {
                acts.tester(path[0], body);
            }
            json(response, control.state().toString());
        } catch (ApiError | IllegalArgumentException | JacksonException refused) {
            response.sendError(400);
        }
    }

    private static String part(String[] path, int at) {
        if (path.length <= at) {
            throw ApiError.bad("the address is not whole");
        }
        return path[at];
    }

    private static long number(String[] path, int at) {
        try {
            return Long.parseLong(part(path, at));
        } catch (NumberFormatException malformed) {
            throw ApiError.bad("no number");
        }
    }

    /** Without words, whatever a test keeps. */
    private JsonNode requests() {
        ArrayNode all = World.object().putArray("x");
        control.requests().all().forEach(one -> {
            all.addObject()
                    .put("method", one.method())
                    .put("at", one.at().toString())
                    .put("chat", one.chat())
                    .put("status", one.status());
        });
        return all;
    }

    private static void json(HttpServletResponse response, String text) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(text);
    }
}
