package org.dodomu.sandbox.telegram;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The bot about itself: its name, what it says of itself, its menus. */
final class ProfileMethods {

    private static final int COMMANDS = 100;

    private final Telegram telegram;

    ProfileMethods(Telegram telegram) {
        this.telegram = telegram;
    }

    Map<String, BotMethods.Method> all() {
        Map<String, BotMethods.Method> all = new HashMap<>();
        all.put("getme", call -> me());
        all.put("setmycommands", call -> menu(call.parameters(), true));
        all.put("deletemycommands", call -> menu(call.parameters(), false));
        all.put("getmycommands", call -> currentMenu(call.parameters()));
        all.put("setchatmenubutton", call -> BotMethods.yes());
        all.put("getchatmenubutton", call -> World.object().put("type", "commands"));
        profile(all, "name", "name", 64);
        profile(all, "description", "description", 512);
        profile(all, "shortdescription", "short_description", 120);
        return all;
    }

    private void profile(Map<String, BotMethods.Method> all, String method, String field, int most) {
        all.put("setmy" + method, call -> set(call.parameters(), field, most));
        all.put("getmy" + method, call -> World.object()
                .put(field, telegram.world.text("profile:" + field + language(call))));
    }

    private static String language(BotMethods.Call call) {
        String language = code(call.parameters());
        return language.isEmpty() ? "" : ":" + language;
    }

    private static String code(Parameters parameters) {
        String language = parameters.has("language_code") ? parameters.text("language_code") : "";
        if (!language.matches("([a-z]{2})?")) {
            throw ApiError.bad("invalid language code specified");
        }
        return language;
    }

    private JsonNode me() {
        return telegram.bot()
                .put("can_join_groups", false)
                .put("can_read_all_group_messages", false)
                .put("supports_inline_queries", false);
    }

    private JsonNode set(Parameters parameters, String field, int most) {
        String value = parameters.has(field) ? parameters.text(field) : "";
        if (value.length() > most) {
            throw ApiError.bad(field.replace('_', ' ') + " is too long");
        }
        String language = code(parameters);
        telegram.world.texts.put("profile:" + field + (language.isEmpty() ? "" : ":" + language), value);
        telegram.world.changed();
        return BotMethods.yes();
    }

    private static String scope(Parameters parameters) {
        JsonNode scope = parameters.has("scope") ? parameters.json("scope") : World.object();
        String chat = scope.has("chat_id") ? ":" + scope.path("chat_id").asString() : "";
        return scope.path("type").asString("default") + chat + "|" + code(parameters);
    }

    private JsonNode menu(Parameters parameters, boolean set) {
        String scope = scope(parameters);
        telegram.world.menus.remove(scope);
        if (set) {
            telegram.world.menus.put(scope, commands(parameters));
        }
        telegram.world.changed();
        return BotMethods.yes();
    }

    private static JsonNode commands(Parameters parameters) {
        JsonNode commands = parameters.json("commands");
        if (commands.size() > COMMANDS) {
            throw ApiError.bad("BOT_COMMANDS_TOO_MUCH");
        }
        for (JsonNode command : commands) {
            if (!command.path("command").asString("").matches("/?[a-z0-9_]{1,32}")) {
                throw ApiError.bad("BOT_COMMAND_INVALID");
            }
            int length = command.path("description").asString("").length();
            if (length < 1 || length > 256) {
                throw ApiError.bad("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }
        return commands;
    }

    private JsonNode currentMenu(Parameters parameters) {
        return telegram.world.menus.get(scope(parameters)).orElseGet(() -> JsonNodeFactory.instance.arrayNode());
    }
}
