package org.dodomu.intake;

import com.mongodb.client.model.Filters;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** Blocks as documents: {@code _id} (HMAC of the case) and {@code chat} (HMAC of the chat, another one than its conversation's). Neither can be computed or joined without the master key. */
@Component
class StoredBlocks implements Blocks {

    static final String COLLECTION = "blocks";

    private final Store store;
    private final Links links;
    private final BlindIndex index;

    StoredBlocks(Store store, Links links, MasterKey master) {
        this.store = store;
        this.links = links;
        this.index = master.index(Purpose.INDEX);
    }

    private String id(CaseNumber number) {
        return index.text(16, BlindIndex.part("block"), BlindIndex.part(number.value()));
    }

    private String chat(ChatAddress chat) {
        return index.text(16, BlindIndex.part("blocked"), BlindIndex.part(chat.reveal()));
    }

    @Override
    public boolean block(CaseNumber number) {
        Optional<ChatAddress> behind = links.find(number);
        behind.ifPresent(
                address -> store.insertOnce(COLLECTION, new Document("_id", id(number)).append("chat", chat(address))));
        return behind.isPresent();
    }

    @Override
    public void lift(CaseNumber number) {
        store.collection(COLLECTION).deleteOne(Filters.eq("_id", id(number)));
    }

    @Override
    public boolean stands(CaseNumber number) {
        return store.collection(COLLECTION).find(Filters.eq("_id", id(number))).first() != null;
    }

    @Override
    public boolean reaches(CaseNumber number) {
        return links.find(number).isPresent();
    }

    /** Those of these chats that are blocked. */
    Set<ChatAddress> among(Collection<ChatAddress> chats) {
        Map<String, ChatAddress> byIndex = new HashMap<>();
        chats.forEach(one -> byIndex.put(chat(one), one));
        Set<ChatAddress> barred = new HashSet<>();
        store.collection(COLLECTION)
                .find(Filters.in("chat", byIndex.keySet()))
                .forEach(block -> barred.add(Objects.requireNonNull(byIndex.get(block.getString("chat")))));
        return barred;
    }

    boolean bars(ChatAddress chat) {
        return !among(List.of(chat)).isEmpty();
    }
}
