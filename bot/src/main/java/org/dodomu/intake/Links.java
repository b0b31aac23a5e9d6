package org.dodomu.intake;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.Boxes;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** The sealed addresses of reporters, found by case. Without its link a case has no way back to a chat. */
@Component
class Links {

    static final String COLLECTION = "links";

    private final Store store;
    private final BlindIndex index;
    private final Boxes boxes;

    Links(Store store, MasterKey master, SecureRandom random) {
        this.store = store;
        this.index = master.index(Purpose.INDEX);
        this.boxes = Boxed.LINKS.boxes(master, random);
    }

    private String id(CaseNumber number) {
        return index.text(16, BlindIndex.part("link"), BlindIndex.part(number.value()));
    }

    void keep(Map<CaseNumber, ChatAddress> chats) {
        if (!chats.isEmpty()) {
            List<ReplaceOneModel<Document>> links = new ArrayList<>();
            chats.forEach((number, chat) -> links.add(link(id(number), chat)));
            store.collection(COLLECTION).bulkWrite(links, new BulkWriteOptions().ordered(false));
        }
    }

    private ReplaceOneModel<Document> link(String id, ChatAddress chat) {
        byte[] address = ByteBuffer.allocate(8).putLong(chat.reveal()).array();
        return new ReplaceOneModel<>(
                Filters.eq("_id", id),
                new Document("_id", id).append(Boxed.FIELD, Store.binary(boxes.seal(address, Boxed.place(id)))),
                new ReplaceOptions().upsert(true));
    }

    Optional<ChatAddress> find(CaseNumber number) {
        String id = id(number);
        return Optional.ofNullable(
                        store.collection(COLLECTION).find(Filters.eq("_id", id)).first())
                .map(stored -> boxes.open(Store.bytes(stored, Boxed.FIELD), Boxed.place(id)))
                .map(address -> ChatAddress.of(ByteBuffer.wrap(address).getLong()));
    }

    void destroy(CaseNumber number) {
        store.collection(COLLECTION).deleteOne(Filters.eq("_id", id(number)));
    }
}
