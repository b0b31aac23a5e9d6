package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** Reads requests. One that holds what the engine cannot store, such as encrypted binary data, is answered with an error; the engine alone would drop the connection. */
final class Frames extends MongoWireProtocolHandler {

    private static final int HEADER_BYTES = 16;

    @Override
    protected @Nullable ClientRequest decode(ChannelHandlerContext context, ByteBuf buffer) throws Exception {
        if (buffer.readableBytes() < HEADER_BYTES) {
            return null;
        }
        int start = buffer.readerIndex();
        int length = buffer.getIntLE(start);
        int request = buffer.getIntLE(start + 4);
        try {
            return super.decode(context, buffer);
        } catch (IllegalArgumentException | UnsupportedOperationException unreadable) {
            buffer.readerIndex(start + length);
            Document told = Connection.error(Refusals.notHere("this kind of value"));
            MessageHeader header = new MessageHeader(request, request);
            context.writeAndFlush(new MongoMessage(context.channel(), header, told));
            return null;
        }
    }
}
