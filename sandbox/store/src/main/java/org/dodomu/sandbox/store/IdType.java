package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The {@code _id} of a document as key of the map that holds its collection: BSON in the file, ordered as BSON values are. */
final class IdType extends BasicDataType<Object> {

    private static final int OBJECT_BYTES = 48;

    @Override
    public int compare(Object one, Object other) {
        return Values.compare(one, other);
    }

    @Override
    public int getMemory(Object id) {
        return id instanceof String text ? OBJECT_BYTES + text.length() : OBJECT_BYTES;
    }

    @Override
    public void write(WriteBuffer buffer, Object id) {
        buffer.put(BsonBytes.encode(new Document("", id instanceof Missing ? null : id)));
    }

    @Override
    public Object read(ByteBuffer buffer) {
        int length = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt();
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return Missing.ofNullable(BsonBytes.decode(bytes).get(""));
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
