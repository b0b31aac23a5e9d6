package org.dodomu.sandbox.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the bot asked for, the newest 100,000 calls. Without words, unless a test wants them kept. */
public final class Requests {

    private static final int MOST = 100_000;

    private final Deque<Request> all = new ArrayDeque<>();
    private boolean texts;

    /**
     * One call of the bot's.
     *
     * @param method the method's name in lower case
     * @param at when it came, by the machine's clock
     * @param chat the chat it was for, 0 for none
     * @param status the HTTP status of the answer, 0 when the connection closed without one
     * @param messageIds the messages that it sent, or those that it named
     * @param text its text or caption, only while {@link #keepTexts} is on
     */
    public record Request(
            String method, Instant at, long chat, int status, List<Integer> messageIds, Optional<String> text) {}

    /** Keeps the words of later calls too. For tests with invented words only. */
    public synchronized void keepTexts(boolean keep) {
        texts = keep;
    }

    public synchronized List<Request> all() {
        return List.copyOf(all);
    }

    /** The calls of a method, its name in any case. */
    public List<Request> of(String method) {
        String lower = method.toLowerCase(Locale.ROOT);
        return all().stream().filter(one -> one.method().equals(lower)).toList();
    }

    public synchronized void clear() {
        all.clear();
    }

    /** The largest number of such calls that came within any stretch of this length. */
    public int mostWithin(Duration stretch, Predicate<Request> which) {
        Deque<Instant> window = new ArrayDeque<>();
        int most = 0;
        for (Request one : all()) {
            if (which.test(one)) {
                window.addLast(one.at());
                while (!window.getFirst().plus(stretch).isAfter(one.at())) {
                    window.removeFirst();
                }
                most = Math.max(most, window.size());
            }
        }
        return most;
    }

    synchronized void add(String method, Instant at, Parameters given, int status, JsonNode result) {
        if (all.size() >= MOST) {
            all.removeFirst();
        }
        Optional<String> text =
                texts ? Optional.ofNullable(given.optional(given.has("text") ? "text" : "caption")) : Optional.empty();
        all.addLast(new Request(
                method.toLowerCase(Locale.ROOT), at, given.chat(), status, messageIds(given, result), text));
    }

    private static List<Integer> messageIds(Parameters given, JsonNode result) {
        List<Integer> ids = new ArrayList<>();
        (result.isArray() ? result.valueStream() : Stream.of(result))
                .map(one -> one.path("message_id").asInt(0))
                .filter(id -> id > 0)
                .forEach(ids::add);
        if (ids.isEmpty()) {
            Optional.of(given.path("message_id").asInt(0)).filter(id -> id > 0).ifPresent(ids::add);
            given.json("message_ids").forEach(id -> ids.add(id.asInt(0)));
        }
        return ids;
    }
}
