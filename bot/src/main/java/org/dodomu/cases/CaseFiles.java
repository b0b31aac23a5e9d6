package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Sha256;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.desk.Rosters;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** What a member may take from a case and add to it, all of it sealed. */
@Component
public class CaseFiles {

    private static final int MOST_SEALED_BYTES = 256 * 1024;

    private final CaseDocuments documents;
    private final CaseKeys keys;
    private final Cases cases;
    private final Deposits deposits;
    private final Queue queue;
    private final Rosters rosters;

    public CaseFiles(
            CaseDocuments documents, CaseKeys keys, Cases cases, Deposits deposits, Queue queue, Rosters rosters) {
        this.documents = documents;
        this.keys = keys;
        this.cases = cases;
        this.deposits = deposits;
        this.queue = queue;
        this.rosters = rosters;
    }

    /** A sealed entry; a file has a length and no bytes here. */
    public record Entry(
            String id,
            int generation,
            String by,
            String kind,
            Optional<String> sealed,
            long fileLength,
            String signature) {}

    /** All that a member needs to open a case in their browser. */
    public record CaseFile(
            CaseRow row, long fence, List<Generation> generations, List<Entry> entries, boolean reader) {}

    /** Opens a case for its lease holder or for a member to whom it was granted; hands out only the keys that this member may use. */
    public CaseFile open(CaseNumber number, Member member) {
        Document document = permitted(number, member);
        List<Generation> generations = new ArrayList<>();
        for (Generation generation : CaseDocuments.generations(document)) {
            keys.verify(number, generation);
            List<Generation.SealedKey> own = generation.keys().stream()
                    .filter(key -> usable(key, member))
                    .toList();
            generations.add(new Generation(generation.number(), generation.recipientText(), own, generation.mac()));
        }
        queue.looked(number, Act.OPENED, member.id());
        return new CaseFile(
                CaseRow.read(document, documents.now()),
                Store.longNumber(document, "fence"),
                generations,
                entries(number),
                reads(document, member));
    }

    private Document permitted(CaseNumber number, Member member) {
        Document document = documents.require(number);
        boolean holds = CaseRow.read(document, documents.now())
                .owner()
                .filter(member.id().value()::equals)
                .isPresent();
        if (!holds && !reads(document, member)) {
            throw new NotAllowed();
        }
        return document;
    }

    private static boolean reads(Document document, Member member) {
        return document.getList("readers", String.class, List.of())
                .contains(member.id().value());
    }

    private static boolean usable(Generation.SealedKey key, Member member) {
        boolean own = key.to().equals(Generation.MEMBER + member.id().value());
        boolean desk = View.triages(member)
                && member.desks().stream().anyMatch(id -> key.to().startsWith(Generation.EPOCH + id + ":"));
        return own || desk;
    }

    private List<Entry> entries(CaseNumber number) {
        return documents
                .entries()
                .find(Filters.and(Filters.eq("case", number.value()), Filters.eq("counted", true)))
                .map(CaseFiles::entry)
                .into(new ArrayList<>());
    }

    private static Entry entry(Document document) {
        Document file = document.get("file", Document.class);
        java.util.Base64.Encoder base64 = java.util.Base64.getEncoder();
        return new Entry(
                document.getString("_id"),
                Store.number(document, "gen"),
                document.getString("by"),
                document.getString("kind"),
                file == null ? Optional.of(base64.encodeToString(Store.bytes(document, "sealed"))) : Optional.empty(),
                file == null ? 0 : Store.longNumber(file, "length"),
                base64.encodeToString(Store.bytes(document, "sig")));
    }

    /** A sealed file that a member may take. */
    public interface Content {
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    public Content file(EntryId id, Member member) {
        Document entry = documents
                .entries()
                .find(Filters.and(Filters.eq("_id", id.value()), Filters.eq("counted", true)))
                .first();
        Document file = entry == null ? null : entry.get("file", Document.class);
        if (entry == null || file == null) {
            throw new CaseUnknown();
        }
        CaseNumber number = new CaseNumber(entry.getString("case"));
        permitted(number, member);
        queue.looked(number, Act.FILE_OPENED, member.id());
        return content(file);
    }

