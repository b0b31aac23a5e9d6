package org.dodomu.intake;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.PolicySettings;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Padding;
import org.dodomu.crypto.Purpose;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.Boxes;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Conversations as documents: {@code _id} (HMAC of the chat), {@code v} (guards each write), {@code box} (everything, sealed), {@code recent} (HMACs of the last updates, 12 bytes each), {@code next},
 * {@code nextSend} and {@code nextFile} (when an errand of each {@link Lane} is due), {@code wake} (when a timer is), {@link Waits}, two leases, and {@code heldBy} (which claim gave the last one). Nothing of a person stands in clear.
 */
@Component
class ConversationStore {

    static final String COLLECTION = "conversations";

    static final String LEASE = "lease";
    static final String FILE_LEASE = "fileLease";

    /** Which claim was the last to lease it, a random value. */
    private static final String HELD_BY = "heldBy";

    private static final int MARK_BYTES = 12;
    private static final int RECENT = 250;
    private static final int LOOKS = 3;
    private static final int HOLDER_BYTES = 12;
    private static final Date FREE = new Date(0);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(5);
    private static final Duration LEASED = Duration.ofSeconds(40);

    /** No lease lasts so long, unless a clock was set back after it was given. */
    private static final Duration NO_LEASE = Duration.ofMinutes(30);

    private final IntakeJournal journal;
    private final PolicySettings policy;
    private final Store store;
    private final Clock clock;
    private final BlindIndex index;
    private final Boxes boxes;
    private final SecureRandom random;

    ConversationStore(
            Store store,
            Clock clock,
            MasterKey master,
            SecureRandom random,
            PolicySettings policy,
            IntakeJournal journal) {
        this.journal = journal;
        this.policy = policy;
        this.store = store;
        this.clock = clock;
        this.index = master.index(Purpose.INDEX);
        this.random = random;
        this.boxes = Boxed.CONVERSATIONS.boxes(master, random);
    }

