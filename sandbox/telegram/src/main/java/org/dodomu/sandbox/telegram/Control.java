package org.dodomu.sandbox.telegram;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The people's side: what they write, send and press, and what a tester turns. For the page and for tests. */
public final class Control {

    private final Telegram telegram;
    private final Faults faults;

    Control(Telegram telegram, Faults faults) {
        this.telegram = telegram;
        this.faults = faults;
    }

    /** A new person; returns their id, which is also their chat's. */
    public long person(String name, String language) {
        synchronized (telegram.world) {
            World.Person person = new World.Person();
            person.id = telegram.world.nextPerson++;
            person.name = name;
            person.language = language;
            telegram.world.people.add(person);
            telegram.changed();
            return person.id;
        }
    }

    private World.Person require(long id) {
        return telegram.world.person(id).orElseThrow(() -> ApiError.bad("no such person"));
    }

    /** Writes; returns the message's id. */
    public int text(long person, String text) {
        ObjectNode content = World.object().put("text", text);
        if (text.startsWith("/")) {
            int length = text.split("\\s", 2)[0].length();
            content.putArray("entities")
                    .addObject()
                    .put("type", "bot_command")
                    .put("offset", 0)
                    .put("length", length);
        }
        return incoming(person, content);
    }

    public int forward(long person, String text, String from) {
        ObjectNode content = World.object().put("text", text);
        content.set(
                "forward_origin",
                World.object()
                        .put("type", "hidden_user")
                        .put("sender_user_name", from)
                        .put("date", telegram.now()));
        return incoming(person, content);
    }

    private int incoming(long id, ObjectNode content) {
        synchronized (telegram.world) {
            World.Sent sent = telegram.message(require(id), false, content);
            telegram.enqueue("message", sent.json.deepCopy());
            return sent.id;
        }
    }

    /** Sends a file as photo, document, voice, video or audio. */
    public int file(long person, String kind, String name, String mime, byte[] bytes, @Nullable String caption) {
        return incoming(person, media(kind, name, mime, bytes, caption, null));
    }

    /** Sends several photos as one album: as many messages as photos. */
    public void album(long person, List<byte[]> photos, String caption) {
        String group = Telegram.random(12);
        for (int i = 0; i < photos.size(); i++) {
            incoming(person, media("photo", "photo.jpg", "image/jpeg", photos.get(i), i == 0 ? caption : null, group));
        }
    }

    private ObjectNode media(
            String kind, String name, String mime, byte[] bytes, @Nullable String caption, @Nullable String group) {
        ObjectNode content = World.object();
        Attachments.put(content, kind, telegram.store(bytes, mime, name));
        if (caption != null && !caption.isEmpty()) {
            content.put("caption", caption);
        }
        if (group != null) {
            content.put("media_group_id", group);
        }
        return content;
    }

    public int location(long person, double latitude, double longitude) {
        ObjectNode content = World.object();
        content.set("location", World.object().put("latitude", latitude).put("longitude", longitude));
        return incoming(person, content);
    }

    public int contact(long person) {
        ObjectNode content = World.object();
        content.set(
                "contact", World.object().put("phone_number", "+380000000000").put("first_name", "Sample"));
        return incoming(person, content);
    }

    /** A kind of message that the bot does not expect. */
    public int dice(long person) {
        ObjectNode content = World.object();
        content.set("dice", World.object().put("emoji", "🎲").put("value", 4));
        return incoming(person, content);
    }

    public void edit(long person, int message, String text) {
        synchronized (telegram.world) {
            World.Sent sent = require(person, message, false);
            sent.json.put("text", text).put("edit_date", telegram.now());
            telegram.enqueue("edited_message", sent.json.deepCopy());
        }
    }

    private World.Sent require(long person, int message, boolean fromBot) {
        return telegram.world
                .message(person, message)
                .filter(one -> one.fromBot == fromBot)
                .orElseThrow(() -> ApiError.bad("no such message"));
    }

    /** Presses a button that the message shows. */
    public void press(long person, int message, String data) {
        synchronized (telegram.world) {
            World.Sent sent = require(person, message, true);
            boolean shown = sent.json
                    .path("reply_markup")
                    .path("inline_keyboard")
                    .valueStream()
                    .flatMap(JsonNode::valueStream)
                    .anyMatch(
                            button -> button.path("callback_data").asString("").equals(data));
            if (!shown) {
                throw ApiError.bad("no such button");
            }
            telegram.press(require(person), sent, data);
        }
    }

