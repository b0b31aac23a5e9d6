package org.dodomu.storage;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.SecretBox;

/**
 * Seals boxes anew under the key in use. Each is exchanged only while it is the very box that was read, so that a conversation that is written meanwhile keeps what was written. Goes on after
 * the last batch when it was cut short.
 */
final class Reseal {

    private static final String PLACE = "reseal";
    private static final int BATCH = 100;

    private final Store store;
    private final MasterKey master;
    private final SecureRandom random;

    Reseal(Store store, MasterKey master, SecureRandom random) {
        this.store = store;
        this.master = master;
        this.random = random;
    }

    private MongoCollection<Document> records() {
        return store.collection(KeyRecords.COLLECTION);
    }

    /**
     * Does the next batch.
     *
     * @param key the key in use, which this instance seals under
     * @return false when nothing was left
     */
    boolean next(String key) {
        Document place = place(key);
        if (place.getBoolean("ended", false)) {
            return false;
        }
        Boxed boxed = Boxed.valueOf(place.getString("in"));
        List<Document> batch = store.collection(boxed.collection())
                .find(Filters.and(Filters.gt("_id", place.getString("after")), Filters.exists(Boxed.FIELD)))
                .projection(Projections.include(boxed.fields()))
                .sort(Sorts.ascending("_id"))
                .limit(BATCH)
                .into(new ArrayList<>());
        Boxes boxes = boxed.boxes(master, random);
        batch.forEach(document -> reseal(boxed, boxes, document, key));
        if (batch.isEmpty()) {
            nextCollection(place, boxed);
        } else {
            place.put("after", batch.get(batch.size() - 1).getString("_id"));
        }
        records().replaceOne(Filters.eq("_id", PLACE), place, new ReplaceOptions().upsert(true));
        return true;
    }

    private Document place(String key) {
        return Optional.ofNullable(records().find(Filters.eq("_id", PLACE)).first())
                .filter(known -> key.equals(known.getString("key")))
                .orElseGet(() -> new Document("_id", PLACE)
                        .append("key", key)
                        .append("in", Boxed.values()[0].name())
                        .append("after", "")
                        .append("ended", false));
    }

    private static void nextCollection(Document place, Boxed done) {
        int next = done.ordinal() + 1;
        if (next < Boxed.values().length) {
            place.append("in", Boxed.values()[next].name()).append("after", "");
        } else {
            place.append("ended", true);
        }
    }

    private void reseal(Boxed boxed, Boxes boxes, Document document, String key) {
        try {
            byte[] before = Store.bytes(document, Boxed.FIELD);
            if (!SecretBox.keyId(before).equals(key)) {
                boxed.placeOf(document)
                        .map(place -> boxes.seal(boxes.open(before, place), place))
                        .ifPresent(after -> exchange(boxed, document.getString("_id"), before, after));
            }
        } catch (SealBroken | IllegalStateException nothingOpensIt) {
            return;
        }
    }

    private void exchange(Boxed boxed, String id, byte[] before, byte[] after) {
        store.collection(boxed.collection())
                .updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq(Boxed.FIELD, Store.binary(before))),
                        Updates.set(Boxed.FIELD, Store.binary(after)));
    }
}
