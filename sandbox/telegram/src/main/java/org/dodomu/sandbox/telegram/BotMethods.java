package org.dodomu.sandbox.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods of the Bot API that a bot for private chats needs, with Telegram's limits and error texts. */
final class BotMethods {

    private static final int TEXT = 4096;
    private static final int CAPTION = 1024;
    private static final long DOWNLOAD_BYTES = 20L << 20;

    private final Telegram telegram;

    BotMethods(Telegram telegram) {
        this.telegram = telegram;
    }

    /** An uploaded file. */
    record Upload(String name, String mime, byte[] bytes) {}

    JsonNode call(String name, ObjectNode given, Map<String, Upload> uploads) throws InterruptedException {
        Parameters parameters = new Parameters(given);
        String method = name.toLowerCase(Locale.ROOT);
        if (method.equals("getupdates")) {
            return updates(parameters);
        }
        synchronized (telegram.world) {
            return switch (method) {
                case "getme" -> me();
                case "deletewebhook" -> webhook(null, null);
                case "setwebhook" -> webhook(parameters.text("url"), parameters.optional("secret_token"));
                case "getwebhookinfo" -> webhookInfo();
                case "sendmessage" -> send(parameters);
                case "editmessagetext" -> editText(parameters);
                case "editmessagereplymarkup" -> editMarkup(parameters);
                case "editmessagecaption" -> editCaption(parameters);
                case "deletemessage" -> deleteOne(parameters);
                case "deletemessages" -> deleteMany(parameters);
                case "answercallbackquery" -> answer(parameters);
                case "senddocument" -> media(parameters, uploads, "document");
                case "sendphoto" -> media(parameters, uploads, "photo");
                case "sendvoice" -> media(parameters, uploads, "voice");
                case "sendvideo" -> media(parameters, uploads, "video");
                case "copymessage", "forwardmessage" -> copy(parameters);
                case "getfile" -> file(parameters);
                case "setmycommands" -> menu(parameters, true);
                case "deletemycommands" -> menu(parameters, false);
                case "getmycommands" -> currentMenu(parameters);
                case "setmyname" -> profile("name", parameters.optional("name"));
                case "setmydescription" -> profile("description", parameters.optional("description"));
                case "setmyshortdescription" -> profile("short", parameters.optional("short_description"));
                case "sendchataction", "setchatmenubutton", "leavechat", "setmessagereaction" -> yes();
                default -> throw new ApiError(404, "Not Found: method not found");
            };
        }
    }

    private static JsonNode yes() {
        return JsonMapper.shared().getNodeFactory().booleanNode(true);
    }

    private JsonNode me() {
        return telegram.bot()
                .put("can_join_groups", false)
                .put("can_read_all_group_messages", false)
                .put("supports_inline_queries", false);
    }

