package org.dodomu.intake;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Who does what is due in a conversation. What a look finds due is remembered by its ids alone and asked for anew when its turn comes: an engine that reads every document that matches, to sort them,
 * would else read a backlog whole for each message that leaves.
 */
@Component
class ConversationLeases {

    private static final int SEEN = 500;
    private static final int LOOKS = 3;
    private static final int HOLDER_BYTES = 12;
    private static final Duration LEASED = Duration.ofSeconds(40);

    /** No lease lasts so long, unless a clock was set back after it was given. */
    private static final Duration NO_LEASE = Duration.ofMinutes(30);

    private final Store store;
    private final ConversationStore conversations;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<Lane, Queue<String>> seen = new EnumMap<>(Lane.class);

    ConversationLeases(Store store, ConversationStore conversations, Clock clock, SecureRandom random) {
        this.store = store;
        this.conversations = conversations;
        this.clock = clock;
        this.random = random;
        for (Lane lane : Lane.values()) {
            seen.put(lane, new ConcurrentLinkedQueue<>());
        }
    }

    /** A leased conversation, empty when it cannot be read; orphaned when whoever leased it before never said what became of it. */
    record Claimed(Optional<ConversationStore.Held> held, boolean orphaned) {}

    /**
     * Leases conversations with an errand that is due, the longest due first. One whose lease ran out had a holder that died at work. Looks first and then leases by id, so that a sharded
     * cluster serves too; one that another instance was faster to lease, or that changed meanwhile, is passed over.
     *
     * @return as many as are due, at most {@code most}; none only when nothing is due, or others were faster
     */
    List<Claimed> claim(Lane lane, int most) {
        List<Claimed> claimed = ofSeen(lane, most);
        for (int look = 0; look < LOOKS && claimed.isEmpty() && look(lane); look++) {
            claimed = ofSeen(lane, most);
        }
        return claimed;
    }

    private boolean look(Lane lane) {
        Queue<String> ids = seen(lane);
        collection()
                .find(due(lane, clock.instant()))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending(lane.due))
                .limit(SEEN)
                .map(one -> one.getString("_id"))
                .into(ids);
        return !ids.isEmpty();
    }

    private List<Claimed> ofSeen(Lane lane, int most) {
        List<Claimed> claimed = List.of();
        while (claimed.isEmpty() && !seen(lane).isEmpty()) {
            List<String> next = Stream.generate(seen(lane)::poll)
                    .limit(most)
                    .takeWhile(Objects::nonNull)
                    .toList();
            Instant now = clock.instant();
            List<Document> due = collection()
                    .find(Filters.and(Filters.in("_id", next), due(lane, now)))
                    .into(new ArrayList<>());
            claimed = due.isEmpty() ? List.of() : lease(due, lane, now);
        }
        return claimed;
    }

    private Queue<String> seen(Lane lane) {
        return Objects.requireNonNull(seen.get(lane));
    }

    private static Bson due(Lane lane, Instant now) {
        return Filters.and(Filters.lte(lane.due, Date.from(now)), free(lease(lane), now));
    }

    /** Not leased; nor leased for longer than anybody leases, which a clock that was set back leaves behind. */
    private static Bson free(String lease, Instant now) {
        return Filters.or(Filters.lte(lease, Date.from(now)), Filters.gt(lease, Date.from(now.plus(NO_LEASE))));
    }

    /** Those of these conversations that are still as they were read, from now on leased to this process. */
    private List<Claimed> lease(List<Document> due, Lane lane, Instant now) {
        String lease = lease(lane);
        byte[] holder = new byte[HOLDER_BYTES];
        random.nextBytes(holder);
        Bson held = Updates.combine(
                Updates.set(lease, Date.from(now.plus(LEASED))),
                Updates.set(ConversationStore.HELD_BY, Store.binary(holder)));
        List<UpdateOneModel<Document>> leases = due.stream()
                .map(one -> new UpdateOneModel<Document>(
                        Filters.and(
                                Filters.eq("_id", one.getString("_id")),
                                Filters.eq("v", one.get("v")),
                                Filters.eq(lease, one.getDate(lease))),
                        held))
                .toList();
        BulkWriteResult result = collection().bulkWrite(leases, new BulkWriteOptions().ordered(false));
        Set<String> own = result.getMatchedCount() == due.size() ? ids(due) : heldBy(holder, ids(due));
        return due.stream()
                .filter(one -> own.contains(one.getString("_id")))
                .map(one ->
                        new Claimed(conversations.readable(one), !ConversationStore.FREE.equals(one.getDate(lease))))
                .toList();
    }

    private static Set<String> ids(Collection<Document> all) {
        return all.stream().map(one -> one.getString("_id")).collect(Collectors.toSet());
    }

    private Set<String> heldBy(byte[] holder, Set<String> ids) {
        return collection()
                .find(Filters.and(Filters.in("_id", ids), Filters.eq(ConversationStore.HELD_BY, Store.binary(holder))))
                .projection(Projections.include("_id"))
                .map(one -> one.getString("_id"))
                .into(new HashSet<>());
    }

    static String lease(Lane lane) {
        return lane == Lane.FILES ? ConversationStore.FILE_LEASE : ConversationStore.LEASE;
    }

    /** Gives whoever fetches a file of this conversation the whole time of a lease again. */
    void leaseFileOn(String id) {
        Instant now = clock.instant();
        collection()
                .updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.gt(ConversationStore.FILE_LEASE, Date.from(now))),
                        Updates.set(ConversationStore.FILE_LEASE, Date.from(now.plus(LEASED))));
    }

    private MongoCollection<Document> collection() {
        return store.collection(ConversationStore.COLLECTION);
    }
}
