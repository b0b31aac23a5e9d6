package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/** One database: its collections as maps of the file. Opening it builds the indexes that were declared. */
final class StoreDatabase extends AbstractSynchronizedMongoDatabase<Object> {

    static final String MAPS = "collection.";

    private final MVStore store;
    private @Nullable Document declaring;

    StoreDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, cursors);
        this.store = store;
        initializeNamespacesAndIndexes();
    }

    /** The collections that hold documents of the application. */
    List<StoreCollection> collections() {
        String prefix = MAPS + databaseName + ".";
        return store.getMapNames().stream()
                .filter(map -> map.startsWith(prefix) && !map.startsWith(prefix + "system."))
                .map(map -> resolveCollection(map.substring(prefix.length()), false))
                .filter(Objects::nonNull)
                .map(StoreCollection.class::cast)
                .toList();
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        return new StoreCollection(this, name, options, cursorRegistry, documents(name));
    }

    private MVMap<Object, byte[]> documents(String collection) {
        return store.openMap(
                MAPS + getFullCollectionNamespace(collection),
                new MVMap.Builder<Object, byte[]>().keyType(new IdType()).valueType(ByteArrayDataType.INSTANCE));
    }

    /** Declaring an index may make its collection first, and with it the index of {@code _id}. */
    @Override
    protected void addIndex(Document declared) {
        Document outer = declaring;
        declaring = declared;
        try {
            super.addIndex(declared);
        } finally {
            declaring = outer;
        }
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return index(collection, name);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return index(collection, name);
    }

    private Index<Object> index(String collection, String name) {
        IndexDefinition definition = IndexDefinition.parse(declared(collection, name));
        return definition.isId() ? new IdIndex(name, documents(collection)) : new SortedIndex(definition);
    }

    private Document declared(String collection, String name) {
        Document now = declaring;
        Stream<Document> kept =
                indexes.get() == null ? Stream.empty() : indexes.get().queryAllAsStream();
        return Stream.concat(Stream.ofNullable(now), kept)
                .filter(one -> name.equals(one.get("name"))
                        && getFullCollectionNamespace(collection).equals(one.get("ns")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void dropCollection(String collection, Oplog oplog) {
        super.dropCollection(collection, oplog);
        store.removeMap(MAPS + getFullCollectionNamespace(collection));
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String name) {
        throw Refusals.notHere("the renaming of a collection");
    }

    @Override
    protected long getFileSize() {
        FileStore<?> file = store.getFileStore();
        return file == null ? 0 : file.size();
    }

    @Override
    protected long getStorageSize() {
        return getFileSize();
    }
}
