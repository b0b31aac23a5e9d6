package org.dodomu.storage;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.bson.types.Binary;

/** The line's database. Every write is acknowledged by a majority, whatever the URI says. */
public final class Store {

    private final MongoDatabase database;

    public Store(MongoDatabase database) {
        this.database = database.withWriteConcern(WriteConcern.MAJORITY);
    }

    public MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /**
     * Inserts a document that is written once.
     *
     * @return false when one with this id is there already
     */
    public boolean insertOnce(String collection, Document document) {
        try {
            collection(collection).insertOne(document);
            return true;
        } catch (MongoWriteException refused) {
            if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }

    /** The bytes of a binary field. */
    public static byte[] bytes(Document document, String field) {
        Object value = document.get(field);
        if (value instanceof Binary binary) {
            return binary.getData();
        }
        throw new IllegalStateException("The field " + field + " holds no bytes");
    }

    public static Binary binary(byte[] bytes) {
        return new Binary(bytes);
    }

    public static int number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.intValue() : 0;
    }

    public static long longNumber(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