    /** A conversation as it was read: state, version, and what guards it. */
    record Held(String id, long version, Conversation talk, byte[] recent, Optional<Document> stored) {
        boolean has(byte[] mark) {
            for (int at = 0; at < recent.length; at += MARK_BYTES) {
                if (Arrays.equals(recent, at, at + MARK_BYTES, mark, 0, MARK_BYTES)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * The next state of a conversation, to be written if nobody wrote in between.
     *
     * @param marks the updates that led to it
     * @param endsLease what the writer held: {@link #LEASE}, {@link #FILE_LEASE} or nothing
     */
    record Written(Held before, Conversation next, List<byte[]> marks, Optional<String> endsLease) {}

    String id(ChatAddress chat) {
        return index.text(16, BlindIndex.part("chat"), BlindIndex.part(chat.reveal()));
    }

    byte[] mark(UpdateMark mark) {
        return Arrays.copyOf(index.of(BlindIndex.part("update"), mark.bytes()), MARK_BYTES);
    }

    /** An HMAC that names a report by its chat and by the update it began with. */
    byte[] birthMark(String id, byte[] cause) {
        return index.of(BlindIndex.part("birth"), BlindIndex.part(id), cause);
    }

    /** The conversations of these chats by id, new ones too; one that cannot be read is left out. */
    List<Held> load(Map<String, ChatAddress> chats) {
        Map<String, ChatAddress> missing = new LinkedHashMap<>(chats);
        List<Held> all = new ArrayList<>();
        conversations().find(Filters.in("_id", chats.keySet())).forEach(stored -> {
            missing.remove(stored.getString("_id"));
            readable(stored).ifPresent(all::add);
        });
        missing.forEach((id, chat) -> {
            Conversation talk = new Conversation();
            talk.chat = chat.reveal();
            all.add(new Held(id, 0, talk, new byte[0], Optional.empty()));
        });
        return all;
    }

    /** Those of these conversations that are stored and can be read. */
    List<Held> find(Collection<String> ids) {
        List<Held> all = new ArrayList<>();
        conversations().find(Filters.in("_id", ids)).forEach(stored -> readable(stored)
                .ifPresent(all::add));
        return all;
    }

    private Optional<Held> readable(Document stored) {
        try {
            return Optional.of(read(stored));
        } catch (MongoException away) {
            throw away;
        } catch (RuntimeException broken) {
            journal.failed("conversation", broken.getClass());
            return Optional.empty();
        }
    }

    private MongoCollection<Document> conversations() {
        return store.collection(COLLECTION);
    }

    private Held read(Document stored) {
        String id = stored.getString("_id");
        Conversation talk = Conversation.read(boxes.open(Store.bytes(stored, Boxed.FIELD), Boxed.place(id)));
        return new Held(id, Store.longNumber(stored, "v"), talk, Store.bytes(stored, "recent"), Optional.of(stored));
    }

    /**
     * Writes next states in one go.
     *
     * @return the ids of those that lost their guard; nothing of them was written
     */
    Set<String> write(Collection<Written> all) {
        Map<String, Document> documents = new LinkedHashMap<>();
        List<WriteModel<Document>> models = new ArrayList<>();
        int updated = 0;
        for (Written one : all) {
            Held before = one.before();
            Document next = next(one);
            documents.put(before.id(), next);
            if (before.stored().isEmpty()) {
                models.add(new InsertOneModel<>(born(before.id(), next)));
            } else {
                models.add(new UpdateOneModel<>(guard(before), new Document("$set", next)));
                updated++;
            }
        }
        if (models.isEmpty()) {
            return Set.of();
        }
        BulkWriteResult result;
        try {
            result = conversations().bulkWrite(models, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException refused) {
            Store.refuseUnlessThere(refused);
            return lost(documents);
        }
        return result.getMatchedCount() == updated ? Set.of() : lost(documents);
    }

    private static Bson guard(Held before) {
        return Filters.and(Filters.eq("_id", before.id()), Filters.eq("v", before.version()));
    }

    /** A box is sealed anew for each write: whose box is there won. One that another writer has built upon since counts as lost, and is found done when it is done again. */
    private Set<String> lost(Map<String, Document> documents) {
        Set<String> lost = new HashSet<>(documents.keySet());
        conversations()
                .find(Filters.in("_id", documents.keySet()))
                .projection(Projections.include(Boxed.FIELD))
                .forEach(kept -> {
                    String id = kept.getString("_id");
                    Document written = Objects.requireNonNull(documents.get(id));
                    if (Arrays.equals(Store.bytes(written, Boxed.FIELD), Store.bytes(kept, Boxed.FIELD))) {
                        lost.remove(id);
                    }
                });
        return lost;
    }

    private static Document born(String id, Document next) {
        Document document =
                new Document("_id", id).append("sv", 1).append(LEASE, FREE).append(FILE_LEASE, FREE);
        document.putAll(next);
        return document;
    }

    /** What changes; a lease only when the writer gives it back, so that leasing and writing do not hinder each other. */
    private Document next(Written one) {
        Held before = one.before();
        Conversation next = one.next();
        Document document = new Document("v", before.version() + 1)
                .append(Boxed.FIELD, Store.binary(boxes.seal(Padding.json(next.bytes()), Boxed.place(before.id()))))
                .append("recent", Store.binary(recent(before.recent(), one.marks())))
                .append(Lane.QUICK.due, due(next, Lane.QUICK))
                .append(Lane.PACED.due, due(next, Lane.PACED))
                .append(Lane.FILES.due, due(next, Lane.FILES))
                .append("wake", Timers.wake(next, policy).map(Date::new).orElse(Waits.NEVER))
                .append(
                        "todo",
                        next.commands.isEmpty()
                                ? Waits.NEVER
                                : Date.from(clock.instant().plus(SETTLED_WITHIN)))
                .append(Waits.SINCE, Waits.since(next))
                .append(Waits.SCRUB, Waits.scrubBy(next));
        one.endsLease().ifPresent(lease -> document.append(lease, FREE));
        return document;
    }

    private static byte[] recent(byte[] before, List<byte[]> marks) {
        ByteBuffer all =
                ByteBuffer.allocate(before.length + marks.size() * MARK_BYTES).put(before);
        marks.forEach(all::put);
        byte[] bytes = all.array();
        return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - RECENT * MARK_BYTES), bytes.length);
    }

    private static Date due(Conversation talk, Lane lane) {
        return talk.errands.stream()
                .filter(one -> one.kind().lane == lane)
                .mapToLong(one -> Math.max(one.at(), lane == Lane.PACED ? talk.sendableAt : 0))
                .mapToObj(Date::new)
                .min(Comparator.naturalOrder())
                .orElse(Waits.NEVER);
    }

    /**
     * Leases conversations with an errand that is due, the longest due first. One whose lease ran out had a holder that died at work. Looks first and then leases by id, so that a sharded
     * cluster serves too; one that another instance was faster to lease, or that changed since the look, is passed over.
     *
     * @return as many as are due, at most {@code most}
     */
    List<Claimed> claim(Lane lane, int most) {
        List<Claimed> claimed = List.of();
        boolean due = true;
        for (int look = 0; look < LOOKS && due && claimed.isEmpty(); look++) {
            Instant now = clock.instant();
            List<Document> seen = conversations()
                    .find(Filters.and(Filters.lte(lane.due, Date.from(now)), free(lease(lane), now)))
                    .sort(Sorts.ascending(lane.due))
                    .limit(most)
                    .into(new ArrayList<>());
            due = !seen.isEmpty();
            claimed = due ? lease(seen, lane, now) : List.of();
        }
        return claimed;
    }

    /** Those of these conversations that are still as they were seen, from now on leased to this process. */
    private List<Claimed> lease(List<Document> seen, Lane lane, Instant now) {
        String lease = lease(lane);
        byte[] holder = new byte[HOLDER_BYTES];
        random.nextBytes(holder);
        Bson held = Updates.combine(
                Updates.set(lease, Date.from(now.plus(LEASED))), Updates.set(HELD_BY, Store.binary(holder)));
        List<UpdateOneModel<Document>> leases = seen.stream()
                .map(one -> new UpdateOneModel<Document>(
                        Filters.and(
                                Filters.eq("_id", one.getString("_id")),
                                Filters.eq("v", one.get("v")),
                                Filters.eq(lease, one.getDate(lease))),
                        held))
                .toList();
        BulkWriteResult result = conversations().bulkWrite(leases, new BulkWriteOptions().ordered(false));
        Set<String> own = result.getMatchedCount() == seen.size() ? ids(seen) : heldBy(holder, ids(seen));
        return seen.stream()
                .filter(one -> own.contains(one.getString("_id")))
                .map(one -> new Claimed(readable(one), !FREE.equals(one.getDate(lease))))
                .toList();
    }

    private static Set<String> ids(List<Document> seen) {
        return seen.stream().map(one -> one.getString("_id")).collect(Collectors.toSet());
    }

    private Set<String> heldBy(byte[] holder, Set<String> ids) {
        return conversations()
                .find(Filters.and(Filters.in("_id", ids), Filters.eq(HELD_BY, Store.binary(holder))))
                .projection(Projections.include("_id"))
                .map(one -> one.getString("_id"))
                .into(new HashSet<>());
    }

    static String lease(Lane lane) {
        return lane == Lane.FILES ? FILE_LEASE : LEASE;
    }

    /** Gives whoever fetches a file of this conversation the whole time of a lease again. */
    void leaseFileOn(String id) {
        Instant now = clock.instant();
        conversations()
                .updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.gt(FILE_LEASE, Date.from(now))),
                        Updates.set(FILE_LEASE, Date.from(now.plus(LEASED))));
    }

    /** Not leased; nor leased for longer than anybody leases, which a clock that was set back leaves behind. */
    private static Bson free(String lease, Instant now) {
        return Filters.or(Filters.lte(lease, Date.from(now)), Filters.gt(lease, Date.from(now.plus(NO_LEASE))));
    }

    /** A leased conversation, empty when it cannot be read; orphaned when whoever leased it before never said what became of it. */
    record Claimed(Optional<Held> held, boolean orphaned) {}

    /** Conversations whose timer has run out. */
    List<String> awake(int most) {
        return ids(Filters.lte("wake", Date.from(clock.instant())), most);
    }

    /** Conversations that should have told their case something some time ago. */
    List<String> withCommands(int most) {
        return ids(Filters.lte("todo", Date.from(clock.instant())), most);
    }

    private List<String> ids(Bson filter, int most) {
        return conversations()
                .find(filter)
                .projection(Projections.include("_id"))
                .limit(most)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }
}
