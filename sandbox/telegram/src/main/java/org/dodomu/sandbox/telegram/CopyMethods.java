package org.dodomu.sandbox.telegram;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies and forwards. A protected message goes nowhere. */
final class CopyMethods {

    private final Telegram telegram;
    private final Outgoing outgoing;

    CopyMethods(Telegram telegram, Outgoing outgoing) {
        this.telegram = telegram;
        this.outgoing = outgoing;
    }

    Map<String, BotMethods.Method> all() {
        return Map.of(
                "copymessage", call -> messageId(one(call.parameters(), false)),
                "forwardmessage", call -> one(call.parameters(), true).content(),
                "copymessages", call -> many(call.parameters(), false),
                "forwardmessages", call -> many(call.parameters(), true));
    }

    private static ObjectNode messageId(World.Sent sent) {
        return World.object().put("message_id", sent.id());
    }

    private World.Sent one(Parameters parameters, boolean forward) {
        outgoing.person(parameters);
        World.Sent source = source(parameters, parameters.number("message_id", 0))
                .orElseThrow(() -> ApiError.bad("message to " + (forward ? "forward" : "copy") + " not found"));
        if (source.guarded()) {
            throw ApiError.bad("the message can't be " + (forward ? "forwarded" : "copied"));
        }
        return send(parameters, source, forward);
    }

    /** What is not there or protected is left out, as Telegram does. */
    private JsonNode many(Parameters parameters, boolean forward) {
        outgoing.person(parameters);
        ArrayNode ids = telegram.array();
        for (int id : parameters.ids("message_ids")) {
            source(parameters, id)
                    .filter(source -> !source.guarded())
                    .ifPresent(source -> ids.add(messageId(send(parameters, source, forward))));
        }
        if (ids.isEmpty()) {
            throw ApiError.bad("there are no messages to " + (forward ? "forward" : "copy"));
        }
        return ids;
    }

    private Optional<World.Sent> source(Parameters parameters, int id) {
        return telegram.messages.find(parameters.longNumber("from_chat_id"), id);
    }

    private World.Sent send(Parameters parameters, World.Sent source, boolean forward) {
        ObjectNode content = source.content();
        ObjectNode from = (ObjectNode) content.path("from");
        content.remove(List.of("message_id", "from", "chat", "date", "edit_date", "reply_markup", "media_group_id"));
        ownFiles(content);
        if (forward) {
            content.putObject("forward_origin")
                    .put("type", "user")
                    .put("date", source.date())
                    .set("sender_user", from);
        } else {
            content.remove("forward_origin");
            outgoing.markup(parameters, content);
        }
        return outgoing.send(parameters, content);
    }

    private void ownFiles(ObjectNode content) {
        for (String kind : Attachments.KINDS) {
            JsonNode part = content.path(kind);
            String id = (part.isArray() ? part.path(0) : part).path("file_id").asString("");
            if (!id.isEmpty() && !(kind.equals("document") && content.has("animation"))) {
                telegram.files
                        .find(id)
                        .map(telegram.files::copy)
                        .ifPresent(copy -> Attachments.put(content, kind, copy));
            }
        }
    }
}
