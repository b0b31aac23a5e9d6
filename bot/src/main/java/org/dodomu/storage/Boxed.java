package org.dodomu.storage;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;

/**
 * The collections whose documents keep something under the master key: in the field {@code box}, bound to its place. Boxes are made here and nowhere else, so that each is found and sealed anew
 * when the key is rotated.
 */
public enum Boxed {
    CONVERSATIONS("conversations", Purpose.CONVERSATION),
    LINKS("links", Purpose.LINK),
    REPLIES("replies", Purpose.REPLY, List.of("case", "expires"), Boxed::replyPlace),
    DEAD_LETTERS("deadletters", Purpose.DEAD_LETTER),
    PASSKEYS("passkeys", Purpose.PASSKEY),
    ALERTS("alertlinks", Purpose.ALERT);

    public static final String FIELD = "box";

    private final String collection;
    private final Purpose purpose;
    private final List<String> fields;
    private final Function<Document, byte[]> place;

    /** Boxes that are bound to their document's id. */
    Boxed(String collection, Purpose purpose) {
        this(collection, purpose, List.of(), document -> place(document.getString("_id")));
    }

    /** @param fields what the place is made of, beside the id */
    Boxed(String collection, Purpose purpose, List<String> fields, Function<Document, byte[]> place) {
        this.collection = collection;
        this.purpose = purpose;
        this.fields = List.copyOf(fields);
        this.place = place;
    }

    public String collection() {
        return collection;
    }

    Purpose purpose() {
        return purpose;
    }

    /** The boxes of this collection. */
    public Boxes boxes(MasterKey master, SecureRandom random) {
        return new Boxes(master.box(purpose, random));
    }

    /** Where a box lies that is bound to its document's id. */
    public static byte[] place(String id) {
        return BlindIndex.part(id);
    }

    /** Where a reply's words lie: they open for this case, this reply and this end of its life only. */
    public static byte[] replyPlace(String caseNumber, String id, Instant expires) {
        return BlindIndex.part(caseNumber + " " + id + " " + expires.toEpochMilli());
    }

    private static byte[] replyPlace(Document reply) {
        Date expires = reply.getDate("expires");
        return replyPlace(reply.getString("case"), reply.getString("_id"), expires.toInstant());
    }

    /** What has to be read of a document to open its box. */
    List<String> fields() {
        List<String> all = new java.util.ArrayList<>(fields);
        all.add(FIELD);
        return all;
    }

    /** Where this document's box lies; empty when somebody changed the document so that it says nothing of the kind. */
    Optional<byte[]> placeOf(Document document) {
        try {
            return Optional.of(place.apply(document));
        } catch (ClassCastException | NullPointerException changed) {
            return Optional.empty();
        }
    }
}
