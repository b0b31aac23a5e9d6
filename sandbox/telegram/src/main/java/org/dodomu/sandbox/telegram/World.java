package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that this Telegram knows. Guarded by its own monitor. With a file each change is appended to it; at open and at close the file is written anew, so that what was deleted leaves it.
 */
final class World {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    final Table<Person> people = new Table<>("people", Person.class, this::note);
    final Table<Waiting> updates = new Table<>("updates", Waiting.class, this::note);
    final Table<Sent> messages = new Table<>("messages", Sent.class, this::note);
    final Table<FileEntry> files = new Table<>("files", FileEntry.class, this::note);
    final Table<JsonNode> menus = new Table<>("menus", JsonNode.class, this::note);
    final Table<Hook> hooks = new Table<>("hooks", Hook.class, this::note);
    final Table<String> texts = new Table<>("texts", String.class, this::note);
    final Table<Long> numbers = new Table<>("numbers", Long.class, this::note);

    private final Map<String, Table<?>> tables = new TreeMap<>(Map.of(
            "people", people,
            "updates", updates,
            "messages", messages,
            "files", files,
            "menus", menus,
            "hooks", hooks,
            "texts", texts,
            "numbers", numbers));

    private @Nullable Path file;
    private @Nullable Journal journal;
    private boolean removed;
    private long change;

    /** Somebody with a phone. */
    record Person(long id, String name, String language, boolean blocked) {}

    /** An update that the bot has not confirmed: its JSON whole, with its id. */
    record Waiting(long id, long date, long chat, String json) {}

    /** A message as the server holds it; its JSON as the bot sees it. */
    record Sent(int id, long chat, boolean fromBot, boolean guarded, boolean silent, long date, String json) {

        ObjectNode content() {
            return MAPPER.readValue(json, ObjectNode.class);
        }

        Sent with(ObjectNode content) {
            return new Sent(id, chat, fromBot, guarded, silent, date, content.toString());
        }
    }

    /** A file on the server; its link serves until the second given, 0 for never asked for. */
    record FileEntry(String id, String path, long size, String mime, String name, long linkUntil) {}

    /** Where updates are pushed to. The secret is the bot's own; an error date of 0 means none. */
    record Hook(String url, String secret, int connections, long errorDate, String error) {}

    /**
     * Reads what is there and writes nothing yet.
     *
     * @throws IOException when the file is not the sandbox's own or broken before its last line
     */
    static World read(@Nullable Path file) throws IOException {
        World world = new World();
        if (file != null && Files.exists(file)) {
            Journal.read(file, world::restore);
        }
        return world;
    }

    private void restore(String table, String key, JsonNode value) {
        Table<?> known = tables.get(table);
        if (known != null) {
            known.restore(key, value);
        }
    }

    /** From now on each change goes to the file. */
    synchronized void keepIn(Path where) throws IOException {
        file = where;
        Path folder = where.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        journal = begin(where);
    }

    private Journal begin(Path where) throws IOException {
        List<Journal.Note> notes = tables.values().stream()
                .flatMap(table -> table.notes().stream())
                .toList();
        removed = false;
        return Journal.begin(where, notes);
    }

    private void note(Journal.Note note) {
        removed |= note.value() == null || note.table().equals("messages");
        if (journal != null) {
            journal.add(note);
        }
    }

    /** Every change under the monitor ends with this: it is written, and whoever waits is woken. */
    void changed() {
        if (journal != null) {
            journal.commit();
        }
        change++;
        notifyAll();
    }

    /** Counts changes since the start. */
    long change() {
        return change;
    }

    /** The next number of a series. */
    long next(String series, long first) {
        long next = numbers.get(series).orElse(first);
        numbers.put(series, next + 1);
        return next;
    }

    String text(String key) {
        return texts.get(key).orElse("");
    }

    Optional<Person> person(long id) {
        return people.get(Long.toString(id));
    }

    void put(Person person) {
        people.put(Long.toString(person.id()), person);
    }

    /** Writes what is left to the file, without anything that was deleted or edited away, and stops writing. */
    synchronized void close() throws IOException {
        if (journal != null && file != null) {
            journal.close();
            if (removed) {
                begin(file).close();
            }
            journal = null;
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
