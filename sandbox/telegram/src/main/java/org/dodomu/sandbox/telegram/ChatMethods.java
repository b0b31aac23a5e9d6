package org.dodomu.sandbox.telegram;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a bot asks and does about a private chat itself. */
final class ChatMethods {

    private static final Set<String> ACTIONS = Set.of(
            "typing",
            "upload_photo",
            "record_video",
            "upload_video",
            "record_voice",
            "upload_voice",
            "upload_document",
            "choose_sticker",
            "find_location",
            "record_video_note",
            "upload_video_note");

    private final Telegram telegram;
    private final Outgoing outgoing;

    ChatMethods(Telegram telegram, Outgoing outgoing) {
        this.telegram = telegram;
        this.outgoing = outgoing;
    }

    Map<String, BotMethods.Method> all() {
        return Map.of(
                "getchat", call -> chat(call.parameters()),
                "getchatmember", call -> member(call.parameters()),
                "sendchataction", call -> action(call.parameters()),
                "setmessagereaction", call -> react(call.parameters()),
                "leavechat", call -> leave(call.parameters()));
    }

    private World.Person known(Parameters parameters) {
        return telegram.world
                .person(parameters.longNumber("chat_id"))
                .orElseThrow(() -> ApiError.bad("chat not found"));
    }

    private JsonNode chat(Parameters parameters) {
        ObjectNode chat = telegram.chat(known(parameters));
        chat.put("accent_color_id", 0).put("max_reaction_count", 11);
        chat.putObject("accepted_gift_types")
                .put("unlimited_gifts", false)
                .put("limited_gifts", false)
                .put("unique_gifts", false)
                .put("premium_subscription", false)
                .put("gifts_from_channels", false);
        return chat;
    }

    private JsonNode member(Parameters parameters) {
        World.Person person = known(parameters);
        if (parameters.longNumber("user_id") != person.id()) {
            throw ApiError.bad("user not found");
        }
        return World.object().put("status", "member").set("user", telegram.user(person));
    }

    private JsonNode action(Parameters parameters) {
        outgoing.person(parameters);
        if (!ACTIONS.contains(parameters.text("action"))) {
            throw ApiError.bad("wrong parameter action in request");
        }
        return BotMethods.yes();
    }

    private JsonNode react(Parameters parameters) {
        World.Person person = outgoing.person(parameters);
        if (telegram.messages
                .find(person.id(), parameters.number("message_id", 0))
                .isEmpty()) {
            throw ApiError.bad("message to react not found");
        }
        return BotMethods.yes();
    }

    private JsonNode leave(Parameters parameters) {
        known(parameters);
        throw ApiError.bad("chat member status can't be changed in private chats");
    }
}
