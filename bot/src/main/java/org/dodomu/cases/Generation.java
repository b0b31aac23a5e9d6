package org.dodomu.cases;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.storage.Store;

/** One key of a case as it is stored: the recipient that entries are sealed to, and its secret sealed to each who may open it. */
public final class Generation {

    static final String RECOVERY = "recovery";
    static final String MEMBER = "member:";
    static final String EPOCH = "epoch:";

    private final int number;
    private final String recipient;
    private final List<SealedKey> keys;
    private final byte[] mac;

    Generation(int number, String recipient, List<SealedKey> keys, byte[] mac) {
        this.number = number;
        this.recipient = recipient;
        this.keys = List.copyOf(keys);
        this.mac = mac.clone();
    }

    /** The generation's secret, sealed to one reader: {@code member:<id>}, {@code epoch:<desk>:<n>} or {@code recovery}. */
    public static final class SealedKey {
        private final String to;
        private final byte[] sealed;

        public SealedKey(String to, byte[] sealed) {
            this.to = to;
            this.sealed = sealed.clone();
        }

        public String to() {
            return to;
        }

        public byte[] sealed() {
            return sealed.clone();
        }
    }

    public int number() {
        return number;
    }

    public String recipientText() {
        return recipient;
    }

    HybridRecipient recipient() {
        return HybridRecipient.parse(recipient);
    }

    public List<SealedKey> keys() {
        return keys;
    }

    byte[] mac() {
        return mac;
    }

    static Generation read(Document document) {
        List<SealedKey> keys = new ArrayList<>();
        document.getList("keys", Document.class)
                .forEach(key -> keys.add(new SealedKey(key.getString("to"), Store.bytes(key, "sealed"))));
        return new Generation(
                Store.number(document, "n"), document.getString("recipient"), keys, Store.bytes(document, "mac"));
    }

    Document document() {
        List<Document> stored = keys.stream()
                .map(key -> new Document("to", key.to()).append("sealed", Store.binary(key.sealed())))
                .toList();
        return new Document("n", number)
                .append("recipient", recipient)
                .append("keys", stored)
                .append("mac", Store.binary(mac));
    }
}
