package org.dodomu.intake;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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
 * {@code nextSend} and {@code nextFile} (when an errand of each {@link Lane} is due), {@code wake} (when a timer is), {@link Waits}, two leases ({@link ConversationLeases}), and {@code heldBy} (which claim gave the last one). Nothing of a person stands in clear.
 */
@Component
class ConversationStore {

    static final String COLLECTION = "conversations";

    static final String LEASE = "lease";
    static final String FILE_LEASE = "fileLease";

    /** Which claim was the last to lease it, a random value. */
    static final String HELD_BY = "heldBy";

    private static final int MARK_BYTES = 12;
    private static final int RECENT = 250;
    static final Date FREE = new Date(0);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(5);

    private final IntakeJournal journal;
    private final PolicySettings policy;
    private final Store store;
    private final Clock clock;
    private final BlindIndex index;
    private final Boxes boxes;

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

    /** Empty when it cannot be read, which the log tells. */
    Optional<Held> readable(Document stored) {
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
