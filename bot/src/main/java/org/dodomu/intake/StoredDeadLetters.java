package org.dodomu.intake;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.crypto.MasterKey;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.Boxes;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** Dead letters as documents: {@code _id} (HMAC of the update's mark), {@code box} (the update, sealed under the master key), {@code at}, {@code why}, {@code tries}, {@code retry} (marked, since when). */
@Component
class StoredDeadLetters implements DeadLetters {

    private final Store store;
    private final Boxes boxes;
    private final Clock clock;
    private final IntakeJournal journal;

    StoredDeadLetters(Store store, MasterKey master, SecureRandom random, Clock clock, IntakeJournal journal) {
        this.store = store;
        this.boxes = Boxed.DEAD_LETTERS.boxes(master, random);
        this.clock = clock;
        this.journal = journal;
    }

    /** Keeps a letter; false when it is there already. */
    boolean keep(String id, byte[] raw, DeadLetter.Why why) {
        return store.insertOnce(
                DeadLetterBox.COLLECTION,
                new Document("_id", id)
                        .append(Boxed.FIELD, Store.binary(boxes.seal(raw, Boxed.place(id))))
                        .append(DeadLetterBox.AT, Date.from(clock.instant()))
                        .append(DeadLetterBox.WHY, why.code()));
    }

    @Override
    public List<DeadLetter> marked(int most) {
        try {
            List<DeadLetter> marked = new ArrayList<>();
            letters()
                    .find(Filters.exists(DeadLetterBox.RETRY))
                    .sort(Sorts.ascending(DeadLetterBox.AT))
                    .limit(most)
                    .forEach(stored -> opened(stored).ifPresent(marked::add));
            return marked;
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }

    private Optional<DeadLetter> opened(Document stored) {
        String id = stored.getString("_id");
        try {
            byte[] raw = boxes.open(Store.bytes(stored, Boxed.FIELD), Boxed.place(id));
            return Optional.of(new DeadLetter(id, raw));
        } catch (MongoException away) {
            throw away;
        } catch (RuntimeException broken) {
            journal.failed("dead letter", broken.getClass());
            stillDead(id);
            return Optional.empty();
        }
    }

    @Override
    public void tried(DeadLetter letter, boolean handled) {
        try {
            if (handled) {
                letters().deleteOne(Filters.eq("_id", letter.id()));
            } else {
                stillDead(letter.id());
            }
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }

    private void stillDead(String id) {
        letters()
                .updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(Updates.unset(DeadLetterBox.RETRY), Updates.inc(DeadLetterBox.TRIES, 1)));
    }

    private MongoCollection<Document> letters() {
        return store.collection(DeadLetterBox.COLLECTION);
    }
}
