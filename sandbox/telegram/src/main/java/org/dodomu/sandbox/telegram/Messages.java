package org.dodomu.sandbox.telegram;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The messages on the server, found by chat. Guarded by the world's monitor. */
final class Messages {

    private final World world;
    private final Map<Long, TreeMap<Integer, World.Sent>> byChat = new HashMap<>();

    Messages(World world) {
        this.world = world;
        world.messages.values().forEach(this::index);
    }

    private void index(World.Sent sent) {
        byChat.computeIfAbsent(sent.chat(), chat -> new TreeMap<>()).put(sent.id(), sent);
    }

    int nextId() {
        return Math.toIntExact(world.next("message", 1));
    }

    /** Adds a message, or replaces the one with its id. */
    void put(World.Sent sent) {
        world.messages.put(Integer.toString(sent.id()), sent);
        index(sent);
    }

    void remove(World.Sent sent) {
        world.messages.remove(Integer.toString(sent.id()));
        TreeMap<Integer, World.Sent> chat = byChat.get(sent.chat());
        if (chat != null) {
            chat.remove(sent.id());
        }
    }

    Optional<World.Sent> find(long chat, int id) {
        return Optional.ofNullable(byChat.get(chat)).map(all -> all.get(id));
    }

    /** A chat's messages by rising id. */
    List<World.Sent> of(long chat) {
        return new ArrayList<>(byChat.getOrDefault(chat, new TreeMap<>()).values());
    }

    Collection<World.Sent> all() {
        return world.messages.values();
    }
}
