package org.dodomu.sandbox.telegram;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages without files: text, place, contact. */
final class SendMethods {

    private final Telegram telegram;
    private final Outgoing outgoing;

    SendMethods(Telegram telegram, Outgoing outgoing) {
        this.telegram = telegram;
        this.outgoing = outgoing;
    }

    Map<String, BotMethods.Method> all() {
        return Map.of(
                "sendmessage", call -> send(call.parameters(), outgoing.text(call.parameters())),
                "sendlocation", call -> send(call.parameters(), location(call.parameters())),
                "sendcontact", call -> send(call.parameters(), contact(call.parameters())),
                "answercallbackquery", call -> answer(call.parameters()));
    }

    private ObjectNode send(Parameters parameters, ObjectNode content) {
        return outgoing.send(parameters, content).content();
    }

    private ObjectNode location(Parameters parameters) {
        double latitude = parameters.decimal("latitude");
        double longitude = parameters.decimal("longitude");
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            throw ApiError.bad("wrong latitude or longitude specified");
        }
        ObjectNode content = outgoing.markup(parameters, World.object());
        content.putObject("location").put("latitude", latitude).put("longitude", longitude);
        return content;
    }

    private ObjectNode contact(Parameters parameters) {
        ObjectNode content = outgoing.markup(parameters, World.object());
        content.putObject("contact")
                .put("phone_number", parameters.text("phone_number"))
                .put("first_name", parameters.text("first_name"));
        return content;
    }

    private JsonNode answer(Parameters parameters) {
        String text = parameters.has("text") ? parameters.text("text") : "";
        if (text.length() > 200) {
            throw ApiError.bad("MESSAGE_TOO_LONG");
        }
        if (!telegram.presses.answer(parameters.text("callback_query_id"), text, parameters.flag("show_alert"))) {
            throw ApiError.bad("query is too old and response timeout expired or query ID is invalid");
        }
        telegram.world.changed();
        return BotMethods.yes();
    }
}
