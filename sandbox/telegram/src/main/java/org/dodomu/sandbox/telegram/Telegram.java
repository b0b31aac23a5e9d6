package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The server between people and the bot: messages, updates with their confirmation, files. */
final class Telegram {

    static final long BOT_ID = 4_200_042;
    static final long DELETE_WITHIN_SECONDS = Duration.ofHours(48).toSeconds();

    private static final long UPDATES_LIVE_SECONDS = Duration.ofHours(24).toSeconds();
    /** An offset that lies further above the newest update than this confirms nothing: the ids began anew. */
    private static final int STRAY_OFFSET = 10;

    private static final String SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    final World world;
    final SandboxClock clock;
    private final @Nullable Path file;
    private final Path folder;
    private final Map<String, Press> presses = new HashMap<>();
    private final Map<Long, Toast> toasts = new HashMap<>();
    private int polls;
    private long change;

    Telegram(@Nullable Path file, SandboxClock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.world = World.load(file);
        this.folder = file == null ? Files.createTempDirectory("sandbox-files") : file.resolveSibling("files");
        Files.createDirectories(folder);
        if (world.token.isEmpty()) {
            world.token = BOT_ID + ":SANDBOX-" + random(26);
            world.save(file);
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

    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Everything changed under the world's monitor ends with this. */
    void changed() {
        change++;
        world.save(file);
        world.notifyAll();
    }

    long change() {
        synchronized (world) {
            return change;
        }
    }

    long awaitChange(long seen, long millis) throws InterruptedException {
        synchronized (world) {
            if (change == seen) {
                world.wait(Math.max(1, millis));
            }
            return change;
        }
    }

    void enqueue(String kind, ObjectNode content) {
        if (!world.allowed.isEmpty() && !world.allowed.contains(kind)) {
            return;
        }
        ObjectNode update = World.object().put("update_id", world.nextUpdate);
        update.set(kind, content);
        world.updates.add(new World.Waiting(world.nextUpdate, now(), update));
        world.nextUpdate++;
        changed();
    }

    /** Adds an update as it is, also one that no client can map. */
    void enqueueRaw(ObjectNode content) {
        ObjectNode update = World.object().put("update_id", world.nextUpdate);
        content.properties().forEach(member -> update.set(member.getKey(), member.getValue()));
        world.updates.add(new World.Waiting(world.nextUpdate, now(), update));
        world.nextUpdate++;
        changed();
    }

    /** Long poll with Telegram's rules: an offset confirms what is before it; a second poller ends the first. */
    List<ObjectNode> poll(@Nullable Long offset, int limit, int timeoutSeconds) throws InterruptedException {
        synchronized (world) {
            polls++;
            int own = polls;
            world.notifyAll();
            confirm(offset);
            long until = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
            while (true) {
                expire();
                if (own != polls) {
                    throw new ApiError(
                            409,
                            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
                }
                if (!world.updates.isEmpty() || System.nanoTime() >= until) {
                    return world.updates.stream()
                            .limit(limit)
                            .map(World.Waiting::update)
                            .toList();
                }
                world.wait(Math.max(1, Math.min(1000, (until - System.nanoTime()) / 1_000_000)));
            }
        }
    }

    private void confirm(@Nullable Long offset) {
        if (offset == null) {
            return;
        }
        int before = world.updates.size();
        boolean stray = !world.updates.isEmpty()
                && offset > world.updates.get(world.updates.size() - 1).id() + STRAY_OFFSET;
        if (offset >= 0) {
            world.updates.removeIf(one -> !stray && one.id() < offset);
        } else {
            int keep = (int) Math.min(-offset, before);
            world.updates.subList(0, before - keep).clear();
        }
        if (world.updates.size() != before) {
            changed();
        }
    }

    private void expire() {
        if (world.updates.removeIf(one -> one.date() < now() - UPDATES_LIVE_SECONDS)) {
            changed();
        }
    }

    ObjectNode chat(World.Person person) {
        return World.object()
                .put("id", person.id)
                .put("first_name", person.name)
                .put("type", "private");
    }

    ObjectNode user(World.Person person) {
        return World.object()
                .put("id", person.id)
                .put("is_bot", false)
                .put("first_name", person.name)
                .put("language_code", person.language);
    }

    ObjectNode bot() {
        return World.object()
                .put("id", BOT_ID)
                .put("is_bot", true)
                .put("first_name", world.profile.getOrDefault("name", "Dodomu (sandbox)"))
                .put("username", "dodomu_sandbox_bot");
    }

    /** A new message in a chat, kept on the server. */
    World.Sent message(World.Person person, boolean fromBot, JsonNode content) {
        World.Sent sent = new World.Sent();
        sent.id = world.nextMessage++;
        sent.chat = person.id;
        sent.fromBot = fromBot;
        sent.date = now();
        sent.json = World.object().put("message_id", sent.id);
        sent.json.set("from", fromBot ? bot() : user(person));
        sent.json.set("chat", chat(person));
        sent.json.put("date", sent.date);
        content.properties().forEach(member -> sent.json.set(member.getKey(), member.getValue()));
        world.messages.add(sent);
        return sent;
    }

    World.FileEntry store(byte[] bytes, String mime, String name) {
        String id = "F" + random(30);
        String path = "files/" + random(16);
        try {
            Files.write(stored(path), bytes);
        } catch (IOException full) {
            throw new ApiError(500, "Internal Server Error");
        }
        World.FileEntry entry = new World.FileEntry(id, path, bytes.length, mime, name);
        world.files.put(id, entry);
        return entry;
    }

    Optional<byte[]> content(String path) {
        Path stored = stored(path);
        try {
            return Files.exists(stored) ? Optional.of(Files.readAllBytes(stored)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private void remove(String fileId) {
        World.FileEntry entry = world.files.remove(fileId);
        if (entry == null) {
            return;
        }
        try {
            Files.deleteIfExists(stored(entry.path()));
        } catch (IOException stuck) {
            throw new ApiError(500, "Internal Server Error");
        }
    }

    private Path stored(String path) {
        return folder.resolve(path.replaceAll("[^A-Za-z0-9]", ""));
    }

    /** Deletes messages for both sides. */
    boolean delete(long chat, List<Integer> ids) {
        List<World.Sent> found = new ArrayList<>();
        for (int id : ids) {
            world.message(chat, id).ifPresent(found::add);
        }
        if (found.stream().anyMatch(one -> one.date < now() - DELETE_WITHIN_SECONDS)) {
            throw ApiError.bad("message can't be deleted");
        }
        for (World.Sent one : found) {
            for (String kind : List.of("photo", "document", "voice", "video", "audio")) {
                one.json
                        .path(kind)
                        .valueStream()
                        .forEach(part -> remove(part.path("file_id").asString("")));
                remove(one.json.path(kind).path("file_id").asString(""));
            }
        }
        world.messages.removeAll(found);
        changed();
        return !found.isEmpty();
    }

    private record Press(long chat, long date) {}

    /** What answerCallbackQuery showed last. */
    record Toast(String text, boolean alert, long number) {}

    /** A person presses an inline button. */
    void press(World.Person person, World.Sent message, String data) {
        String id = "C" + world.nextCallback++ + random(8);
        presses.put(id, new Press(person.id, now()));
        ObjectNode query = World.object().put("id", id);
        query.set("from", user(person));
        query.set("message", message.json.deepCopy());
        enqueue("callback_query", query.put("chat_instance", "sandbox").put("data", data));
    }

    boolean answer(String id, String text, boolean alert) {
        Press press = presses.remove(id);
        if (press == null || press.date() < now() - 60) {
            return false;
        }
        if (!text.isEmpty()) {
            Toast before = toasts.get(press.chat());
            toasts.put(press.chat(), new Toast(text, alert, before == null ? 1 : before.number() + 1));
            changed();
        }
        return true;
    }

    Optional<Toast> toast(long chat) {
        return Optional.ofNullable(toasts.get(chat));
    }

    ArrayNode array() {
        return World.object().putArray("x");
    }
}
