package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.channel.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;

/** The engine behind the protocol: many readers or one writer at a time, and a write is answered when it lies on the disk. */
final class StoreBackend extends AbstractMongoBackend {

    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "count",
            "distinct",
            "listcollections",
            "listdatabases",
            "listindexes",
            "ping",
            "buildinfo",
            "dbstats",
            "collstats",
            "validate",
            "killcursors",
            "endsessions",
            "whatsmyuri",
            "connectionstatus",
            "serverstatus",
            "getparameter");

    private static final int BATCH = 100;

    private final MVStore store;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final GroupCommit commits;

    StoreBackend(MVStore store) {
        this.store = store;
        store.getMapNames().stream()
                .filter(map -> map.startsWith(StoreDatabase.MAPS))
                .map(map -> Utils.firstFragment(map.substring(StoreDatabase.MAPS.length())))
                .distinct()
                .forEach(this::resolveDatabase);
        this.commits = new GroupCommit(store, lock.readLock());
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StoreDatabase(name, store, getCursorRegistry());
    }

    /**
     * Runs a command.
     *
     * @param channel the connection that sent it
     * @return the answer; that to a write comes, or fails, when the disk has answered
     * @throws de.bwaldvogel.mongo.exception.MongoServerException when it is refused
     */
    CompletableFuture<Document> answer(Channel channel, Document query) {
        String command = query.keySet().iterator().next();
        String lower = command.toLowerCase(Locale.ROOT);
        String database = query.get("$db") instanceof String name ? name : "admin";
        Refusals.check(lower, query);
        UnaryOperator<Document> run = one -> handleCommand(channel, database, command, one);
        return switch (lower) {
            case "hello", "ismaster" -> CompletableFuture.completedFuture(hello(channel, database, query));
            case "find", "getmore" -> {
                query.putIfAbsent("batchSize", BATCH);
                yield read(() -> run.apply(query));
            }
            case "listdatabases" -> read(this::listDatabases);
            case "insert" -> write(() -> Statements.insert(query, run));
            case "update" -> write(() -> Statements.update(query, run));
            case "aggregate" -> aggregate(channel, database, query, run);
            default -> READS.contains(lower) ? read(() -> run.apply(query)) : write(() -> run.apply(query));
        };
    }

    private CompletableFuture<Document> aggregate(
            Channel channel, String database, Document query, UnaryOperator<Document> run) {
        Optional<Document> count = Pipelines.asCount(query);
        if (count.isPresent()) {
            return read(() -> Pipelines.counted(
                    database + "." + query.get("aggregate"), handleCommand(channel, database, "count", count.get())));
        }
        return Pipelines.writes(query) ? write(() -> run.apply(query)) : read(() -> run.apply(query));
    }

    private CompletableFuture<Document> read(Supplier<Document> work) {
        lock.readLock().lock();
        try {
            return CompletableFuture.completedFuture(work.get());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A refusal waits for the disk too: it may speak of a document that is not there yet, as "already received" does. */
    private CompletableFuture<Document> write(Supplier<Document> work) {
        lock.writeLock().lock();
        try {
            Document result = work.get();
            return commits.durable().thenApply(durable -> result);
        } catch (MongoServerException refused) {
            return commits.durable().thenCompose(durable -> CompletableFuture.failedFuture(refused));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Document hello(Channel channel, String database, Document query) {
        Document reply = handleCommand(channel, database, "isMaster", query);
        reply.put("isWritablePrimary", true);
        reply.put("helloOk", true);
        if (query.containsKey("saslSupportedMechs")) {
            reply.put("saslSupportedMechs", List.of(Scram.MECHANISM));
        }
        return reply;
    }

    private Document listDatabases() {
        List<Document> described = databases()
                .map(database -> new Document("name", database.getDatabaseName())
                        .append("sizeOnDisk", database.getFileSize())
                        .append("empty", database.collections().isEmpty()))
                .toList();
        Document reply = new Document("databases", described);
        Utils.markOkay(reply);
        return reply;
    }

    private Stream<StoreDatabase> databases() {
        return listDatabaseNames().stream().sorted().map(this::resolveDatabase).map(StoreDatabase.class::cast);
    }

    /** How many documents all collections hold. */
    long documents() {
        lock.readLock().lock();
        try {
            return databases()
                    .flatMap(database -> database.collections().stream())
                    .mapToLong(StoreCollection::count)
                    .sum();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Deletes at most so many documents that have expired by an index which says so; returns how many. */
    int deleteExpired(Instant now, int most) {
        lock.writeLock().lock();
        try {
            int deleted = databases()
                    .flatMap(database -> database.collections().stream())
                    .mapToInt(collection -> collection.deleteExpired(now, most))
                    .sum();
            if (deleted > 0) {
                commits.durable();
            }
            return deleted;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Brings what is written to the disk, then closes the file. */
    @Override
    public void close() {
        commits.close();
        super.close();
        store.close();
    }
}
