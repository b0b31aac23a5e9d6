package org.dodomu.sandbox.telegram;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The server between people and the bot: who writes to whom, what it keeps, what it forgets. Guarded by the world's monitor. */
final class Telegram implements Closeable {

    static final long BOT_ID = 4_200_042;
    static final long DELETE_WITHIN_SECONDS = Duration.ofHours(48).toSeconds();

    private static final String SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    final World world;
    final SandboxClock clock;
    final boolean local;
    final UpdateQueue queue;
    final Messages messages;
    final FileStore files;
    final Presses presses;

    /**
     * Opens what the world holds.
     *
     * @param file where the world is kept, or null
     * @param local whether it answers as a Bot API server of one's own with {@code --local}
     */
    Telegram(World world, @Nullable Path file, SandboxClock clock, boolean local) throws IOException {
        this.world = world;
        this.clock = clock;
        this.local = local;
        this.queue = new UpdateQueue(world, clock);
        this.messages = new Messages(world);
        this.presses = new Presses(this);
        if (file != null) {
            world.keepIn(file);
        }
        this.files = new FileStore(world, clock, file == null ? null : file.resolveSibling("files"));
        synchronized (world) {
            if (token().isEmpty()) {
                world.texts.put("token", BOT_ID + ":SANDBOX-" + random(26));
                world.changed();
            }
        }
    }

    static String random(int length) {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
        }
        return text.toString();
    }

    String token() {
        synchronized (world) {
            return world.text("token");
        }
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Waits until something changed after the change given, at most so long. */
    long awaitChange(long seen, long millis) throws InterruptedException {
        synchronized (world) {
            if (world.change() == seen) {
                world.wait(Math.max(1, millis));
            }
            return world.change();
        }
    }

    ObjectNode chat(World.Person person) {
        return World.object()
                .put("id", person.id())
                .put("first_name", person.name())
                .put("type", "private");
    }

    ObjectNode user(World.Person person) {
        return World.object()
                .put("id", person.id())
                .put("is_bot", false)
                .put("first_name", person.name())
                .put("language_code", person.language());
    }

    ObjectNode bot() {
        String name = world.text("profile:name");
        return World.object()
                .put("id", BOT_ID)
                .put("is_bot", true)
                .put("first_name", name.isEmpty() ? "Dodomu (sandbox)" : name)
                .put("username", "dodomu_sandbox_bot");
    }

    /** A message that a person writes; the bot gets it as an update. */
    World.Sent incoming(World.Person person, ObjectNode content) {
        World.Sent sent = message(person, false, content, false, false);
        queue.add("message", person.id(), sent.content());
        return sent;
    }

    /** A message of the bot's. */
    World.Sent outgoing(World.Person person, ObjectNode content, boolean guarded, boolean silent) {
        return message(person, true, content, guarded, silent);
    }

    private World.Sent message(
            World.Person person, boolean fromBot, ObjectNode content, boolean guarded, boolean silent) {
        int id = messages.nextId();
        ObjectNode json = World.object().put("message_id", id);
        json.set("from", fromBot ? bot() : user(person));
        json.set("chat", chat(person));
        json.put("date", now());
        if (guarded) {
            json.put("has_protected_content", true);
        }
        content.properties().forEach(member -> json.set(member.getKey(), member.getValue()));
        World.Sent sent = new World.Sent(id, person.id(), fromBot, guarded, silent, now(), json.toString());
        messages.put(sent);
        return sent;
    }

    /** A person changes their message; the bot is told. */
    void edited(World.Sent sent, ObjectNode content) {
        content.put("edit_date", now());
        messages.put(sent.with(content));
        queue.add("edited_message", sent.chat(), content);
    }

    /** Deletes messages for both sides, with their files; true when there was any. */
    boolean delete(long chat, List<Integer> ids) {
        List<World.Sent> found = new ArrayList<>();
        for (int id : ids) {
            messages.find(chat, id).ifPresent(found::add);
        }
        if (found.stream().anyMatch(one -> one.date() < now() - DELETE_WITHIN_SECONDS)) {
            throw ApiError.bad("message can't be deleted");
        }
        found.forEach(this::remove);
        return !found.isEmpty();
    }

    void remove(World.Sent sent) {
        fileIds(sent.content()).forEach(files::remove);
        messages.remove(sent);
    }

    /** The files that stand in a message. */
    static List<String> fileIds(JsonNode message) {
        return Attachments.KINDS.stream()
                .map(message::path)
                .flatMap(part -> part.isArray() ? part.valueStream() : Stream.of(part))
                .map(part -> part.path("file_id").asString(""))
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    Optional<byte[]> content(String fileId) throws IOException {
        Optional<World.FileEntry> entry = files.find(fileId);
        return entry.isPresent() ? Optional.of(Files.readAllBytes(files.stored(entry.get()))) : Optional.empty();
    }

    ArrayNode array() {
        return World.object().putArray("x");
    }

    @Override
    public void close() throws IOException {
        world.close();
        files.close();
    }
}
