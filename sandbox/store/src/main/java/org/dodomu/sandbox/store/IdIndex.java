package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Collections;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The index of {@code _id}: the map of the documents itself, so that it cannot disagree with them. */
final class IdIndex extends Index<Object> {

    static final String ID = "_id";

    private final MVMap<Object, byte[]> documents;

    IdIndex(String name, MVMap<Object, byte[]> documents) {
        super(name, List.of(new IndexKey(ID, true)), false);
        this.documents = documents;
    }

    static Object position(Document document) {
        return Missing.ofNullable(document.get(ID));
    }

    @Override
    public Object getPosition(Document document) {
        return position(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        BsonBytes.encode(document);
        if (documents.containsKey(position(document))) {
            KeyValue key = new KeyValue(Collections.singletonList(document.get(ID)));
            throw new DuplicateKeyError(this, collection, getKeys(), key);
        }
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        BsonBytes.encode(after);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        // The document lies in the map already.
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        // An _id never changes.
    }

    @Override
    public Object remove(Document document) {
        return position(document);
    }

    @Override
    public boolean canHandle(@Nullable Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new IllegalStateException("Queries are planned by the collection");
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {
        // It goes with the collection.
    }
}
