package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.LineSettings;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Base32;
import org.dodomu.crypto.EntryHeader;
import org.dodomu.crypto.MagicType;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SealedTar;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.Rosters;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** Seals what a reporter said or sent and stores it. An entry is written once; it counts when {@link Cases#count} says so, and {@link Leftovers} sweeps it when that never comes. */
@Component
public class Deposits {

    private final CaseDocuments documents;
    private final Generations generations;
    private final Rosters rosters;
    private final Age age;
    private final SecureRandom random;
    private final String line;
    private final SigningKey signature;

    public Deposits(
            CaseDocuments documents,
            Generations generations,
            Rosters rosters,
            Age age,
            SecureRandom random,
            LineSettings settings,
            MasterKey master) {
        this.documents = documents;
        this.generations = generations;
        this.rosters = rosters;
        this.age = age;
        this.random = random;
        this.line = settings.id();
        this.signature = master.signing(Purpose.DEPOSIT_SIGNATURE);
    }

    /** Reads the keys of these cases, for a batch. */
    public KnownCases know(Collection<CaseNumber> numbers) {
        return new KnownCases(documents, rosters, numbers);
    }

    /**
     * Seals an entry.
     *
     * @throws CaseSealBroken when the case's keys were changed in the database
     * @throws org.dodomu.desk.RosterUnproven when nobody can be proven to be a reader
     */
    public SealedEntry seal(KnownCases known, CaseNumber number, EntryDraft draft) {
        Generation generation = generations.toSealTo(number, known);
        byte[] plaintext = header(number, generation, draft).plaintext(draft.body());
        byte[] sealed = age.seal(RecipientSet.of(generation.recipient()), plaintext);
        return new SealedEntry(entry(number, draft.id(), generation, "text", Sha256.hex(sealed))
                .append("sealed", Store.binary(sealed)));
    }

    /** Stores entries in one go; one that is there already stays as it is. */
    public void store(List<SealedEntry> entries) {
        List<Document> all = entries.stream().map(SealedEntry::document).toList();
        documents.insertEntries(all).forEach(this::keep);
    }

    /** Inserts an entry. One that is there already and does not count yet lives as long as a new one: a step that is done again may come to name it late. */
    private void keep(Document entry) {
        Bson same = Filters.eq("_id", entry.getString("_id"));
        while (!documents.insertEntry(entry)) {
            documents
                    .entries()
                    .updateOne(
                            Filters.and(same, Filters.eq("counted", false)),
                            Updates.set("sweep", entry.getDate("sweep")));
            if (documents.entries().find(same).first() != null) {
                return;
            }
        }
    }

    /** Whether this entry was stored, counted or not. */
    public boolean has(EntryId id) {
        return documents.entries().find(Filters.eq("_id", id.value())).first() != null;
    }

    private EntryHeader header(CaseNumber number, Generation generation, EntryDraft draft) {
        return new EntryHeader(line, number.value(), generation.number(), draft.seq(), draft.kind(), draft.at());
    }

    private Document entry(CaseNumber number, EntryId id, Generation generation, String kind, String sha256) {
        return new Document("_id", id.value())
                .append("case", number.value())
                .append("gen", generation.number())
                .append("by", "reporter")
                .append("kind", kind)
                .append("sig", Store.binary(sign(number, id, sha256)))
                .append("counted", false)
                .append("sweep", sweepDate());
    }

    byte[] sign(CaseNumber number, EntryId id, String sha256) {
        return signature.sign(Statements.deposit(line, number.value(), id.value(), sha256));
    }

    private Date sweepDate() {
        return Date.from(documents.now().plus(Leftovers.SWEPT_AFTER));
    }

    /**
     * Seals a file as it streams, in constant memory; its entry is written last. When the case's readers change while it comes, it is given up, to be fetched and sealed anew.
     *
     * @return what the file is by its first bytes
     * @throws IOException when the content breaks off or has another length; nothing openable is left
     */
    public MagicType depositFile(CaseNumber number, EntryDraft draft, long lengthBytes, InputStream content)
            throws IOException {
        Generation generation = generations.toSealTo(number, know(List.of(number)));
        String attempt = attempt();
        byte[] meta = header(number, generation, draft).meta(draft.body());
        ChunkStream chunks = new ChunkStream(documents.chunks(), attempt, sweepDate());
        SealedTar.Written written =
                SealedTar.write(age, RecipientSet.of(generation.recipient()), meta, lengthBytes, content, chunks);
        chunks.close();
        stillThere(attempt, chunks.count());
        stillRead(number, generation);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("attempt", attempt);
        file.put("chunks", chunks.count());
        file.put("length", written.sealedLength());
        file.put("sha256", written.sealedSha256());
        keep(entry(number, draft.id(), generation, "file", written.sealedSha256())
                .append("file", new Document(file)));
        return written.type();
    }

    /** From here on the chunks live as long as the entry that will name them, however long they took to come. */
    private void stillThere(String attempt, int count) throws IOException {
        List<String> names =
                IntStream.range(0, count).mapToObj(n -> attempt + ":" + n).toList();
        Bson all = Filters.in("_id", names);
        documents.chunks().updateMany(all, Updates.set("sweep", sweepDate()));
        if (documents.chunks().countDocuments(all) != count) {
            throw new IOException("The file came so slowly that its first parts are gone");
        }
    }

    private void stillRead(CaseNumber number, Generation generation) throws IOException {
        if (generations.toSealTo(number, know(List.of(number))).number() != generation.number()) {
            throw new IOException("The readers of the case changed while the file came");
        }
    }

    private String attempt() {
        byte[] bytes = new byte[15];
        random.nextBytes(bytes);
        return Base32.encode(bytes);
    }
}
