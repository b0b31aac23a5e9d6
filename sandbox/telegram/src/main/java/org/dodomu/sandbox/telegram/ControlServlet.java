package org.dodomu.sandbox.telegram;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /sandbox/api/**}: the people's side over HTTP, for the page. Asks for a header that other sites' pages cannot send. */
final class ControlServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "/sandbox/api/";

    private final transient Control control;
    private final transient Supplier<String> database;

    ControlServlet(Control control, Supplier<String> database) {
        this.control = control;
        this.database = database;
    }

    /** Only under this machine's own names: another site's page that points its name here is refused. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, jakarta.servlet.ServletException {
        if (java.util.Set.of("localhost", "127.0.0.1", "[::1]").contains(request.getServerName())) {
            super.service(request, response);
        } else {
            response.sendError(421);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = request.getRequestURI().substring(PREFIX.length()).split("/");
        try {
            switch (path[0]) {
                case "state" -> json(response, control.state().toString());
                case "chat" ->
                    json(response, control.chat(Long.parseLong(path[1])).toString());
                case "database" -> json(response, database.get());
                case "wait" -> {
                    long change = control.awaitChange(Long.parseLong(path[1]), 20_000);
                    json(response, "{\"change\":" + change + "}");
                }
                case "file" -> {
                    response.setContentType("application/octet-stream");
                    response.getOutputStream().write(control.content(path[1]));
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
        String[] path = request.getRequestURI().substring(PREFIX.length()).split("/");
        JsonNode body = JsonMapper.shared().readTree(request.getInputStream().readAllBytes());
        try {
            if (path[0].equals("chat")) {
                act(Long.parseLong(path[1]), path[2], body);
            } else {
                turn(path[0], body);
            }
            json(response, control.state().toString());
        } catch (ApiError refused) {
            response.sendError(400);
        }
    }

    private void act(long person, String verb, JsonNode body) {
        String text = body.path("text").asString("");
        switch (verb) {
            case "text" -> control.text(person, text);
            case "forward" -> control.forward(person, text, "Sample channel");
            case "press" ->
                control.press(
                        person, body.path("message").asInt(), body.path("data").asString(""));
            case "edit" -> control.edit(person, body.path("message").asInt(), text);
            case "file" ->
                control.file(
                        person,
                        body.path("kind").asString("document"),
                        body.path("name").asString("file.bin"),
                        body.path("mime").asString("application/octet-stream"),
                        bytes(body),
                        text);
            case "album" -> control.album(person, photos(body), text);
            case "location" ->
                control.location(
                        person, body.path("lat").asDouble(), body.path("lon").asDouble());
            case "contact" -> control.contact(person);
            case "dice" -> control.dice(person);
            case "block" -> control.block(person, body.path("blocked").asBoolean());
            case "poison" -> control.poison(person);
            default -> throw ApiError.bad("unknown verb");
        }
    }

    private static byte[] bytes(JsonNode body) {
        return body.has("size")
                ? new byte[Math.min(64 << 20, body.path("size").asInt())]
                : Base64.getDecoder().decode(body.path("base64").asString(""));
    }

    private static List<byte[]> photos(JsonNode body) {
        List<byte[]> photos = new ArrayList<>();
        body.path("photos").forEach(photo -> photos.add(Base64.getDecoder().decode(photo.asString(""))));
        return photos;
    }

    private void turn(String what, JsonNode body) {
        switch (what) {
            case "people" ->
                control.person(
                        body.path("name").asString("?"), body.path("language").asString("uk"));
            case "clock" ->
                control.advance(Duration.ofSeconds(body.path("seconds").asLong()));
            case "fault" ->
                control.faults()
                        .order(
                                Faults.Kind.valueOf(
                                        body.path("kind").asString("SLOW").toUpperCase(Locale.ROOT)),
                                body.path("method").asString("*"),
                                body.path("value").asInt(1),
                                body.path("times").asInt(1));
            case "restart-ids" -> control.restartIds();
            default -> throw ApiError.bad("unknown verb");
        }
    }

    private static void json(HttpServletResponse response, String text) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(text);
    }
}
