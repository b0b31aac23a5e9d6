package org.dodomu.intake;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.dodomu.config.PolicySettings;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Padding;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SecretBox;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Conversations as documents: {@code _id} (HMAC of the chat), {@code v} (guards each write), {@code box} (everything, sealed), {@code recent} (HMACs of the last updates), {@code next} and
 * {@code nextFile} (when an errand is due), {@code wake} (when a timer is), and two leases. Nothing of a person stands in clear.
 */
@Component
class ConversationStore {

    static final String COLLECTION = "conversations";

    private static final int RECENT = 200;
    private static final Date NEVER = Date.from(Instant.parse("9999-01-01T00:00:00Z"));
    private static final Date FREE = new Date(0);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration FILE_LEASE = Duration.ofMinutes(15);

    private final PolicySettings policy;
    private final Store store;
    private final Clock clock;
    private final BlindIndex index;
    private final SecretBox boxes;

    ConversationStore(Store store, Clock clock, MasterKey master, SecureRandom random, PolicySettings policy) {
        this.policy = policy;
        this.store = store;
        this.clock = clock;
        this.index = master.index(Purpose.INDEX);
        this.boxes = master.box(Purpose.CONVERSATION, random);
    }

    /** A conversation as it was read: state, version, and what guards it. */
    record Held(String id, long version, Conversation talk, List<Binary> recent, Optional<Document> stored) {
        boolean has(Binary mark) {
            return recent.contains(mark);
        }
    }

    String id(ChatAddress chat) {
        return index.text(16, BlindIndex.part("chat"), BlindIndex.part(chat.reveal()));
    }

    Binary mark(UpdateMark mark) {
        return new Binary(java.util.Arrays.copyOf(index.of(BlindIndex.part("update"), mark.bytes()), 12));
    }

    /** An HMAC that names a report by its chat and the version at which it began. */
    byte[] birthMark(String id, long version) {
        return index.of(BlindIndex.part("birth"), BlindIndex.part(id), BlindIndex.part(version));
    }

    Held load(ChatAddress chat) {
        String id = id(chat);
        Document stored =
                store.collection(COLLECTION).find(Filters.eq("_id", id)).first();
        if (stored != null) {
            return read(stored);
        }
        Conversation talk = new Conversation();
        talk.chat = chat.reveal();
        return new Held(id, 0, talk, List.of(), Optional.empty());
    }

    Optional<Held> load(String id) {
        return Optional.ofNullable(
                        store.collection(COLLECTION).find(Filters.eq("_id", id)).first())
                .map(this::read);
    }

    private Held read(Document stored) {
        String id = stored.getString("_id");
        Conversation talk = Conversation.read(boxes.open(Store.bytes(stored, "box"), BlindIndex.part(id)));
        List<Binary> recent = stored.getList("recent", Binary.class, List.of());
        return new Held(id, Store.longNumber(stored, "v"), talk, recent, Optional.of(stored));
    }

    /**
     * Writes the next state if nobody wrote in between.
     *
     * @param mark the update that led to it
     * @param endsLease what the writer held: {@code lease}, {@code fileLease} or nothing
     * @return false when the guard was lost
     */
    boolean write(Held before, Conversation next, Optional<Binary> mark, Optional<String> endsLease) {
        List<Binary> recent = new ArrayList<>(before.recent());
        mark.ifPresent(recent::add);
        while (recent.size() > RECENT) {
            recent.remove(0);
        }
        Document document = new Document("_id", before.id())
                .append("sv", 1)
                .append("v", before.version() + 1)
                .append("box", Store.binary(boxes.seal(Padding.json(next.bytes()), BlindIndex.part(before.id()))))
                .append("recent", recent)
                .append("next", due(next, false))
                .append("nextFile", due(next, true))
                .append("wake", Timers.wake(next, policy).map(Date::new).orElse(NEVER))
                .append("todo", !next.commands.isEmpty())
                .append("lease", lease(before, "lease", endsLease))
                .append("fileLease", lease(before, "fileLease", endsLease));
        if (before.stored().isEmpty()) {
            return store.insertOnce(COLLECTION, document);
        }
        return store.collection(COLLECTION)
                        .findOneAndReplace(
                                Filters.and(Filters.eq("_id", before.id()), Filters.eq("v", before.version())),
                                document)
                != null;
    }

    private static Date lease(Held before, String name, Optional<String> ends) {
        boolean ended = ends.filter(name::equals).isPresent();
        return ended
                ? FREE
                : before.stored().map(stored -> stored.getDate(name)).orElse(FREE);
    }

    private static Date due(Conversation talk, boolean files) {
        return talk.errands.stream()
                .filter(one -> (one.kind() == Conversation.Pending.Kind.FETCH) == files)
                .mapToLong(Conversation.Pending::at)
                .min()
                .stream()
                .mapToObj(Date::new)
                .findFirst()
                .orElse(NEVER);
    }

    /** Leases a conversation with an errand that is due. */
    Optional<Held> claim(boolean files) {
        Date now = Date.from(clock.instant());
        String next = files ? "nextFile" : "next";
        String lease = files ? "fileLease" : "lease";
        Date until = Date.from(clock.instant().plus(files ? FILE_LEASE : LEASE));
        Document claimed = store.collection(COLLECTION)
                .findOneAndUpdate(
                        Filters.and(Filters.lte(next, now), Filters.lte(lease, now)),
                        Updates.combine(Updates.set(lease, until), Updates.inc("v", 1L)),
                        new FindOneAndUpdateOptions()
                                .sort(Sorts.ascending(next))
                                .returnDocument(ReturnDocument.AFTER));
        return Optional.ofNullable(claimed).map(this::read);
    }

    /** Conversations whose timer has run out. */
    List<String> awake(int most) {
        return ids(Filters.lte("wake", Date.from(clock.instant())), most);
    }

    /** Conversations with something left to do to their case. */
    List<String> withCommands(int most) {
        return ids(Filters.eq("todo", true), most);
    }

    private List<String> ids(org.bson.conversions.Bson filter, int most) {
        return store.collection(COLLECTION)
                .find(filter)
                .projection(com.mongodb.client.model.Projections.include("_id"))
                .limit(most)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }
}
