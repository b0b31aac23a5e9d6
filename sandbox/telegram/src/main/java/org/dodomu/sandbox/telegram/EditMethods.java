package org.dodomu.sandbox.telegram;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to sent messages, and their end. */
final class EditMethods {

    private final Telegram telegram;
    private final Outgoing outgoing;

    EditMethods(Telegram telegram, Outgoing outgoing) {
        this.telegram = telegram;
        this.outgoing = outgoing;
    }

    Map<String, BotMethods.Method> all() {
        return Map.of(
                "editmessagetext", call -> text(call.parameters()),
                "editmessagecaption", call -> caption(call.parameters()),
                "editmessagereplymarkup", call -> markup(call.parameters()),
                "deletemessage", call -> deleteOne(call.parameters()),
                "deletemessages", call -> deleteMany(call.parameters()));
    }

    private World.Sent own(Parameters parameters) {
        World.Person person = outgoing.person(parameters);
        World.Sent sent = telegram.messages
                .find(person.id(), parameters.number("message_id", 0))
                .orElseThrow(() -> ApiError.bad("message to edit not found"));
        if (!sent.fromBot()) {
            throw ApiError.bad("message can't be edited");
        }
        return sent;
    }

    private JsonNode text(Parameters parameters) {
        World.Sent sent = own(parameters);
        if (!sent.content().has("text")) {
            throw ApiError.bad("there is no text in the message to edit");
        }
        return edited(sent, outgoing.text(parameters), List.of("text", "entities", "reply_markup"));
    }

    private JsonNode caption(Parameters parameters) {
        World.Sent sent = own(parameters);
        if (Telegram.fileIds(sent.content()).isEmpty()) {
            throw ApiError.bad("there is no caption in the message to edit");
        }
        return edited(sent, outgoing.caption(parameters), List.of("caption", "caption_entities", "reply_markup"));
    }

    private JsonNode markup(Parameters parameters) {
        return edited(own(parameters), outgoing.markup(parameters, World.object()), List.of("reply_markup"));
    }

    private JsonNode edited(World.Sent sent, ObjectNode content, List<String> fields) {
        ObjectNode before = sent.content();
        ObjectNode after = sent.content();
        after.remove(fields);
        content.properties().forEach(member -> after.set(member.getKey(), member.getValue()));
        if (before.equals(after)) {
            throw ApiError.bad(
                    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        }
        after.put("edit_date", telegram.now());
        telegram.messages.put(sent.with(after));
        telegram.world.changed();
        return after;
    }

    private JsonNode deleteOne(Parameters parameters) {
        if (!telegram.delete(parameters.longNumber("chat_id"), List.of(parameters.number("message_id", 0)))) {
            throw ApiError.bad("message to delete not found");
        }
        telegram.world.changed();
        return BotMethods.yes();
    }

    private JsonNode deleteMany(Parameters parameters) {
        telegram.delete(parameters.longNumber("chat_id"), parameters.ids("message_ids"));
        telegram.world.changed();
        return BotMethods.yes();
    }
}
