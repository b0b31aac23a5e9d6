package org.dodomu.storage;

import com.mongodb.MongoException;

/** Nobody may use the database yet: it was not found so far, or its schema is not in order. */
public final class StorageShut extends MongoException {
    private static final long serialVersionUID = 1L;

    StorageShut() {
        super("The database is not ready yet");
    }
}
