package org.dodomu.storage;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;

/**
 * What the instances tell each other about the master key, by key ids only: which one is in use, who holds which, and a mark by which a file of another line is known. Never a key.
 */
public final class KeyRecords {

    public static final String COLLECTION = "masterkeys";

    /** How often an instance looks at its file and at what the others hold. */
    public static final Duration LOOK = Duration.ofSeconds(5);

    /** How long an instance may be sure which key is in use since it last looked. */
    public static final Duration CERTAIN = Duration.ofSeconds(30);

    private static final String SEALING = "sealing";
    private static final String LINE = "line";
    private static final String RESTORING = "restoring";
    private static final String INSTANCE = "instance";
    private static final Bson ANY_INSTANCE =
            Filters.and(Filters.gte("_id", INSTANCE + ":"), Filters.lt("_id", INSTANCE + ";"));

    private final Store store;

    public KeyRecords(Store store) {
        this.store = store;
    }

    /**
     * A running instance.
     *
     * @param holds the ids of the keys in its file, the wanted one first
     * @param seals the id of the key that it seals under
     * @param beat moves while it lives
     */
    public record Instance(String name, List<String> holds, String seals, long beat) {

        public Instance {
            holds = List.copyOf(holds);
        }
    }

    private MongoCollection<Document> records() {
        return store.collection(COLLECTION);
    }

    private Optional<Document> record(String id) {
        return Optional.ofNullable(records().find(Filters.eq("_id", id)).first());
    }

    /**
     * Makes sure that the file is the one this database was written with; an empty database takes any.
     *
     * @throws MasterKeyForeign when it is another line's file
     * @throws RestoreUnfinished when a restore into this database has not ended
     */
    void prove(MasterKey master) {
        if (isRestoring()) {
            throw new RestoreUnfinished();
        }
        if (record(LINE).isEmpty()) {
            store.insertOnce(COLLECTION, new Document("_id", LINE).append("mark", Store.binary(mark(master))));
        }
        if (!belongs(master)) {
            throw new MasterKeyForeign();
        }
    }

    /** False when the database was written with another line's file. */
    public boolean belongs(MasterKey master) {
        return record(LINE)
                .map(known -> MessageDigest.isEqual(mark(master), Store.bytes(known, "mark")))
                .orElse(true);
    }

    private static byte[] mark(MasterKey master) {
        return master.index(Purpose.INDEX).of(BlindIndex.part("line"));
    }

    /** Notes that a restore began; while this stands no line starts. */
    public void restoring() {
        store.insertOnce(COLLECTION, new Document("_id", RESTORING));
    }

    /** True while a restore into this database has not ended. */
    public boolean isRestoring() {
        return record(RESTORING).isPresent();
    }

    /** A restore ended. Nobody lives who held or used a key when the backup was taken. */
    public void restored() {
        records().deleteMany(ANY_INSTANCE);
        records().deleteOne(Filters.eq("_id", RESTORING));
    }

    /** The key in use; the first one ever is this. */
    String sealing(String first) {
        return sealing().orElseGet(() -> {
            store.insertOnce(
                    COLLECTION,
                    new Document("_id", SEALING).append("key", first).append("before", List.of()));
            return sealing().orElseThrow();
        });
    }

    /** The id of the key in use. */
    public Optional<String> sealing() {
        return record(SEALING).map(known -> known.getString("key"));
    }

    /** True when boxes may be under this key: it is in use, or was and is not retired. */
    boolean inUse(String key) {
        return record(SEALING)
                .filter(known -> key.equals(known.getString("key"))
                        || known.getList("before", String.class, List.of()).contains(key))
                .isPresent();
    }

    /** Every instance seals under another key from now on. */
    boolean use(String before, String key) {
        return records()
                        .updateOne(
                                Filters.and(Filters.eq("_id", SEALING), Filters.eq("key", before)),
                                Updates.combine(Updates.set("key", key), Updates.addToSet("before", before)))
                        .getMatchedCount()
                == 1;
    }

    /** No box is under this key any more. */
    public void retired(String key) {
        records().updateOne(Filters.eq("_id", SEALING), Updates.pull("before", key));
    }

    void announce(String name, MasterKey master) {
        records()
                .updateOne(
                        Filters.eq("_id", INSTANCE + ":" + name),
                        Updates.combine(
                                Updates.set(INSTANCE, name),
                                Updates.set("holds", master.ids()),
                                Updates.set("seals", master.sealsUnder()),
                                Updates.inc("beat", 1L)),
                        new UpdateOptions().upsert(true));
    }

    void forget(String name) {
        records().deleteOne(Filters.eq("_id", INSTANCE + ":" + name));
    }

    /** Those that announced themselves and did not say goodbye; some may be gone. */
    public List<Instance> instances() {
        return records()
                .find(ANY_INSTANCE)
                .map(known -> new Instance(
                        known.getString(INSTANCE),
                        known.getList("holds", String.class),
                        known.getString("seals"),
                        Store.longNumber(known, "beat")))
                .into(new ArrayList<>());
    }
}
