package org.dodomu.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.dodomu.storage.Store;

/** The key of one epoch of a desk, sealed to members of a roster to come. A class, for it holds what a key is in. */
public final class EpochSeals {

    private static final int MOST_BYTES = 16 * 1024;

    private final String desk;
    private final int number;
    private final Map<MemberId, byte[]> seals;

    /**
     * The seals as a browser made them.
     *
     * @throws IllegalArgumentException when one is empty or larger than 16 KiB
     */
    public EpochSeals(String desk, int number, Map<MemberId, byte[]> seals) {
        this.desk = desk;
        this.number = number;
        this.seals = new LinkedHashMap<>(seals);
        if (seals.values().stream().anyMatch(seal -> seal.length == 0 || seal.length > MOST_BYTES)) {
            throw new IllegalArgumentException("A seal is 1 byte to 16 KiB");
        }
    }

    public String desk() {
        return desk;
    }

    public int number() {
        return number;
    }

    public List<MemberId> members() {
        return List.copyOf(seals.keySet());
    }

    Map<MemberId, byte[]> seals() {
        return new LinkedHashMap<>(seals);
    }

    Document stored() {
        List<Document> all = new ArrayList<>();
        seals.forEach(
                (member, seal) -> all.add(new Document("member", member.value()).append("sealed", Store.binary(seal))));
        return new Document("desk", desk).append("number", number).append("seals", all);
    }

    static EpochSeals read(Document stored) {
        Map<MemberId, byte[]> seals = new LinkedHashMap<>();
        stored.getList("seals", Document.class)
                .forEach(one -> seals.put(new MemberId(one.getString("member")), Store.bytes(one, "sealed")));
        return new EpochSeals(stored.getString("desk"), Store.number(stored, "number"), seals);
    }

    @Override
    public String toString() {
        return "EpochSeals[" + desk + ":" + number + ", " + seals.size() + "]";
    }
}