    private JsonNode updates(Parameters parameters) throws InterruptedException {
        synchronized (telegram.world) {
            if (telegram.world.webhook != null) {
                throw new ApiError(
                        409,
                        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            }
            if (parameters.has("allowed_updates")) {
                telegram.world.allowed = new ArrayList<>();
                parameters.json("allowed_updates").forEach(kind -> telegram.world.allowed.add(kind.asString()));
            }
        }
        int limit = Math.max(1, Math.min(100, parameters.number("limit", 100)));
        int timeout = Math.max(0, Math.min(50, parameters.number("timeout", 0)));
        Long offset = parameters.has("offset") ? Long.valueOf(parameters.longNumber("offset")) : null;
        ArrayNode all = telegram.array();
        telegram.poll(offset, limit, timeout).forEach(all::add);
        return all;
    }

    private JsonNode webhook(@Nullable String url, @Nullable String secret) {
        String address = url == null ? "" : url;
        boolean set = !address.isEmpty();
        if (set && !address.matches("https?://(127\\.0\\.0\\.1|localhost)(:\\d+)?(/.*)?")) {
            throw ApiError.bad("bad webhook: the sandbox calls addresses of this machine only");
        }
        telegram.world.webhook = set ? address : null;
        telegram.world.webhookSecret = set ? secret : null;
        telegram.changed();
        return yes();
    }

    private JsonNode webhookInfo() {
        return World.object()
                .put("url", telegram.world.webhook == null ? "" : telegram.world.webhook)
                .put("has_custom_certificate", false)
                .put("pending_update_count", telegram.world.updates.size());
    }

    private World.Person person(Parameters parameters) {
        World.Person person = telegram.world
                .person(parameters.longNumber("chat_id"))
                .orElseThrow(() -> ApiError.bad("chat not found"));
        if (person.blocked) {
            throw new ApiError(403, "Forbidden: bot was blocked by the user");
        }
        return person;
    }

    private ObjectNode styled(Parameters parameters, String field, String entitiesField, int most, boolean required) {
        String given = parameters.optional(field) == null ? "" : parameters.text(field);
        ObjectNode content = World.object();
        String text = given;
        if ("HTML".equalsIgnoreCase(parameters.optional("parse_mode"))) {
            HtmlText parsed = HtmlText.parse(given);
            text = parsed.text();
            if (!parsed.entities().isEmpty()) {
                content.set(entitiesField, parsed.entities());
            }
        }
        text = text.strip();
        if (required && text.isEmpty()) {
            throw ApiError.bad("message text is empty");
        }
        if (text.length() > most) {
            throw ApiError.bad(field.equals("caption") ? "message caption is too long" : "message is too long");
        }
        if (!text.isEmpty()) {
            content.put(field, text);
        }
        return content;
    }

    private void markup(Parameters parameters, ObjectNode content) {
        if (!parameters.has("reply_markup")) {
            return;
        }
        JsonNode markup = parameters.json("reply_markup");
        markup.path("inline_keyboard")
                .forEach(row -> row.forEach(button -> {
                    int length = button.path("callback_data").asString("").getBytes(StandardCharsets.UTF_8).length;
                    boolean action = length > 0 || button.has("url") || button.has("web_app");
                    if (length > 64) {
                        throw ApiError.bad("BUTTON_DATA_INVALID");
                    }
                    if (!action || button.path("text").asString("").isEmpty()) {
                        throw ApiError.bad(
                                "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
                    }
                }));
        content.set("reply_markup", markup);
    }

    private JsonNode send(Parameters parameters) {
        ObjectNode content = styled(parameters, "text", "entities", TEXT, true);
        markup(parameters, content);
        return sent(parameters, content);
    }

    private JsonNode sent(Parameters parameters, ObjectNode content) {
        World.Person person = person(parameters);
        if (parameters.flag("protect_content")) {
            content.put("has_protected_content", true);
        }
        World.Sent sent = telegram.message(person, true, content);
        sent.guarded = parameters.flag("protect_content");
        sent.silent = parameters.flag("disable_notification");
        telegram.changed();
        return sent.json;
    }

    private World.Sent own(Parameters parameters) {
        World.Person person = person(parameters);
        World.Sent sent = telegram.world
                .message(person.id, parameters.number("message_id", 0))
                .orElseThrow(() -> ApiError.bad("message to edit not found"));
        if (!sent.fromBot) {
            throw ApiError.bad("message can't be edited");
        }
        return sent;
    }

    private JsonNode edited(World.Sent sent, ObjectNode content, List<String> fields) {
        ObjectNode before = sent.json.deepCopy();
        fields.forEach(sent.json::remove);
        content.properties().forEach(member -> sent.json.set(member.getKey(), member.getValue()));
        ObjectNode after = sent.json.deepCopy();
        before.remove("edit_date");
        after.remove("edit_date");
        if (before.equals(after)) {
            throw ApiError.bad(
                    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        }
        sent.json.put("edit_date", telegram.now());
        telegram.changed();
        return sent.json;
    }

    private JsonNode editText(Parameters parameters) {
        World.Sent sent = own(parameters);
        ObjectNode content = styled(parameters, "text", "entities", TEXT, true);
        markup(parameters, content);
        return edited(sent, content, List.of("text", "entities", "reply_markup"));
    }

    private JsonNode editCaption(Parameters parameters) {
        World.Sent sent = own(parameters);
        ObjectNode content = styled(parameters, "caption", "caption_entities", CAPTION, false);
        markup(parameters, content);
        return edited(sent, content, List.of("caption", "caption_entities", "reply_markup"));
    }

    private JsonNode editMarkup(Parameters parameters) {
        World.Sent sent = own(parameters);
        ObjectNode content = World.object();
        markup(parameters, content);
        return edited(sent, content, List.of("reply_markup"));
    }

    private JsonNode deleteOne(Parameters parameters) {
        if (!telegram.delete(parameters.longNumber("chat_id"), List.of(parameters.number("message_id", 0)))) {
            throw ApiError.bad("message to delete not found");
        }
        return yes();
    }

    private JsonNode deleteMany(Parameters parameters) {
        List<Integer> ids = new ArrayList<>();
        parameters.json("message_ids").forEach(id -> ids.add(id.asInt()));
        if (ids.isEmpty() || ids.size() > 100) {
            throw ApiError.bad("there must be 1 to 100 message identifiers");
        }
        telegram.delete(parameters.longNumber("chat_id"), ids);
        return yes();
    }

    private JsonNode answer(Parameters parameters) {
        String text = Optional.ofNullable(parameters.optional("text")).orElse("");
        if (text.length() > 200) {
            throw ApiError.bad("MESSAGE_TOO_LONG");
        }
        if (!telegram.answer(parameters.text("callback_query_id"), text, parameters.flag("show_alert"))) {
            throw ApiError.bad("query is too old and response timeout expired or query ID is invalid");
        }
        return yes();
    }

    private JsonNode media(Parameters parameters, Map<String, Upload> uploads, String kind) {
        ObjectNode content = styled(parameters, "caption", "caption_entities", CAPTION, false);
        markup(parameters, content);
        Upload upload = uploads.get(kind);
        World.FileEntry file = upload != null
                ? telegram.store(upload.bytes(), upload.mime(), upload.name())
                : telegram.world.files.get(parameters.text(kind));
        if (file == null) {
            throw ApiError.bad("wrong file identifier/HTTP URL specified");
        }
        Attachments.put(content, kind, file);
        return sent(parameters, content);
    }

    private JsonNode copy(Parameters parameters) {
        World.Sent source = telegram.world
                .message(parameters.longNumber("from_chat_id"), parameters.number("message_id", 0))
                .orElseThrow(() -> ApiError.bad("message to copy not found"));
        if (source.guarded) {
            throw ApiError.bad("message can't be forwarded");
        }
        ObjectNode content = source.json.deepCopy();
        content.remove(List.of("message_id", "from", "chat", "date"));
        return sent(parameters, content);
    }

    private JsonNode file(Parameters parameters) {
        World.FileEntry file = telegram.world.files.get(parameters.text("file_id"));
        if (file == null) {
            throw ApiError.bad("invalid file_id");
        }
        if (file.size() > DOWNLOAD_BYTES) {
            throw ApiError.bad("file is too big");
        }
        return World.object()
                .put("file_id", file.id())
                .put("file_unique_id", "U" + file.id().substring(1, 12))
                .put("file_size", file.size())
                .put("file_path", file.path());
    }

    private static String scope(Parameters parameters) {
        JsonNode scope = parameters.has("scope") ? parameters.json("scope") : World.object();
        String language =
                Optional.ofNullable(parameters.optional("language_code")).orElse("");
        if (!language.matches("([a-z]{2})?")) {
            throw ApiError.bad("invalid language code specified");
        }
        String chat = scope.has("chat_id") ? ":" + scope.path("chat_id").asString() : "";
        return scope.path("type").asString("default") + chat + "|" + language;
    }

    private JsonNode menu(Parameters parameters, boolean set) {
        String scope = scope(parameters);
        telegram.world.menus.remove(scope);
        if (set) {
            ObjectNode menu = World.object();
            menu.set("commands", parameters.json("commands"));
            telegram.world.menus.put(scope, menu);
        }
        telegram.changed();
        return yes();
    }

    private JsonNode currentMenu(Parameters parameters) {
        ObjectNode menu = telegram.world.menus.get(scope(parameters));
        return menu == null ? telegram.array() : menu.path("commands");
    }

    private JsonNode profile(String field, @Nullable String value) {
        telegram.world.profile.put(field, value == null ? "" : value);
        telegram.changed();
        return yes();
    }
}
