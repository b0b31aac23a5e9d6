package org.dodomu.custody;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.dodomu.config.LineSettings;
import org.dodomu.crypto.CustodyHash;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Writes and reads the chain of a case. Record n holds the hash of record n - 1; its own {@link CustodyHash} is over that hash and the record, and is signed by the server. Two writers at once cannot
 * take the same place: the place is the document's id.
 */
@Component
public class Custody {

    static final String COLLECTION = "custody";

    private static final byte[] START = CustodyHash.start();

    private final Store store;
    private final Clock clock;
    private final String line;
    private final SigningKey key;

    public Custody(Store store, Clock clock, LineSettings settings, MasterKey master) {
        this.store = store;
        this.clock = clock;
        this.line = settings.id();
        this.key = master.signing(Purpose.CUSTODY_SIGNATURE);
    }

    /** Writes the first act of cases that have none. */
    public void begin(Collection<String> caseNumbers, Act act, String by) {
        Instant at = now();
        List<Document> first = caseNumbers.stream()
                .map(one -> document(one, 1, act.code(), by, at, START))
                .toList();
        List<Document> there = store.insertAllOnce(COLLECTION, first);
        recordChange(there.stream().map(one -> one.getString("case")).toList(), act, Set.of(act), by);
    }

    /** Adds one act at the end of the case's chain. */
    public void record(String caseNumber, Act act, String by) {
        Instant at = now();
        boolean written = false;
        while (!written) {
            Optional<Document> last = last(caseNumber);
            int n = last.map(document -> Store.number(document, "n")).orElse(0) + 1;
            byte[] previous =
                    last.map(document -> Store.bytes(document, "hash")).orElse(START);
            written = store.insertOnce(COLLECTION, document(caseNumber, n, act.code(), by, at, previous));
        }
    }

    /**
     * Adds an act that a crash may make somebody repeat: nothing is added when, of these acts, it is the last one in the chain already. Two who do so at once add it once.
     *
     * @param among the acts that undo one another, this one included
     */
    public void recordChange(String caseNumber, Act act, Set<Act> among, String by) {
        recordChange(List.of(caseNumber), act, among, by);
    }

    /** The same for the chains of many cases, in one go. */
    public void recordChange(Collection<String> caseNumbers, Act act, Set<Act> among, String by) {
        Instant at = now();
        List<String> codes = among.stream().map(Act::code).toList();
        Collection<String> open = caseNumbers;
        while (!open.isEmpty()) {
            Map<String, List<Document>> chains = chains(open);
            List<Document> next = open.stream()
                    .map(one -> Map.entry(one, chains.getOrDefault(one, List.of())))
                    .filter(one -> !latest(one.getValue(), codes).equals(act.code()))
                    .map(one -> next(one.getKey(), one.getValue(), act, by, at))
                    .toList();
            open = store.insertAllOnce(COLLECTION, next).stream()
                    .map(one -> one.getString("case"))
                    .toList();
        }
    }

    private static String latest(List<Document> chain, List<String> codes) {
        return chain.stream()
                .map(document -> document.getString("act"))
                .filter(codes::contains)
                .reduce("", (earlier, later) -> later);
    }

    private Document next(String caseNumber, List<Document> chain, Act act, String by, Instant at) {
        int n = chain.size() + 1;
        byte[] previous = chain.isEmpty() ? START : Store.bytes(chain.get(n - 2), "hash");
        return document(caseNumber, n, act.code(), by, at, previous);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Map<String, List<Document>> chains(Collection<String> caseNumbers) {
        return store
                .collection(COLLECTION)
                .find(Filters.in("case", caseNumbers))
                .sort(Sorts.ascending("n"))
                .into(new ArrayList<>())
                .stream()
                .collect(Collectors.groupingBy(one -> one.getString("case")));
    }

    private Optional<Document> last(String caseNumber) {
        return Optional.ofNullable(store.collection(COLLECTION)
                .find(Filters.eq("case", caseNumber))
                .sort(Sorts.descending("n"))
                .first());
    }

    private Document document(String caseNumber, int n, String act, String by, Instant at, byte[] previous) {
        byte[] hash = hash(caseNumber, n, act, by, at, previous);
        byte[] signature = key.sign(statement(caseNumber, hash));
        return new Document("_id", caseNumber + ":" + n)
                .append("case", caseNumber)
                .append("n", n)
                .append("act", act)
                .append("by", by)
                .append("at", Date.from(at))
                .append("prev", Store.binary(previous))
                .append("hash", Store.binary(hash))
                .append("sig", Store.binary(signature));
    }

    private byte[] statement(String caseNumber, byte[] hash) {
        return Statements.custody(line, caseNumber, java.util.HexFormat.of().formatHex(hash));
    }

    private byte[] hash(String caseNumber, int n, String act, String by, Instant at, byte[] previous) {
        return CustodyHash.next(previous, line, caseNumber, n, act, by, at.toString());
    }

    /** The chain of a case, in order. */
    public List<CustodyRecord> of(String caseNumber) {
        return documents(caseNumber).stream().map(Custody::read).toList();
    }

    /** The chain with hashes and signatures: whoever has the line's key can check it without us. */
    private List<Map<String, Object>> signed(String caseNumber) {
        return documents(caseNumber).stream().map(Custody::exported).toList();
    }

    /**
     * The log of one chain as {@code dodomu.jar verify} and a browser check it: {@code {"line","case","records"}}.
     *
     * @param caseNumber the case, or the name of a member's or an epoch's own chain
     */
    public Map<String, Object> log(String caseNumber) {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("line", line);
        log.put("case", caseNumber);
        log.put("records", signed(caseNumber));
        return log;
    }

    private static Map<String, Object> exported(Document document) {
        CustodyRecord record = read(document);
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("n", record.n());
        written.put("act", record.act());
        written.put("by", record.by());
        written.put("at", record.at().toString());
        written.put("hash", java.util.HexFormat.of().formatHex(Store.bytes(document, "hash")));
        written.put("sig", java.util.Base64.getEncoder().encodeToString(Store.bytes(document, "sig")));
        return written;
    }

    private List<Document> documents(String caseNumber) {
        return store.collection(COLLECTION)
                .find(Filters.eq("case", caseNumber))
                .sort(Sorts.ascending("n"))
                .into(new ArrayList<>());
    }

    private static CustodyRecord read(Document document) {
        return new CustodyRecord(
                Store.number(document, "n"),
                document.getString("act"),
                document.getString("by"),
                document.getDate("at").toInstant());
    }

    /** True when every record is signed, unchanged and in its place. */
    public boolean unbroken(String caseNumber) {
        byte[] previous = START;
        int n = 0;
        for (Document document : documents(caseNumber)) {
            n++;
            CustodyRecord record = read(document);
            byte[] hash = hash(caseNumber, n, record.act(), record.by(), record.at(), previous);
            boolean fits = record.n() == n
                    && Arrays.equals(hash, Store.bytes(document, "hash"))
                    && key.verifyingKey().verifies(statement(caseNumber, hash), Store.bytes(document, "sig"));
            if (!fits) {
                return false;
            }
            previous = hash;
        }
        return true;
    }
}
