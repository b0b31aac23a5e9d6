package org.dodomu.storage;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.SecretBox;

/** Counts which key each box is under. Reads every box once, in constant memory; changes nothing. */
public final class KeyCensus {

    private final Store store;
    private final MasterKey master;
    private final SecureRandom random;

    public KeyCensus(Store store, MasterKey master, SecureRandom random) {
        this.store = store;
        this.master = master;
        this.random = random;
    }

    /**
     * Boxes of one collection.
     *
     * @param byKey how many open under each key, by its id
     * @param broken how many nothing here opens
     */
    public record Count(Map<String, Long> byKey, long broken) {

        public Count {
            byKey = Map.copyOf(byKey);
        }

        public long under(String key) {
            return byKey.getOrDefault(key, 0L);
        }
    }

    public Count count(Boxed boxed) {
        Boxes boxes = boxed.boxes(master, random);
        Map<String, Long> byKey = new TreeMap<>();
        long broken = 0;
        for (Document document : store.collection(boxed.collection())
                .find(Filters.and(Filters.gte("_id", ""), Filters.exists(Boxed.FIELD)))
                .projection(Projections.include(boxed.fields()))) {
            Optional<String> key = key(boxed, boxes, document);
            key.ifPresent(one -> byKey.merge(one, 1L, Long::sum));
            broken += key.isPresent() ? 0 : 1;
        }
        return new Count(byKey, broken);
    }

    private static Optional<String> key(Boxed boxed, Boxes boxes, Document document) {
        try {
            byte[] box = Store.bytes(document, Boxed.FIELD);
            return boxed.placeOf(document).map(place -> {
                boxes.open(box, place);
                return SecretBox.keyId(box);
            });
        } catch (SealBroken | IllegalStateException nothingOpensIt) {
            return Optional.empty();
        }
    }

    /** How many boxes in all collections open under this key. */
    public long under(String key) {
        long all = 0;
        for (Boxed boxed : Boxed.values()) {
            all += count(boxed).under(key);
        }
        return all;
    }
}
