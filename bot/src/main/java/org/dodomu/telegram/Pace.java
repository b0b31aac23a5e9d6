package org.dodomu.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dodomu.intake.ChatAddress;

/** Telegram's limits for messages: one a second for each chat, 25 a second overall, and whatever a 429 asked for. */
final class Pace {

    private static final Duration PER_CHAT = Duration.ofSeconds(1);
    private static final Duration OVERALL = Duration.ofMillis(40);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<ChatAddress, Instant> nextByChat = new LinkedHashMap<>();
    private Instant next = Instant.EPOCH;

    Pace(Clock clock) {
        this.clock = clock;
    }

    /** Takes the next free moment for this chat; returns how long it is until then. */
    synchronized Duration take(ChatAddress chat) {
        Instant now = clock.instant();
        Instant at = later(later(now, next), nextByChat.getOrDefault(chat, Instant.EPOCH));
        next = later(now, next).plus(OVERALL);
        nextByChat.remove(chat);
        nextByChat.put(chat, at.plus(PER_CHAT));
        if (nextByChat.size() > REMEMBERED) {
            nextByChat.remove(nextByChat.keySet().iterator().next());
        }
        return Duration.between(now, at);
    }

    /** Nobody sends before this time has passed. */
    synchronized void hold(Duration wait) {
        next = later(next, clock.instant().plus(wait));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
