package org.dodomu.telegram;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.storage.Store;

/** What was said already, for the next leader and the next start: one document with three dates for each open {@link Concern}. */
final class AlarmMemory {

    static final String COLLECTION = "alarms";

    private static final String ID = "open";

    private final Store store;

    AlarmMemory(Store store) {
        this.store = store;
    }

    Map<Concern, Episode> load() {
        Map<Concern, Episode> open = new EnumMap<>(Concern.class);
        Document stored =
                store.collection(COLLECTION).find(Filters.eq("_id", ID)).first();
        if (stored != null) {
            for (Concern concern : Concern.values()) {
                if (stored.get(concern.code()) instanceof Document episode && episode.get("bad") instanceof Date bad) {
                    open.put(concern, new Episode(bad.toInstant(), date(episode, "said"), date(episode, "well")));
                }
            }
        }
        return open;
    }

    private static Optional<Instant> date(Document episode, String field) {
        return episode.get(field) instanceof Date date ? Optional.of(date.toInstant()) : Optional.empty();
    }

    void save(Map<Concern, Episode> open) {
        Document stored = new Document("_id", ID);
        open.forEach((concern, episode) -> {
            Document dates = new Document("bad", Date.from(episode.bad()));
            episode.said().ifPresent(said -> dates.append("said", Date.from(said)));
            episode.well().ifPresent(well -> dates.append("well", Date.from(well)));
            stored.append(concern.code(), dates);
        });
        store.collection(COLLECTION).replaceOne(Filters.eq("_id", ID), stored, new ReplaceOptions().upsert(true));
    }
}
