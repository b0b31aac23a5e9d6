package org.dodomu.sandbox.line.faults;

import com.mongodb.client.model.Filters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.SecureRandom;
import java.util.Enumeration;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bson.Document;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.storage.Store;

/** A file that counts, opened chunk by chunk: its length, and whether it is of zeros only. */
record SealedFile(long length, boolean isAllZero) {

    static SealedFile of(RunningLine line, Document entry) throws IOException {
        Age age = new Age(new SecureRandom());
        Document found = Objects.requireNonNull(line.data()
                .getCollection("cases")
                .find(Filters.eq("_id", entry.getString("case")))
                .first());
        Document key = found.getList("generations", Document.class).get(0).getList("keys", Document.class).stream()
                .filter(one -> one.getString("to").startsWith("epoch:"))
                .findFirst()
                .orElseThrow();
        Document file = entry.get("file", Document.class);
        try (HybridIdentity desk = line.founded().deskKey(line.data());
                HybridIdentity own = HybridIdentity.parse(String.valueOf(
                        Json.read(age.open(Store.bytes(key, "sealed"), desk)).get("secret")));
                InputStream open = age.opening(new SequenceInputStream(chunks(line, file)), own)) {
            return original(new TarArchiveInputStream(open));
        }
    }

    private static Enumeration<InputStream> chunks(RunningLine line, Document file) {
        int count = Store.number(file, "chunks");
        return new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < count;
            }

            @Override
            public InputStream nextElement() {
                Document chunk = line.data()
                        .getCollection("chunks")
                        .find(Filters.eq("_id", file.getString("attempt") + ":" + next++))
                        .first();
                return new ByteArrayInputStream(Store.bytes(Objects.requireNonNull(chunk), "data"));
            }
        };
    }

    private static SealedFile original(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry part = tar.getNextEntry(); part != null; part = tar.getNextEntry()) {
            if (!part.getName().endsWith(".json")) {
                byte[] block = new byte[1 << 16];
                boolean zero = true;
                long length = 0;
                for (int read = tar.read(block); read > 0; read = tar.read(block)) {
                    length += read;
                    for (int i = 0; i < read; i++) {
                        zero &= block[i] == 0;
                    }
                }
                return new SealedFile(length, zero);
            }
        }
        throw new IOException("No original in the tar");
    }
}