    public void block(long id, boolean blocked) {
        synchronized (telegram.world) {
            World.Person person = require(id);
            person.blocked = blocked;
            ObjectNode change = World.object();
            change.set("chat", telegram.chat(person));
            change.set("from", telegram.user(person));
            change.put("date", telegram.now());
            change.set("old_chat_member", member(!blocked));
            change.set("new_chat_member", member(blocked));
            telegram.enqueue("my_chat_member", change);
        }
    }

    private ObjectNode member(boolean kicked) {
        ObjectNode member = World.object().put("status", kicked ? "kicked" : "member");
        member.set("user", telegram.bot());
        return kicked ? member.put("until_date", 0) : member;
    }

    /** An update that no client can map to its types. */
    public void poison(long id) {
        synchronized (telegram.world) {
            World.Person person = require(id);
            ObjectNode message = World.object()
                    .put("message_id", telegram.world.nextMessage++)
                    .put("date", telegram.now());
            message.set("from", telegram.user(person));
            message.set("chat", telegram.chat(person));
            message.set(
                    "chat_background_set",
                    World.object().set("type", World.object().put("type", "of tomorrow")));
            ObjectNode update = World.object();
            update.set("message", message);
            telegram.enqueueRaw(update);
        }
    }

    /** Hands out the next updates under lower ids, as after a quiet week. */
    public void restartIds() {
        synchronized (telegram.world) {
            telegram.world.nextUpdate = 1000 + (telegram.world.nextUpdate % 1000);
            telegram.changed();
        }
    }

    public SandboxClock clock() {
        return telegram.clock;
    }

    public void advance(Duration by) {
        telegram.clock.advance(by);
        synchronized (telegram.world) {
            telegram.changed();
        }
    }

    public Faults faults() {
        return faults;
    }

    /** Updates that the bot has not confirmed. */
    public int waiting() {
        synchronized (telegram.world) {
            return telegram.world.updates.size();
        }
    }

    /** Everything the server holds, for finding what should be gone. */
    public String everythingHeld() {
        synchronized (telegram.world) {
            ArrayNode all = telegram.array();
            telegram.world.messages.forEach(one -> all.add(one.json));
            telegram.world.updates.forEach(one -> all.add(one.update()));
            return all.toString();
        }
    }

    /** A chat as its phone shows it. */
    public JsonNode chat(long id) {
        synchronized (telegram.world) {
            World.Person person = require(id);
            ObjectNode chat =
                    World.object().put("id", id).put("name", person.name).put("blocked", person.blocked);
            ArrayNode messages = chat.putArray("messages");
            telegram.world.messages.stream().filter(one -> one.chat == id).forEach(one -> {
                ObjectNode shown = one.json.deepCopy();
                messages.add(shown.put("fromBot", one.fromBot)
                        .put("guarded", one.guarded)
                        .put("silent", one.silent));
            });
            chat.set("menu", menu(person));
            telegram.toast(id)
                    .ifPresent(toast -> chat.set(
                            "toast",
                            World.object()
                                    .put("text", toast.text())
                                    .put("alert", toast.alert())
                                    .put("number", toast.number())));
            return chat.put("pending", telegram.world.updates.size());
        }
    }

    private JsonNode menu(World.Person person) {
        Map<String, ObjectNode> menus = telegram.world.menus;
        for (String scope : List.of(
                "chat:" + person.id + "|" + person.language,
                "chat:" + person.id + "|",
                "all_private_chats|" + person.language,
                "all_private_chats|",
                "default|" + person.language,
                "default|")) {
            if (menus.containsKey(scope)) {
                return menus.get(scope).path("commands");
            }
        }
        return telegram.array();
    }

    /** The people, and what the server holds in all. */
    public JsonNode state() {
        synchronized (telegram.world) {
            ObjectNode state = World.object()
                    .put("change", telegram.change())
                    .put("now", telegram.now())
                    .put("updates", telegram.world.updates.size())
                    .put("messages", telegram.world.messages.size())
                    .put("files", telegram.world.files.size())
                    .put("description", telegram.world.profile.getOrDefault("description", ""));
            ArrayNode people = state.putArray("people");
            telegram.world.people.forEach(person -> people.addObject()
                    .put("id", person.id)
                    .put("name", person.name)
                    .put("language", person.language));
            return state;
        }
    }

    public byte[] content(String fileId) {
        synchronized (telegram.world) {
            World.FileEntry file = telegram.world.files.get(fileId);
            return file == null ? new byte[0] : telegram.content(file.path()).orElse(new byte[0]);
        }
    }

    long awaitChange(long seen, long millis) throws InterruptedException {
        return telegram.awaitChange(seen, millis);
    }
}
