package org.dodomu.sandbox.telegram;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All that this Telegram knows. Guarded by its own monitor; written to its file after each change, so that a restart keeps it. */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
final class World {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String token = "";
    long nextUpdate = 100_000;
    int nextMessage = 1;
    long nextPerson = 7_000_001;
    long nextCallback = 1;
    List<Person> people = new ArrayList<>();
    List<Waiting> updates = new ArrayList<>();
    List<Sent> messages = new ArrayList<>();
    Map<String, FileEntry> files = new LinkedHashMap<>();
    Map<String, ObjectNode> menus = new LinkedHashMap<>();
    Map<String, String> profile = new LinkedHashMap<>();
    List<String> allowed = new ArrayList<>();

    @Nullable
    String webhook;

    @Nullable
    String webhookSecret;

    /** Somebody with a phone. */
    static final class Person {
        public long id;
        public String name = "";
        public String language = "uk";
        public boolean blocked;
    }

    /** An update that the bot has not confirmed. */
    record Waiting(long id, long date, ObjectNode update) {}

    /** A message as the server holds it. */
    static final class Sent {
        public int id;
        public long chat;
        public boolean fromBot;
        public boolean guarded;
        public boolean silent;
        public long date;
        public ObjectNode json = MAPPER.createObjectNode();
    }

    /** A file on the server. */
    record FileEntry(String id, String path, long size, String mime, String name) {}

    static World load(@Nullable Path file) {
        if (file == null || !Files.exists(file)) {
            return new World();
        }
        return MAPPER.readValue(file.toFile(), World.class);
    }

    synchronized void save(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, MAPPER.writeValueAsBytes(this));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new UncheckedIOException("The sandbox cannot write its data", full);
        }
    }

    Optional<Person> person(long id) {
        return people.stream().filter(person -> person.id == id).findFirst();
    }

    Optional<Sent> message(long chat, int id) {
        return messages.stream().filter(one -> one.chat == chat && one.id == id).findFirst();
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
