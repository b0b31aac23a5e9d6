package org.dodomu.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
    private final boolean closed;
    private final List<SealedKey> keys;
    private final byte[] mac;

    Generation(int number, String recipient, boolean closed, List<SealedKey> keys, byte[] mac) {
        this.number = number;
        this.recipient = recipient;
        this.closed = closed;
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

        /** True for {@code member:<id>} and {@code epoch:<desk>:<n>}: a reader of today, not the papers for the worst day. */
        boolean isReaders() {
            return !to.equals(RECOVERY);
        }
    }

    public int number() {
        return number;
    }

    public String recipientText() {
        return recipient;
    }

    /** Whether somebody had its secret who must not read what comes: nothing is sealed to it any more. */
    boolean closed() {
        return closed;
    }

    HybridRecipient recipient() {
        return HybridRecipient.parse(recipient);
    }

    public List<SealedKey> keys() {
        return keys;
    }

    /** The names of those who can open it without the recovery papers. */
    List<String> holders() {
        return keys.stream().filter(SealedKey::isReaders).map(SealedKey::to).toList();
    }

    /** The same generation with no other keys than these, for somebody's eyes. */
    Generation only(Predicate<SealedKey> which) {
        return new Generation(
                number, recipient, closed, keys.stream().filter(which).toList(), mac);
    }

    byte[] mac() {
        return mac;
    }

    static Generation read(Document document) {
        List<SealedKey> keys = new ArrayList<>();
        document.getList("keys", Document.class)
                .forEach(key -> keys.add(new SealedKey(key.getString("to"), Store.bytes(key, "sealed"))));
        return new Generation(
                Store.number(document, "n"),
                document.getString("recipient"),
                document.getBoolean("closed", false),
                keys,
                Store.bytes(document, "mac"));
    }

    Document document() {
        List<Document> stored = keys.stream()
                .map(key -> new Document("to", key.to()).append("sealed", Store.binary(key.sealed())))
                .toList();
        return new Document("n", number)
                .append("recipient", recipient)
                .append("closed", closed)
                .append("keys", stored)
                .append("mac", Store.binary(mac));
    }
}
