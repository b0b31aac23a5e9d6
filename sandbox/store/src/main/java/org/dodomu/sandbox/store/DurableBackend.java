package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * The H2 backend with repairs: indexes are real, a write is acknowledged only when it lies on the disk, a reply is a copy and never changes while it is sent, and what the engine would silently do
 * wrong is refused aloud.
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "aggregate",
            "count",
            "distinct",
            "listcollections",
            "listdatabases",
            "listindexes",
            "ping",
            "ismaster",
            "hello",
            "buildinfo",
            "dbstats",
            "collstats",
            "killcursors",
            "endsessions",
            "whatsmyuri",
            "connectionstatus",
            "serverstatus",
            "getparameter");

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final GroupCommit commits;

    DurableBackend(MVStore store, boolean inMemory) {
        super(store);
        this.commits = new GroupCommit(store, lock.readLock(), inMemory);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document query = message.getDocument();
        String command = query.keySet().iterator().next().toLowerCase(Locale.ROOT);
        refuse(command, query);
        if (command.equals("hello")) {
            return hello(message.getChannel(), message.getDatabaseName(), query);
        }
        if (READS.contains(command)) {
            lock.readLock().lock();
            try {
                return super.handleMessage(message).cloneDeeply();
            } finally {
                lock.readLock().unlock();
            }
        }
        long ticket;
        Document reply;
        lock.writeLock().lock();
        try {
            reply = super.handleMessage(message).cloneDeeply();
            ticket = commits.ticket();
        } finally {
            lock.writeLock().unlock();
        }
        commits.await(ticket);
        return reply;
    }

    private Document hello(Channel channel, String database, Document query) {
        Document reply =
                super.handleCommand(channel, database, "isMaster", query).cloneDeeply();
        reply.put("isWritablePrimary", true);
        return reply;
    }

    private static void refuse(String command, Document query) {
        boolean collation = query.containsKey("collation");
        boolean special = command.equals("create")
                && (query.containsKey("validator") || query.containsKey("viewOn") || query.containsKey("capped"));
        boolean index = command.equals("createindexes")
                && (query.toString().contains("partialFilterExpression")
                        || query.toString().contains("expireAfterSeconds"));
        if (collation || special || index) {
            throw new MongoServerError(
                    238, "NotImplemented", "The embedded store refuses what it cannot do: use a real MongoDB for this");
        }
    }

    @Override
    public void close() {
        commits.close();
        super.close();
    }
}