    private Content content(Document file) {
        String attempt = file.getString("attempt");
        int chunks = Store.number(file, "chunks");
        long length = Store.longNumber(file, "length");
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                for (int n = 0; n < chunks; n++) {
                    Document chunk = documents
                            .chunks()
                            .find(Filters.eq("_id", attempt + ":" + n))
                            .first();
                    if (chunk == null) {
                        throw new IOException("A part of the file is missing");
                    }
                    out.write(Store.bytes(chunk, "data"));
                }
            }
        };
    }

    /**
     * Stores what a member sealed in their browser: a note or a message to the reporter.
     *
     * @param key the browser's own name for it, so that a repeat is the same entry
     */
    public Entry add(
            CaseNumber number, Member member, String key, String kind, int generation, byte[] sealed, Act act) {
        permitted(number, member);
        if (sealed.length > MOST_SEALED_BYTES || !Age.isPostQuantum(sealed)) {
            throw new NotAllowed();
        }
        EntryId id = cases.entryId(
                number, org.dodomu.crypto.BlindIndex.part(member.id().value()), org.dodomu.crypto.BlindIndex.part(key));
        Document document = new Document("_id", id.value())
                .append("case", number.value())
                .append("gen", generation)
                .append("by", "member")
                .append("kind", kind)
                .append("sig", Store.binary(deposits.sign(number, id, Sha256.hex(sealed))))
                .append("counted", true)
                .append("sealed", Store.binary(sealed));
        if (documents.insertEntry(document)) {
            queue.done(number, act, member.id());
        }
        return entry(documents.entries().find(Filters.eq("_id", id.value())).first());
    }

    /** A case key sealed in a browser to one member. */
    public record Grant(String member, int generation, Generation.SealedKey key) {}

    /**
     * Hands a claimed case to the members who will work on it: their copies of every generation's key come in, the desk's copies go, the claim ends. One atomic write.
     *
     * @throws NotAllowed when a grantee is not in the roster, or a generation is missing
     */
    public void handOver(CaseNumber number, Member member, long fence, List<Grant> grants) {
        Document document = documents.require(number);
        List<String> readers = grants.stream().map(Grant::member).distinct().toList();
        List<Generation> before = CaseDocuments.generations(document);
        boolean proven = !readers.isEmpty()
                && readers.stream().allMatch(id -> rosters.current().member(id).isPresent());
        boolean whole = grants.size() == readers.size() * before.size()
                && grants.stream()
                        .allMatch(grant -> Age.isPostQuantum(grant.key().sealed()));
        if (!proven || !whole) {
            throw new NotAllowed();
        }
        List<Document> after = before.stream()
                .map(generation -> regranted(number, generation, grants).document())
                .toList();
        Document updated = documents
                .cases()
                .findOneAndUpdate(
                        Filters.and(
                                queue.under(number, member.id(), fence),
                                Filters.eq("rev", Store.number(document, "rev"))),
                        Updates.combine(
                                Updates.set("generations", after),
                                Updates.set("readers", readers),
                                Updates.set("state", CaseState.VERIFYING.code()),
                                Updates.set("changed", documents.minute()),
                                Updates.unset("epoch"),
                                Updates.inc("rev", 1),
                                Queue.free()));
        if (updated == null) {
            throw new LeaseLost();
        }
        queue.done(number, Act.GRANTED, member.id());
    }

    private Generation regranted(CaseNumber number, Generation generation, List<Grant> grants) {
        keys.verify(number, generation);
        List<Generation.SealedKey> kept = new ArrayList<>(generation.keys().stream()
                .filter(key -> key.to().equals(Generation.RECOVERY))
                .toList());
        grants.stream()
                .filter(grant -> grant.generation() == generation.number())
                .map(grant -> new Generation.SealedKey(
                        Generation.MEMBER + grant.member(), grant.key().sealed()))
                .forEach(kept::add);
        if (kept.size() != 1 + grants.stream().map(Grant::member).distinct().count()) {
            throw new NotAllowed();
        }
        return keys.with(number, generation, kept);
    }
}
