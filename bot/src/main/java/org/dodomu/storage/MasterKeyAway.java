package org.dodomu.storage;

import com.mongodb.MongoException;
import org.dodomu.crypto.MasterKeyMissing;

/** The master key in use is not in this instance's file, or which one is in use is not certain. Nothing can be kept until it is; looks as if the database were away. */
public final class MasterKeyAway extends MongoException {
    private static final long serialVersionUID = 1L;

    MasterKeyAway(MasterKeyMissing missing) {
        super("The master key in use is not here", missing);
    }
}
