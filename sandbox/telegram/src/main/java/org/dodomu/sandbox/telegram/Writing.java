package org.dodomu.sandbox.telegram;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people send, as the Bot API tells it. */
final class Writing {

    private Writing() {}

    static ObjectNode text(String text) {
        ObjectNode content = World.object().put("text", text);
        if (text.startsWith("/")) {
            content.putArray("entities")
                    .addObject()
                    .put("type", "bot_command")
                    .put("offset", 0)
                    .put("length", text.split("\\s", 2)[0].length());
        }
        return content;
    }

    static ObjectNode forwarded(String text, String from, long date) {
        ObjectNode content = World.object().put("text", text);
        content.putObject("forward_origin")
                .put("type", "hidden_user")
                .put("sender_user_name", from)
                .put("date", date);
        return content;
    }

    static ObjectNode file(String kind, World.FileEntry file, @Nullable String caption) {
        ObjectNode content = World.object();
        Attachments.put(content, kind, file);
        if (caption != null && !caption.isEmpty()) {
            content.put("caption", caption);
        }
        return content;
    }

    /** A place; one that moves has a period of so many seconds. */
    static ObjectNode location(double latitude, double longitude, int seconds) {
        ObjectNode content = World.object();
        ObjectNode location =
                content.putObject("location").put("latitude", latitude).put("longitude", longitude);
        if (seconds > 0) {
            location.put("live_period", seconds);
        }
        return content;
    }

    static ObjectNode contact() {
        ObjectNode content = World.object();
        content.putObject("contact").put("phone_number", "+380000000000").put("first_name", "Sample");
        return content;
    }

    /** A message of the bot of which nothing but its place is known any more. */
    static ObjectNode older(long chat, long date) {
        ObjectNode content = World.object().put("message_id", 1).put("date", date);
        content.putObject("chat").put("id", chat).put("type", "private");
        return content;
    }

    static ObjectNode dice() {
        ObjectNode content = World.object();
        content.putObject("dice").put("emoji", "🎲").put("value", 4);
        return content;
    }

    static boolean shows(JsonNode message, String data) {
        return message.path("reply_markup")
                .path("inline_keyboard")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .anyMatch(button -> button.path("callback_data").asString("").equals(data));
    }

    static ObjectNode membership(Telegram telegram, World.Person person) {
        ObjectNode change = World.object();
        change.set("chat", telegram.chat(person));
        change.set("from", telegram.user(person));
        change.put("date", telegram.now());
        change.set("old_chat_member", member(telegram, !person.blocked()));
        change.set("new_chat_member", member(telegram, person.blocked()));
        return change;
    }

    private static ObjectNode member(Telegram telegram, boolean kicked) {
        ObjectNode member = World.object().put("status", kicked ? "kicked" : "member");
        member.set("user", telegram.bot());
        return kicked ? member.put("until_date", 0) : member;
    }

    /** A message with a part of a type that no client has. */
    static ObjectNode poison(Telegram telegram, World.Person person) {
        ObjectNode message =
                World.object().put("message_id", telegram.messages.nextId()).put("date", telegram.now());
        message.set("from", telegram.user(person));
        message.set("chat", telegram.chat(person));
        message.putObject("chat_background_set").putObject("type").put("type", "of tomorrow");
        return message;
    }
}
