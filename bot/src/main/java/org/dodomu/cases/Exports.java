package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.LineSettings;
import org.dodomu.crypto.Json;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Member;
import org.springframework.stereotype.Component;

/**
 * What leaves with an export that two people approved: a zip of the sealed entries, each with what {@code dodomu.jar verify} reads, the signed custody log, and in {@code keys/} the case's keys that
 * are sealed to this member. Nothing in it is open.
 */
@Component
public class Exports {

    private final CaseDocuments documents;
    private final CaseFiles files;
    private final Custody custody;
    private final String line;

    Exports(CaseDocuments documents, CaseFiles files, Custody custody, LineSettings settings) {
        this.documents = documents;
        this.files = files;
        this.custody = custody;
        this.line = settings.id();
    }

    /** Writes an export. */
    public interface Packet {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * The export, for the member to whom it was allowed, while that lasts. It is in the custody log before the first byte leaves.
     *
     * @throws NotAllowed for everybody else
     */
    public Packet of(CaseNumber number, Member member) {
        CaseRow row = CaseRow.read(documents.require(number), documents.now());
        if (row.export().filter(one -> one.to().equals(member.id().value())).isEmpty()) {
            throw new NotAllowed();
        }
        CaseFiles.CaseFile file = files.open(number, member);
        custody.record(number.value(), Act.EXPORTED, member.id().value());
        return out -> write(number, file, out);
    }

    private void write(CaseNumber number, CaseFiles.CaseFile file, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (CaseFiles.Entry entry : file.entries()) {
            put(zip, entry.id() + ".json", Json.write(said(number, entry)));
            zip.putNextEntry(new ZipEntry(entry.id() + ".age"));
            if (entry.sealed().isPresent()) {
                zip.write(Base64.getDecoder().decode(entry.sealed().get()));
            } else {
                files.content(stored(entry)).writeTo(zip);
            }
            zip.closeEntry();
        }
        for (Generation generation : file.generations()) {
            for (Generation.SealedKey key : generation.keys()) {
                put(zip, "keys/" + generation.number() + "-" + key.to().replace(':', '-') + ".age", key.sealed());
            }
        }
        put(zip, "custody.json", Json.write(custody.log(number.value())));
        zip.finish();
    }

    private Document stored(CaseFiles.Entry entry) throws IOException {
        Bson own = Filters.eq("_id", entry.id());
        Document document = documents.entries().find(own).first();
        Document file = document == null ? null : document.get("file", Document.class);
        if (file == null) {
            throw new IOException("An entry is gone");
        }
        return file;
    }

    private Map<String, Object> said(CaseNumber number, CaseFiles.Entry entry) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("line", line);
        said.put("case", number.value());
        said.put("entry", entry.id());
        said.put("generation", entry.generation());
        said.put("file", entry.sealed().isEmpty());
        said.put("sig", entry.signature());
        return said;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
