package org.dodomu.sandbox.line.faults;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SecretBox;
import org.dodomu.storage.Store;

/** The conversations in the database, by person. */
final class Talks {

    private static final int MARK_BYTES = 12;

    private final MongoDatabase database;
    private final BlindIndex index;
    private final SecretBox boxes;

    Talks(MongoDatabase database, MasterKey master) {
        this.database = database;
        this.index = master.index(Purpose.INDEX);
        this.boxes = master.box(Purpose.CONVERSATION, new SecureRandom());
    }

    private String id(long chat) {
        return index.text(16, BlindIndex.part("chat"), BlindIndex.part(chat));
    }

    /** All conversations by their stored id; empty while the database is away. */
    Optional<Map<String, Talk>> look() {
        Map<String, Talk> all = new HashMap<>();
        try {
            for (Document stored : database.getCollection("conversations").find()) {
                String id = stored.getString("_id");
                byte[] state = boxes.open(Store.bytes(stored, "box"), BlindIndex.part(id));
                all.put(id, new Talk(Json.read(state), Store.bytes(stored, "recent").length / MARK_BYTES));
            }
            return Optional.of(all);
        } catch (MongoException away) {
            return Optional.empty();
        }
    }

    /** One person's among them. */
    Optional<Talk> of(long chat, Map<String, Talk> all) {
        return Optional.ofNullable(all.get(id(chat)));
    }

    Optional<Talk> of(long chat) {
        return look().flatMap(all -> of(chat, all));
    }
}
