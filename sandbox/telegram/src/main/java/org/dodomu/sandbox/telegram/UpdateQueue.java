package org.dodomu.sandbox.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The updates that the bot has not confirmed, by rising id, for a day at most. Guarded by the world's monitor; whoever calls a method that changes something ends with {@link
 * World#changed}.
 */
final class UpdateQueue {

    static final long LIVE_SECONDS = Duration.ofHours(24).toSeconds();

    private static final String SERIES = "update";
    private static final String RESTART = "restart-ids";
    private static final String ALLOWED = "allowed";
    private static final long FIRST_ID = 100_000;
    private static final long LOW_ID = 1_000;
    /** An offset that lies further above the newest update than this confirms nothing: the ids began anew. */
    private static final int STRAY_OFFSET = 10;
    /** What a bot that names no kinds does not get. */
    private static final Set<String> ASKED_FOR_ONLY =
            Set.of("chat_member", "message_reaction", "message_reaction_count");

    private final World world;
    private final SandboxClock clock;
    private List<World.Waiting> confirmed = List.of();

    UpdateQueue(World world, SandboxClock clock) {
        this.world = world;
        this.clock = clock;
    }

    /** The kinds that the bot asked for; empty for all usual ones. */
    List<String> allowed() {
        String allowed = world.text(ALLOWED);
        return allowed.isEmpty() ? List.of() : List.of(allowed.split(","));
    }

    /** True when these are others than before. */
    boolean allow(List<String> kinds) {
        boolean other = !allowed().equals(kinds);
        if (other) {
            world.texts.put(ALLOWED, String.join(",", kinds));
        }
        return other;
    }

    private boolean wanted(String kind) {
        List<String> allowed = allowed();
        return allowed.isEmpty() ? !ASKED_FOR_ONLY.contains(kind) : allowed.contains(kind);
    }

    /** Adds an update if the bot asked for its kind. */
    void add(String kind, long chat, ObjectNode content) {
        if (wanted(kind)) {
            force(kind, chat, content);
        }
    }

    /** Adds an update of any kind, also one that no client knows. */
    void force(String kind, long chat, ObjectNode content) {
        if (world.updates.size() == 0 && world.texts.remove(RESTART).isPresent()) {
            world.numbers.put(SERIES, LOW_ID + (world.next(SERIES, FIRST_ID) % LOW_ID));
        }
        long id = world.next(SERIES, FIRST_ID);
        ObjectNode update = World.object().put("update_id", id);
        update.set(kind, content);
        world.updates.put(
                Long.toString(id), new World.Waiting(id, clock.instant().getEpochSecond(), chat, update.toString()));
    }

    /** The next update that finds the queue empty gets a lower id, as after a quiet week. */
    void restartIds() {
        world.texts.put(RESTART, "1");
    }

    int size() {
        return world.updates.size();
    }

    List<World.Waiting> first(int limit) {
        return world.updates.values().stream().limit(limit).toList();
    }

    Optional<World.Waiting> find(long id) {
        return world.updates.get(Long.toString(id));
    }

    /** What {@link #confirm} took away last, at most 100. */
    List<World.Waiting> confirmed() {
        return confirmed;
    }

    /** Forgets what lies before the offset; a negative one keeps that many. True when there was any. */
    boolean confirm(long offset) {
        List<World.Waiting> before = new ArrayList<>();
        if (offset < 0) {
            before.addAll(first((int) Math.max(0, size() + offset)));
        } else if (!stray(offset)) {
            for (World.Waiting one : world.updates.values()) {
                if (one.id() >= offset) {
                    break;
                }
                before.add(one);
            }
        }
        before.forEach(this::remove);
        if (!before.isEmpty()) {
            confirmed = List.copyOf(before.subList(Math.max(0, before.size() - 100), before.size()));
        }
        return !before.isEmpty();
    }

    /** The newest id is the one before the series' next. */
    private boolean stray(long offset) {
        return size() == 0 || offset > world.numbers.get(SERIES).orElse(FIRST_ID) - 1 + STRAY_OFFSET;
    }

    void remove(World.Waiting one) {
        world.updates.remove(Long.toString(one.id()));
    }

    void clear() {
        first(size()).forEach(this::remove);
    }

    /** Drops what waited for more than a day; true when there was any. */
    boolean expire() {
        long oldest = clock.instant().getEpochSecond() - LIVE_SECONDS;
        List<World.Waiting> old = new ArrayList<>();
        for (Iterator<World.Waiting> all = world.updates.values().iterator(); all.hasNext(); ) {
            World.Waiting one = all.next();
            if (one.date() >= oldest) {
                break;
            }
            old.add(one);
        }
        old.forEach(this::remove);
        return !old.isEmpty();
    }
}
