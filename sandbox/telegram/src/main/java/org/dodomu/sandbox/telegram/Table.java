package org.dodomu.sandbox.telegram;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Rows of one kind that survive a restart, in the order in which they came. Guarded by the world's monitor. */
final class Table<V> {

    private final String name;
    private final Class<V> type;
    private final Consumer<Journal.Note> changes;
    private final Map<String, V> rows = new LinkedHashMap<>();

    Table(String name, Class<V> type, Consumer<Journal.Note> changes) {
        this.name = name;
        this.type = type;
        this.changes = changes;
    }

    /** Takes a row as the journal has it; an absent value removes. */
    void restore(String key, JsonNode value) {
        if (value.isMissingNode()) {
            rows.remove(key);
        } else {
            rows.put(key, World.MAPPER.treeToValue(value, type));
        }
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    void put(String key, V value) {
        rows.put(key, value);
        changes.accept(new Journal.Note(name, key, value));
    }

    Optional<V> remove(String key) {
        V before = rows.remove(key);
        if (before != null) {
            changes.accept(new Journal.Note(name, key, null));
        }
        return Optional.ofNullable(before);
    }

    Collection<V> values() {
        return rows.values();
    }

    int size() {
        return rows.size();
    }

    List<Journal.Note> notes() {
        List<Journal.Note> notes = new ArrayList<>(rows.size());
        rows.forEach((key, value) -> notes.add(new Journal.Note(name, key, value)));
        return notes;
    }
}
