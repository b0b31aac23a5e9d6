package org.dodomu.storage;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.security.SecureRandom;
import java.util.Map;
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
        SecretBox boxes = boxed.boxes(master, random);
        Map<String, Long> byKey = new TreeMap<>();
        long broken = 0;
        for (Document document : store.collection(boxed.collection())
                .find(Filters.exists(Boxed.FIELD))
                .projection(Projections.include(Boxed.FIELD))) {
            byte[] box = Store.bytes(document, Boxed.FIELD);
            try {
                boxes.open(box, Boxed.place(document.getString("_id")));
                byKey.merge(SecretBox.keyId(box), 1L, Long::sum);
            } catch (SealBroken nothingOpensIt) {
                broken++;
            }
        }
        return new Count(byKey, broken);
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
