package org.dodomu.sandbox.telegram;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** What a tester ordered to go wrong: for the next calls of a method, or of any. */
public final class Faults {

    private static final int MOST_TIMES = 100_000;

    private final List<Fault> ordered = new ArrayList<>();

    /** When in a call a fault strikes. */
    enum Phase {
        CALL,
        ANSWER,
        DELIVERY,
        DOWNLOAD
    }

    /** How a call goes wrong. */
    public enum Kind {
        /** 429, with the value as seconds to wait. */
        TOO_MANY(Phase.CALL),
        /** 403, bot was blocked by the user. */
        BLOCKED(Phase.CALL),
        /** 409, as if another poller came. */
        CONFLICT(Phase.CALL),
        /** 502 with a page of HTML. */
        BAD_GATEWAY(Phase.CALL),
        /** The call waits the value in milliseconds, at most a minute, and is carried out. */
        SLOW(Phase.CALL),
        /** The connection closes before anything is carried out. */
        HANG_UP(Phase.CALL),
        /** It is carried out, and the connection closes without an answer. */
        DROP_ANSWER(Phase.ANSWER),
        /** Each update of a getUpdates answer stands in it twice; a webhook gets its update twice. */
        DUPLICATE(Phase.DELIVERY),
        /** What was confirmed last comes again before the new updates. */
        REPEAT(Phase.DELIVERY),
        /** The updates of an answer come in no order. */
        SHUFFLE(Phase.DELIVERY),
        /** The download breaks off in the middle. */
        TRUNCATED(Phase.DOWNLOAD),
        /** The download ends cleanly with half of the bytes, and says so in its Content-Length. */
        WRONG_LENGTH(Phase.DOWNLOAD),
        /** The download has no Content-Length and more bytes than the file, over 20 MB. */
        OVERSIZE(Phase.DOWNLOAD),
        /** The link serves no more: 404. */
        EXPIRED(Phase.DOWNLOAD);

        private final Phase phase;

        Kind(Phase phase) {
            this.phase = phase;
        }
    }

    /**
     * An order.
     *
     * @param method a method's name, {@code file} for downloads, {@code webhook} for pushes, or {@code *}
     * @param chat the chat it is for, 0 for any
     * @param value seconds for TOO_MANY, milliseconds for SLOW
     * @param times how often it strikes, 1 to 100,000
     * @param percent how many of the calls it strikes, 1 to 100
     * @param seed the same seed strikes the same calls
     */
    public record Order(Kind kind, String method, long chat, int value, int times, int percent, long seed) {

        /** Refuses what is out of bounds. */
        public Order {
            if (times < 1 || times > MOST_TIMES || percent < 1 || percent > 100) {
                throw ApiError.bad("a fault strikes 1 to 100000 times, 1 to 100 of 100 calls");
            }
            method = method.toLowerCase(Locale.ROOT);
        }
    }

    private static final class Fault {
        private final Order order;
        private final Random random;
        private int left;

        Fault(Order order) {
            this.order = order;
            this.random = new Random(order.seed());
            this.left = order.times();
        }

        boolean strikes(Phase phase, String method, long chat) {
            boolean meant = order.kind().phase == phase
                    && (order.method().equals("*") || order.method().equals(method))
                    && (order.chat() == 0 || order.chat() == chat);
            return meant && random.nextInt(100) < order.percent();
        }
    }

    /** What happens to one call. */
    record Hit(Kind kind, int value, long seed) {}

    public synchronized void order(Order order) {
        ordered.add(new Fault(order));
    }

    /** Orders a fault for the next calls of a method, in any chat. */
    public void order(Kind kind, String method, int value, int times) {
        order(new Order(kind, method, 0, value, times, 100, 0));
    }

    /** Takes back what did not strike yet. */
    public synchronized void clear() {
        ordered.clear();
    }

    /** How many strikes are still to come. */
    public synchronized int left() {
        return ordered.stream().mapToInt(fault -> fault.left).sum();
    }

    synchronized Optional<Hit> next(Phase phase, String method, long chat) {
        for (Iterator<Fault> all = ordered.iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            if (fault.strikes(phase, method, chat)) {
                fault.left--;
                if (fault.left <= 0) {
                    all.remove();
                }
                return Optional.of(new Hit(fault.order.kind(), fault.order.value(), fault.order.seed() + fault.left));
            }
        }
        return Optional.empty();
    }
}
