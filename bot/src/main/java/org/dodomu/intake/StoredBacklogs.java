package org.dodomu.intake;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** The backlog of stored conversations, by four short questions over indexes. */
@Component
class StoredBacklogs implements Backlogs {

    private final Store store;
    private final Clock clock;

    StoredBacklogs(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Backlog look(Duration near) {
        Date now = Date.from(clock.instant());
        Bson open = Filters.gt(Waits.SCRUB, now);
        Bson soon = Filters.lt(Waits.SCRUB, Date.from(clock.instant().plus(near)));
        try {
            return new Backlog(
                    store.collection(DeadLetterBox.COLLECTION).countDocuments(),
                    first(Waits.SINCE, Filters.lte(Waits.SINCE, now)),
                    first(Waits.SCRUB, Filters.and(open, Filters.lt(Waits.SCRUB, Waits.NEVER))),
                    conversations().countDocuments(Filters.and(open, soon)));
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }

    private MongoCollection<Document> conversations() {
        return store.collection(ConversationStore.COLLECTION);
    }

    private Optional<Instant> first(String field, Bson filter) {
        Document found = conversations()
                .find(filter)
                .projection(Projections.include(field))
                .sort(Sorts.ascending(field))
                .limit(1)
                .first();
        return Optional.ofNullable(found)
                .map(one -> Objects.requireNonNull(one.getDate(field)).toInstant());
    }
}
