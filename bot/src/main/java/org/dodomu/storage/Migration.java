package org.dodomu.storage;

import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The step of a collection from one version to the next, declared as a bean by the package that owns the collection.
 *
 * @param from the version it starts from, at least 1
 * @param change the update of one document, computed from it and touching only the fields it has to; may be computed twice for one document, also by two processes at once, and takes
 *     effect once
 */
public record Migration(String collection, int from, Function<Document, Bson> change) {}
