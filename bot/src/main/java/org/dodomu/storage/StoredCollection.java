package org.dodomu.storage;

import java.util.List;
import org.bson.conversions.Bson;

/**
 * A collection as its package declares it.
 *
 * @param version the shape of its documents; a database with a newer one is refused
 * @param indexes ascending keys, made at start; uniqueness is always in {@code _id}, so that a sharded cluster serves too
 */
public record StoredCollection(String name, int version, List<Bson> indexes) {

    public StoredCollection {
        indexes = List.copyOf(indexes);
    }
}
