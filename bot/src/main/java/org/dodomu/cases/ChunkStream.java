package org.dodomu.cases;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Date;
import org.bson.Document;
import org.dodomu.storage.Store;

/** Writes a sealed file as documents of at most 255 KiB, {@code <attempt>:<n>} from 0. */
final class ChunkStream extends OutputStream {

    private static final int CHUNK_BYTES = 255 * 1024;

    private final MongoCollection<Document> chunks;
    private final String attempt;
    private final Date sweep;
    private final byte[] buffer = new byte[CHUNK_BYTES];
    private int filled;
    private int count;

    ChunkStream(MongoCollection<Document> chunks, String attempt, Date sweep) {
        this.chunks = chunks;
        this.attempt = attempt;
        this.sweep = sweep;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        int at = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, at, buffer, filled, part);
            filled += part;
            at += part;
            left -= part;
            if (filled == buffer.length) {
                store();
            }
        }
    }

    private void store() {
        chunks.insertOne(new Document("_id", attempt + ":" + count)
                .append("attempt", attempt)
                .append("n", count)
                .append("data", Store.binary(Arrays.copyOf(buffer, filled)))
                .append("sweep", sweep));
        count++;
        filled = 0;
    }

    @Override
    public void close() {
        if (filled > 0) {
            store();
        }
    }

    int count() {
        return count;
    }
}
