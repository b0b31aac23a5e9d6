package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Sha256;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
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
    private final Generations generations;
    private final Grantings grantings;

    CaseFiles(
            CaseDocuments documents,
            CaseKeys keys,
            Cases cases,
            Deposits deposits,
            Queue queue,
            Generations generations,
            Grantings grantings) {
        this.documents = documents;
        this.keys = keys;
        this.cases = cases;
        this.deposits = deposits;
        this.queue = queue;
        this.generations = generations;
        this.grantings = grantings;
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

    /**
     * A generation that a member's browser has to make before it writes.
     *
     * @param to the names of the copies: the readers of today, besides recovery
     */
    public record Next(int number, List<String> to) {}

    /** All that a member needs to open a case in their browser. */
    public record CaseFile(
            CaseRow row,
            long fence,
            List<Generation> generations,
            Optional<Next> next,
            List<Entry> entries,
            boolean reader) {}

    /** Opens a case for its lease holder, for a member to whom it was granted, or for a lead who has to decide on it; hands out only the keys that this member may use. */
    public CaseFile open(CaseNumber number, Member member) {
        return open(number, member, new LastOpened());
    }

    /**
     * As {@link #open(CaseNumber, Member)}, for a session that may be reading a case on: the custody log keeps one opening for each time and claim, not for each look.
     *
     * @param last of the session that asks
     */
    public CaseFile open(CaseNumber number, Member member, LastOpened last) {
        Document document = readable(number, member);
        List<Generation> openable = new ArrayList<>();
        for (Generation generation : CaseDocuments.generations(document)) {
            keys.verify(number, generation);
            openable.add(generation.only(key -> usable(key, member)));
        }
        last.record(opening(document, member), () -> queue.looked(number, Act.OPENED, member.id()));
        // before the entries are read: words that come later than these find it so, and tell of themselves
        if (!document.getBoolean("opened", false) || !document.getBoolean(Cases.CAUGHT_UP, false)) {
            documents
                    .cases()
                    .updateOne(
                            Filters.eq("_id", number.value()),
                            Updates.combine(Updates.set("opened", true), Updates.set(Cases.CAUGHT_UP, true)));
        }
        return new CaseFile(
                CaseRow.read(document, documents.now()),
                Store.longNumber(document, "fence"),
                openable,
                generations.next(number, document),
                entries(number),
                reads(document, member));
    }

    private String opening(Document document, Member member) {
        String proposal = decides(document, member)
                ? document.get("proposal", Document.class).getString("id")
                : "";
        return String.join(
                ":",
                document.getString("_id"),
                member.id().value(),
                Long.toString(Store.longNumber(document, "fence")),
                proposal);
    }

    private Document readable(CaseNumber number, Member member) {
        Document document = documents.require(number);
        if (!decides(document, member) && !worksOn(document, member)) {
            throw new NotAllowed();
        }
        return document;
    }

    /** Whether it is a lead's desk's, and another member's proposal waits for them: they read it without taking it. */
    private boolean decides(Document document, Member member) {
        return member.is(Role.LEAD)
                && View.isOnDesk(document, member)
                && Proposal.read(document, documents.now())
                        .filter(one -> !one.by().equals(member.id().value()))
                        .isPresent();
    }

    /** The case, for a member who works on it; one of its desk who does not held it once, or must take it first. */
    private Document workedOn(CaseNumber number, Member member) {
        Document document = documents.require(number);
        if (worksOn(document, member)) {
            return document;
        }
        throw View.isOnDesk(document, member) ? new LeaseLost() : new NotAllowed();
    }

    private boolean worksOn(Document document, Member member) {
        return reads(document, member)
                || CaseRow.read(document, documents.now())
                        .owner()
                        .filter(member.id().value()::equals)
                        .isPresent();
    }

    private static boolean reads(Document document, Member member) {
        return document.getList("readers", String.class, List.of())
                .contains(member.id().value());
    }

    static boolean usable(Generation.SealedKey key, Member member) {
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
        readable(number, member);
        queue.looked(number, Act.FILE_OPENED, member.id());
        return content(file);
    }

    Content content(Document file) {
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
     * Takes a new generation that a member's browser made, as {@link CaseFile#next} asked for.
     *
     * @throws LeaseLost when the case is on the member's desk and not with them
     * @throws GenerationSpent when the case's keys or readers are others by now
     */
    public void begin(CaseNumber number, Member member, Made made) {
        generations.take(number, workedOn(number, member), member.id(), made);
    }

    /** A generation as a browser made it: its recipient, and its secret sealed to each reader and to recovery. */
    public record Made(int number, String recipient, List<Generation.SealedKey> keys) {

        public Made {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Stores what a member sealed in their browser: a note or a message to the reporter.
     *
     * @param key the browser's own name for it, so that a repeat is the same entry
     * @throws LeaseLost when it is on the member's desk and not with them
     * @throws GenerationSpent when it is sealed to another generation than the readers of today have
     */
    public Entry add(
            CaseNumber number, Member member, String key, String kind, int generation, byte[] sealed, Act act) {
        Document file = workedOn(number, member);
        if (sealed.length > MOST_SEALED_BYTES || !Age.isPostQuantum(sealed)) {
            throw new NotAllowed();
        }
        EntryId id = cases.entryId(
                number, org.dodomu.crypto.BlindIndex.part(member.id().value()), org.dodomu.crypto.BlindIndex.part(key));
        Bson same = Filters.eq("_id", id.value());
        Document known = documents.entries().find(same).first();
        if (known != null) {
            return entry(known);
        }
        generations.require(number, file, generation);
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
        return entry(documents.entries().find(same).first());
    }

    /** A case key sealed in a browser to one member. */
    public record Grant(String member, int generation, Generation.SealedKey key) {}

    /**
     * Hands a case to the members who will work on it: their copies of the keys come in, all others' go, the claim ends. One atomic write.
     *
     * @param fence the claim's number, or 0 when a member to whom the case was granted passes it on
     * @throws NotAllowed when a grantee is not in the roster, or a generation that the member can open is missing
     * @throws GenerationSpent when the case's keys changed meanwhile; the claim still stands
     */
    public void handOver(CaseNumber number, Member member, long fence, List<Grant> grants) {
        grantings.handOver(number, member, fence, grants);
    }
}
