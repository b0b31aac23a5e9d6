package org.dodomu.sandbox.telegram;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every message of a bot goes through: text with its style, keyboards, the person it is for. */
final class Outgoing {

    private static final int TEXT = 4096;
    private static final int CAPTION = 1024;
    private static final int DATA_BYTES = 64;

    private final Telegram telegram;

    Outgoing(Telegram telegram) {
        this.telegram = telegram;
    }

    /** The person of the call's chat, who has not blocked the bot. */
    World.Person person(Parameters parameters) {
        World.Person person = telegram.world
                .person(parameters.longNumber("chat_id"))
                .orElseThrow(() -> ApiError.bad("chat not found"));
        if (person.blocked()) {
            throw new ApiError(403, "Forbidden: bot was blocked by the user");
        }
        return person;
    }

    /** The message's text with its entities and its keyboard. */
    ObjectNode text(Parameters parameters) {
        ObjectNode content = styled(parameters, "text", "entities");
        int length = content.path("text").asString("").length();
        if (length == 0) {
            throw ApiError.bad("message text is empty");
        }
        if (length > TEXT) {
            throw ApiError.bad("message is too long");
        }
        return markup(parameters, content);
    }

    /** The caption, which may be missing, and the keyboard. */
    ObjectNode caption(Parameters parameters) {
        ObjectNode content = styled(parameters, "caption", "caption_entities");
        if (content.path("caption").asString("").length() > CAPTION) {
            throw ApiError.bad("message caption is too long");
        }
        return markup(parameters, content);
    }

    private static ObjectNode styled(Parameters parameters, String field, String entities) {
        String given = parameters.has(field) ? parameters.text(field) : "";
        ObjectNode content = World.object();
        String mode = parameters.has("parse_mode") ? parameters.text("parse_mode") : "";
        String text = given.strip();
        if (mode.equalsIgnoreCase("HTML")) {
            HtmlText parsed = HtmlText.parse(text);
            text = parsed.text();
            if (!parsed.entities().isEmpty()) {
                content.set(entities, parsed.entities());
            }
        } else if (!mode.isEmpty()) {
            throw ApiError.bad("unsupported parse_mode");
        } else if (parameters.has(entities)) {
            content.set(entities, parameters.json(entities));
        }
        if (!text.isBlank()) {
            content.put(field, text);
        }
        return content;
    }

    /** Adds the inline keyboard; a reply keyboard is the chat's, not the message's. */
    ObjectNode markup(Parameters parameters, ObjectNode content) {
        JsonNode markup = parameters.has("reply_markup") ? parameters.json("reply_markup") : World.object();
        if (markup.has("inline_keyboard")) {
            markup.path("inline_keyboard").forEach(row -> row.forEach(Outgoing::check));
            content.set("reply_markup", markup);
        }
        return content;
    }

    private static void check(JsonNode button) {
        int length = button.path("callback_data").asString("").getBytes(StandardCharsets.UTF_8).length;
        if (length > DATA_BYTES) {
            throw ApiError.bad("BUTTON_DATA_INVALID");
        }
        boolean action = length > 0 || button.has("url") || button.has("web_app");
        if (!action || button.path("text").asString("").isEmpty()) {
            throw ApiError.bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        }
    }

    /** Sends; the answer is the message as it now stands. */
    World.Sent send(Parameters parameters, ObjectNode content) {
        World.Person person = person(parameters);
        keyboard(person, parameters);
        World.Sent sent = telegram.outgoing(
                person, content, parameters.flag("protect_content"), parameters.flag("disable_notification"));
        telegram.world.changed();
        return sent;
    }

    private void keyboard(World.Person person, Parameters parameters) {
        JsonNode markup = parameters.has("reply_markup") ? parameters.json("reply_markup") : World.object();
        String key = "keyboard:" + person.id();
        if (markup.has("keyboard")) {
            telegram.world.texts.put(key, markup.path("keyboard").toString());
        } else if (markup.path("remove_keyboard").asBoolean(false)) {
            telegram.world.texts.remove(key);
        }
    }
}
