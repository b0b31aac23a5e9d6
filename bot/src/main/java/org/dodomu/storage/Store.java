package org.dodomu.storage;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The line's database. Every write is acknowledged by a majority, whatever the URI says. While {@link Schema} has not found or brought it in order it is shut, which looks to everybody as if
 * the database were away.
 */
public final class Store {

    private final MongoDatabase database;
    private volatile boolean shut;

    public Store(MongoDatabase database) {
        this.database = database.withWriteConcern(WriteConcern.MAJORITY);
    }

    /**
     * A collection, to be asked for anew for each operation.
     *
     * @throws StorageShut while the schema is not in order
     */
    public MongoCollection<Document> collection(String name) {
        if (shut) {
            throw new StorageShut();
        }
        return database.getCollection(name);
    }

    /** A collection whether or not the store is shut: for the schema alone. */
    MongoCollection<Document> unready(String name) {
        return database.getCollection(name);
    }

    void shut(boolean now) {
        shut = now;
    }

    boolean isShut() {
        return shut;
    }

    /** Whether the database answers within this time, also where it took the connection and says nothing. */
    boolean answers(Duration within) {
        try {
            database.withTimeout(within.toMillis(), TimeUnit.MILLISECONDS).runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException away) {
            return false;
        }
    }

    /**
     * Inserts a document that is written once.
     *
     * @return false when one with this id is there already
     */
    public boolean insertOnce(String collection, Document document) {
        return insertOnce(collection(collection), document);
    }

    static boolean insertOnce(MongoCollection<Document> collection, Document document) {
        try {
            collection.insertOne(document);
            return true;
        } catch (MongoWriteException refused) {
            if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }

    /**
     * Inserts documents that are written once, in one go; those whose id is there already stay as they are.
     *
     * @return those that were there already
     */
    public List<Document> insertAllOnce(String collection, List<Document> documents) {
        if (documents.size() == 1) {
            return insertOnce(collection, documents.get(0)) ? List.of() : documents;
        }
        try {
            if (!documents.isEmpty()) {
                collection(collection).insertMany(documents, new InsertManyOptions().ordered(false));
            }
            return List.of();
        } catch (MongoBulkWriteException refused) {
            refuseUnlessThere(refused);
            return refused.getWriteErrors().stream()
                    .map(error -> documents.get(error.getIndex()))
                    .toList();
        }
    }

    /**
     * Lets a bulk write pass whose only errors are ids that are there already.
     *
     * @throws MongoBulkWriteException the same, for every other error
     */
    public static void refuseUnlessThere(MongoBulkWriteException refused) {
        boolean there = refused.getWriteConcernError() == null
                && refused.getWriteErrors().stream()
                        .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
        if (!there) {
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
