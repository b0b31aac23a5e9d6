package org.dodomu.sandbox.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The control API's verbs, each with the members of its JSON body. */
final class Acts {

    private static final int CROWD = 10_000;

    private final Control control;

    Acts(Control control) {
        this.control = control;
    }

    /** One person does something in their chat. */
    void person(long person, String verb, JsonNode body) {
        String text = body.path("text").asString("");
        int message = body.path("message").asInt(0);
        switch (verb) {
            case "text" -> control.text(person, text);
            case "forward" -> control.forward(person, text, "Sample channel");
            case "press" -> control.press(person, message, body.path("data").asString(""));
            case "edit" -> control.edit(person, message, text);
            case "delete" -> control.delete(person, message);
            case "file" -> file(person, body, text);
            case "album" -> control.album(person, photos(body), text);
            case "location" -> control.location(person, latitude(body), longitude(body));
            case "live" -> control.liveLocation(person, latitude(body), longitude(body), seconds(body));
            case "move" -> control.move(person, message, latitude(body), longitude(body), seconds(body));
            case "contact" -> control.contact(person);
            case "dice" -> control.dice(person);
            case "block" -> control.block(person, body.path("blocked").asBoolean());
            case "poison" -> control.poison(person);
            case "unknown" -> control.unknownKind(person);
            default -> throw ApiError.bad("unknown verb");
        }
    }

    private static double latitude(JsonNode body) {
        return body.path("lat").asDouble();
    }

    private static double longitude(JsonNode body) {
        return body.path("lon").asDouble();
    }

    private static int seconds(JsonNode body) {
        return body.path("seconds").asInt(0);
    }

    private void file(long person, JsonNode body, String caption) {
        String kind = body.path("kind").asString("document");
        String name = body.path("name").asString("file.bin");
        String mime = body.path("mime").asString("application/octet-stream");
        if (body.has("size")) {
            control.emptyFile(person, kind, name, mime, body.path("size").asLong());
        } else {
            byte[] bytes = Base64.getDecoder().decode(body.path("base64").asString(""));
            control.file(person, kind, name, mime, bytes, caption);
        }
    }

    private static List<byte[]> photos(JsonNode body) {
        List<byte[]> photos = new ArrayList<>();
        body.path("photos").forEach(photo -> photos.add(Base64.getDecoder().decode(photo.asString(""))));
        return photos;
    }

    /** A tester turns something for all. */
    void tester(String what, JsonNode body) {
        switch (what) {
            case "people" -> people(body);
            case "script" -> control.script(lines(body));
            case "clock" ->
                control.advance(Duration.ofSeconds(body.path("seconds").asLong()));
            case "fault" -> control.faults().order(order(body));
            case "no-faults" -> control.faults().clear();
            case "restart-ids" -> control.restartIds();
            default -> throw ApiError.bad("unknown verb");
        }
    }

    private void people(JsonNode body) {
        int count = Math.max(1, Math.min(CROWD, body.path("count").asInt(1)));
        control.crowd(
                count, body.path("name").asString("?"), body.path("language").asString("uk"));
    }

    /** Lines as given, and each of {@code texts} in turn by everybody when {@code everybody} is true. */
    private List<Control.Line> lines(JsonNode body) {
        List<Control.Line> lines = new ArrayList<>();
        body.path("lines")
                .forEach(line -> lines.add(new Control.Line(
                        line.path("person").asLong(), line.path("text").asString(""))));
        if (body.path("everybody").asBoolean(false)) {
            JsonNode people = control.state().path("people");
            body.path("texts")
                    .forEach(text -> people.forEach(person ->
                            lines.add(new Control.Line(person.path("id").asLong(), text.asString("")))));
        }
        return lines;
    }

    private static Faults.Order order(JsonNode body) {
        return new Faults.Order(
                Faults.Kind.valueOf(body.path("kind").asString("SLOW").toUpperCase(Locale.ROOT)),
                body.path("method").asString("*"),
                body.path("chat").asLong(0),
                body.path("value").asInt(1),
                body.path("times").asInt(1),
                body.path("percent").asInt(100),
                body.path("seed").asLong(0));
    }
}
