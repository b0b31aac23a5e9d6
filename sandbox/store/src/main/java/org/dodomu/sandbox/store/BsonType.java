package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Documents in the file as BSON: small, and no Java object is ever made from the file's bytes by serialisation. */
final class BsonType extends BasicDataType<Document> {

    private static final int GUESSED_BYTES = 2048;

    @Override
    public int getMemory(Document document) {
        return GUESSED_BYTES;
    }

    @Override
    public void write(WriteBuffer out, Document document) {
        ByteBuf bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        out.putInt(bytes.readableBytes());
        out.put(bytes.nioBuffer());
    }

    @Override
    public Document read(ByteBuffer in) {
        ByteBuffer bytes = in.slice(in.position() + Integer.BYTES, in.getInt(in.position()));
        in.position(in.position() + Integer.BYTES + bytes.remaining());
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
