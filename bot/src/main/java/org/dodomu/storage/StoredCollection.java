package org.dodomu.storage;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;

/**
 * A collection as its package declares it.
 *
 * @param version the shape of its documents; a database with a newer one is refused
 * @param indexes ascending keys, made at start; uniqueness is always in {@code _id}, so that a sharded cluster serves too
 * @param never the date that means never, where each index is of one date: it holds only documents with an earlier one, so that a document written often costs no more than what waits in it
 */
public record StoredCollection(String name, int version, List<Bson> indexes, Optional<Date> never) {

    public StoredCollection {
        indexes = List.copyOf(indexes);
    }

    /** A collection whose indexes hold every document. */
    public StoredCollection(String name, int version, List<Bson> indexes) {
        this(name, version, indexes, Optional.empty());
    }
}
