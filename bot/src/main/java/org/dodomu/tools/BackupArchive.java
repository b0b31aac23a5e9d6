package org.dodomu.tools;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bson.ByteBuf;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Identity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.SealBroken;

/**
 * A tar of {@code <collection>.<part>.bson}, documents one after the other as {@code mongorestore} reads them, and at the end {@code end.json} with how many there are of each collection.
 * Written and read in constant memory: a part holds about four megabytes.
 */
final class BackupArchive {

    private static final int PART_BYTES = 4 << 20;
    /** Documents in one answer of the database; a chunk has 255 KiB. */
    private static final int AT_ONCE = 20;

    private static final int MOST_DOCUMENT_BYTES = 32 << 20;
    private static final String END = "end.json";

    private BackupArchive() {}

    /** Writes these collections in this order; returns how many documents of each. */
    static Map<String, Integer> write(MongoDatabase database, List<String> collections, OutputStream out)
            throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        for (String collection : collections) {
            counts.put(collection, write(database, collection, tar));
        }
        put(tar, END, Json.write(new LinkedHashMap<>(counts)));
        tar.finish();
        tar.flush();
        return counts;
    }

    private static int write(MongoDatabase database, String collection, TarArchiveOutputStream tar) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream(PART_BYTES);
        int parts = 0;
        int documents = 0;
        try (MongoCursor<RawBsonDocument> all = database.getCollection(collection, RawBsonDocument.class)
                .find()
                .sort(BackupPlan.order(collection))
                .batchSize(AT_ONCE)
                .cursor()) {
            while (all.hasNext()) {
                part.writeBytes(bytes(all.next()));
                documents++;
                if (part.size() >= PART_BYTES) {
                    put(tar, name(collection, parts++), part.toByteArray());
                    part.reset();
                }
            }
        }
        put(tar, name(collection, parts), part.toByteArray());
        return documents;
    }

    private static String name(String collection, int part) {
        return "%s.%06d.bson".formatted(collection, part);
    }

    private static byte[] bytes(RawBsonDocument document) {
        ByteBuf buffer = document.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        entry.setMode(0600);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** Takes the documents of one part. */
    interface Sink {
        void take(String collection, List<Document> documents);
    }

    /** Hands out all parts of a sealed archive, which opens with one of these keys, as below. */
    static Map<String, Integer> read(Path archive, Identity[] keys, Sink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                InputStream opened = new Age(new SecureRandom()).opening(in, keys)) {
            return read(opened, sink);
        }
    }

    /**
     * Hands out all parts in order and returns how many documents there were of each collection.
     *
     * @throws SealBroken when something is missing; what was handed out before is not the whole
     */
    private static Map<String, Integer> read(InputStream in, Sink sink) throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.getName().equals(END)) {
                byte[] end = tar.readAllBytes();
                in.transferTo(OutputStream.nullOutputStream());
                if (Json.read(end).equals(new LinkedHashMap<String, Object>(counts))) {
                    return counts;
                }
                throw new IllegalArgumentException("The archive is not whole.");
            }
            String collection = entry.getName().substring(0, entry.getName().indexOf('.'));
            List<Document> documents = documents(tar);
            counts.merge(collection, documents.size(), Integer::sum);
            sink.take(collection, documents);
        }
        throw new IllegalArgumentException("The archive is not whole.");
    }

    private static List<Document> documents(InputStream part) throws IOException {
        List<Document> all = new ArrayList<>();
        DataInputStream in = new DataInputStream(part);
        for (byte[] head = in.readNBytes(4); head.length > 0; head = in.readNBytes(4)) {
            int length = head.length < 4
                    ? 0
                    : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (length < 5 || length > MOST_DOCUMENT_BYTES) {
                throw new IllegalArgumentException("The archive is not whole.");
            }
            byte[] bytes = new byte[length];
            System.arraycopy(head, 0, bytes, 0, 4);
            try {
                in.readFully(bytes, 4, length - 4);
            } catch (EOFException cut) {
                throw new IllegalArgumentException("The archive is not whole.");
            }
            all.add(new RawBsonDocument(bytes).decode(new DocumentCodec()));
        }
        return all;
    }
}
