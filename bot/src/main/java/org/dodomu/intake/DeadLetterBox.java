package org.dodomu.intake;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.storage.Store;

/** What can be done with dead letters without opening them: look, mark for another try, throw away. Needs no key. Nothing here happens by itself. */
public final class DeadLetterBox {

    static final String COLLECTION = "deadletters";
    static final String AT = "at";
    static final String WHY = "why";
    static final String TRIES = "tries";
    static final String RETRY = "retry";

    private final Store store;

    public DeadLetterBox(Store store) {
        this.store = store;
    }

    /** All of them, oldest first. */
    public List<DeadLetter.Summary> list() {
        List<DeadLetter.Summary> all = new ArrayList<>();
        letters().find().sort(Sorts.ascending(AT)).forEach(stored -> all.add(summary(stored)));
        return all;
    }

    private static DeadLetter.Summary summary(Document stored) {
        return new DeadLetter.Summary(
                Objects.requireNonNull(stored.getDate(AT)).toInstant(),
                stored.get(WHY, DeadLetter.Why.UNREADABLE.code()),
                Store.number(stored, TRIES),
                stored.containsKey(RETRY));
    }

    /** Asks the instance that leads, this one or any other, now or when it next runs, to handle all of them again. */
    public void markAll(Instant now) {
        letters().updateMany(new Document(), Updates.set(RETRY, Date.from(now)));
    }

    /**
     * Throws away for good those from before this time that were tried again at least once and wait for no other try.
     *
     * @return how many
     */
    public long discard(Instant before) {
        Bson hopeless =
                Filters.and(Filters.lt(AT, Date.from(before)), Filters.gte(TRIES, 1), Filters.exists(RETRY, false));
        return letters().deleteMany(hopeless).getDeletedCount();
    }

    private MongoCollection<Document> letters() {
        return store.collection(COLLECTION);
    }
}
