package org.dodomu.passkeys;

import com.mongodb.client.model.Filters;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Padding;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SealBroken;
import org.dodomu.desk.MemberId;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.Boxes;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Rings as documents: {@code _id} (HMAC of the member), {@code v} (guards each write) and {@code box} (padded JSON under the master key, bound to its id). Whoever writes to the database alone can
 * neither add a passkey nor move one; they can take one away, or bring an older ring back.
 */
@Component
class Rings {

    static final String COLLECTION = "passkeys";
    private static final int HANDLE_BYTES = 20;

    private final Store store;
    private final BlindIndex index;
    private final Boxes boxes;

    Rings(Store store, MasterKey master, SecureRandom random) {
        this.store = store;
        this.index = master.index(Purpose.INDEX);
        this.boxes = Boxed.PASSKEYS.boxes(master, random);
    }

    /** The member's ring; an empty one of version 0 when they have none. */
    Ring of(MemberId member) {
        String handle = index.text(HANDLE_BYTES, BlindIndex.part("passkeys"), BlindIndex.part(member.value()));
        return find(handle).orElseGet(() -> new Ring(handle, member, 0, List.of()));
    }

    /**
     * The ring of a user handle.
     *
     * @throws org.dodomu.crypto.SealBroken when it was changed in the database
     */
    Optional<Ring> find(String handle) {
        return Optional.ofNullable(store.collection(COLLECTION)
                        .find(Filters.eq("_id", handle))
                        .first())
                .map(this::read);
    }

    @SuppressWarnings("unchecked")
    private Ring read(Document document) {
        String handle = document.getString("_id");
        Map<String, Object> json = Json.read(boxes.open(Store.bytes(document, Boxed.FIELD), Boxed.place(handle)));
        List<Held> keys = ((List<Map<String, Object>>) Held.member(json, "keys"))
                .stream().map(Held::of).toList();
        return new Ring(
                handle, new MemberId((String) Held.member(json, "member")), Store.longNumber(document, "v"), keys);
    }

    /** Puts these keys in place of the ring's; false when it was changed since it was read. */
    boolean write(Ring ring, List<Held> keys) {
        Bson unchanged = Filters.and(Filters.eq("_id", ring.handle()), Filters.eq("v", ring.version()));
        if (keys.isEmpty()) {
            return store.collection(COLLECTION).deleteOne(unchanged).getDeletedCount() == 1;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("member", ring.member().value());
        json.put("keys", keys.stream().map(Held::json).toList());
        byte[] box = boxes.seal(Padding.json(Json.write(json)), Boxed.place(ring.handle()));
        Document document = new Document("_id", ring.handle())
                .append("v", ring.version() + 1)
                .append(Boxed.FIELD, Store.binary(box));
        return ring.version() == 0
                ? store.insertOnce(COLLECTION, document)
                : store.collection(COLLECTION).replaceOne(unchanged, document).getMatchedCount() == 1;
    }

    /** Whose rings there are. One that was changed in the database names nobody. */
    List<MemberId> owners() {
        List<MemberId> owners = new ArrayList<>();
        for (Document document : store.collection(COLLECTION).find()) {
            try {
                owners.add(read(document).member());
            } catch (SealBroken changed) {
                continue;
            }
        }
        return owners;
    }

    void drop(MemberId member) {
        store.collection(COLLECTION).deleteOne(Filters.eq("_id", of(member).handle()));
    }
}
