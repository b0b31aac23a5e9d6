package org.dodomu.storage;

import java.security.SecureRandom;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SecretBox;

/** The collections whose documents keep something under the master key: in the field {@code box}, bound to the document's id. What is not named here is not resealed when the key is rotated. */
public enum Boxed {
    CONVERSATIONS("conversations", Purpose.CONVERSATION),
    LINKS("links", Purpose.LINK),
    REPLIES("replies", Purpose.REPLY),
    DEAD_LETTERS("deadletters", Purpose.DEAD_LETTER);

    static final String FIELD = "box";

    private final String collection;
    private final Purpose purpose;

    Boxed(String collection, Purpose purpose) {
        this.collection = collection;
        this.purpose = purpose;
    }

    public String collection() {
        return collection;
    }

    SecretBox boxes(MasterKey master, SecureRandom random) {
        return master.box(purpose, random);
    }

    static byte[] place(String id) {
        return BlindIndex.part(id);
    }
}
