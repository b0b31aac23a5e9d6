package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import de.bwaldvogel.mongo.wire.message.MongoReply;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: its requests in, the answers out, those to writes when the disk has them. Logs no request. */
final class Connection extends SimpleChannelInboundHandler<ClientRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final StoreBackend backend;
    private final Session session;

    Connection(StoreBackend backend, Scram scram) {
        this.backend = backend;
        this.session = new Session(scram);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        MessageHeader header = new MessageHeader(
                request.getHeader().getRequestID(), request.getHeader().getRequestID());
        if (request instanceof MongoMessage message) {
            answer(context, message.getDocument()).whenComplete((reply, failure) -> context.channel()
                    .writeAndFlush(new MongoMessage(context.channel(), header, reply)));
        } else if (request instanceof MongoQuery query) {
            answer(context, greeting(query))
                    .whenComplete((reply, failure) -> context.channel().writeAndFlush(new MongoReply(header, reply)));
        }
    }

    /** The old form of request, which drivers use for the first greeting only. */
    private static Document greeting(MongoQuery query) {
        Document greeting = query.getQuery().get("$query") instanceof Document inner ? inner : query.getQuery();
        greeting.put("$db", query.getDatabaseName());
        return greeting;
    }

    /** Never fails: what goes wrong is an answer too. */
    private CompletableFuture<Document> answer(ChannelHandlerContext context, Document query) {
        try {
            return session.answer(query)
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> backend.answer(context.channel(), query))
                    .exceptionally(Connection::error);
        } catch (RuntimeException refused) {
            return CompletableFuture.completedFuture(error(refused));
        }
    }

    /** What a client is told of a failure: the engine's own refusals as they are, anything else without detail. */
    static Document error(Throwable thrown) {
        Throwable failure = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        Document told = new Document("ok", 0);
        if (failure instanceof MongoServerException refused) {
            told.put("errmsg", refused.getMessageWithoutErrorCode());
            if (refused instanceof MongoServerError error) {
                told.put("code", error.getCode());
                told.putIfNotNull("codeName", error.getCodeName());
            }
            return told;
        }
        String place = Stream.of(failure.getStackTrace()).limit(3).toList().toString();
        LOG.error("The embedded database failed: {} at {}", failure.getClass().getName(), place);
        return told.append("errmsg", "The embedded database failed")
                .append("code", 8)
                .append("codeName", "UnknownError");
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        backend.handleClose(context.channel());
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn(
                "A connection to the embedded database was dropped: {}",
                cause.getClass().getName());
        context.close();
    }
}
