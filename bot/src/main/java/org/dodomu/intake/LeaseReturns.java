package org.dodomu.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes what became of errands. Whatever ends while another write is under way is written with the next one, in one go, so that a backlog of errands costs few writes; alone, each is written
 * at once. Whoever tells an outcome waits until it is durable.
 */
@Component
class LeaseReturns {

    private static final int AT_ONCE = 50;

    private final Conversations conversations;
    private final ConcurrentLinkedQueue<Ended> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    LeaseReturns(Conversations conversations) {
        this.conversations = conversations;
    }

    private static final class Ended {
        final ConversationStore.Held held;
        final List<Input> outcomes;
        final String lease;

        // Both are read and written by whoever holds the lock.
        boolean written;

        @Nullable
        RuntimeException failure;

        Ended(ConversationStore.Held held, List<Input> outcomes, String lease) {
            this.held = held;
            this.outcomes = List.copyOf(outcomes);
            this.lease = lease;
        }
    }

    /**
     * Returns when it is durable.
     *
     * @throws StorageAway when the database is; the lease then runs out by itself
     * @throws IllegalStateException when a step broke; the lease then runs out by itself
     */
    void ended(ConversationStore.Held held, List<Input> outcomes, String lease) {
        Ended own = new Ended(held, outcomes, lease);
        waiting.add(own);
        writing.lock();
        try {
            while (!own.written) {
                write(next());
            }
            if (own.failure != null) {
                throw own.failure;
            }
        } finally {
            writing.unlock();
        }
    }

    /** The first that waits, and others that can be written with it: of the same lease, and none of one conversation twice. */
    private List<Ended> next() {
        Map<String, Ended> next = new LinkedHashMap<>();
        for (Ended one : waiting) {
            boolean fits = next.values().stream().allMatch(first -> first.lease.equals(one.lease));
            if (fits && next.size() < AT_ONCE) {
                next.putIfAbsent(one.held.id(), one);
            }
        }
        waiting.removeAll(next.values());
        return new ArrayList<>(next.values());
    }

    private void write(List<Ended> all) {
        try {
            Set<String> broken = conversations.ended(
                    all.stream().map(one -> one.held).toList(),
                    all.stream().collect(Collectors.toMap(one -> one.held.id(), one -> one.outcomes)),
                    all.get(0).lease);
            all.stream()
                    .filter(one -> broken.contains(one.held.id()))
                    .forEach(one -> one.failure = new IllegalStateException("A step broke on something from within"));
        } catch (RuntimeException failed) {
            all.forEach(one -> one.failure = failed);
        } finally {
            all.forEach(one -> one.written = true);
        }
    }
}
