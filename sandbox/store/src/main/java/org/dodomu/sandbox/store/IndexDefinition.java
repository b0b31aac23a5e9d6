package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An index as it was declared.
 *
 * @param partial only documents that match are in the index
 * @param expireAfterSeconds documents whose indexed date lies further back are deleted
 */
record IndexDefinition(
        String name,
        List<IndexKey> keys,
        boolean unique,
        boolean sparse,
        Optional<Document> partial,
        Optional<Long> expireAfterSeconds) {

    private static final Set<String> KNOWN = Set.of(
            "name",
            "key",
            "ns",
            "v",
            "background",
            "unique",
            "sparse",
            "partialFilterExpression",
            "expireAfterSeconds");

    IndexDefinition {
        keys = List.copyOf(keys);
    }

    /** @throws de.bwaldvogel.mongo.exception.MongoServerError for an option that this store would ignore */
    static IndexDefinition parse(Document declared) {
        for (String option : declared.keySet()) {
            if (!KNOWN.contains(option)) {
                throw Refusals.notHere("the index option " + option);
            }
        }
        if (!(declared.get("name") instanceof String name) || !(declared.get("key") instanceof Document fields)) {
            throw Refusals.notHere("an index without name or keys");
        }
        List<IndexKey> keys = new ArrayList<>();
        fields.forEach((field, direction) -> keys.add(key(field, direction)));
        Optional<Long> expires =
                Optional.ofNullable((Number) declared.get("expireAfterSeconds")).map(Number::longValue);
        if (expires.isPresent() && keys.size() != 1) {
            throw Refusals.notHere("expiry over several fields");
        }
        Optional<Document> partial = Optional.ofNullable((Document) declared.get("partialFilterExpression"));
        boolean sparse = Utils.isTrue(declared.get("sparse"));
        if (sparse && partial.isPresent()) {
            throw Refusals.notHere("an index both sparse and partial");
        }
        boolean unique = Utils.isTrue(declared.get("unique"));
        return new IndexDefinition(name, keys, unique, sparse, partial, expires);
    }

    private static IndexKey key(String field, Object direction) {
        if (!(direction instanceof Number number) || Math.abs(number.doubleValue()) != 1) {
            throw Refusals.notHere("an index that is not ascending or descending");
        }
        if (field.contains("$") || field.matches("(.*\\.)?\\d+(\\..*)?")) {
            throw Refusals.notHere("an index over a wildcard or an array position");
        }
        return new IndexKey(field, number.doubleValue() > 0);
    }

    boolean isId() {
        return keys.size() == 1 && keys.get(0).getKey().equals(IdIndex.ID);
    }

    /** Finds the documents that have expired; empty when this index lets none expire. */
    Optional<Document> expired(Instant now) {
        return expireAfterSeconds.map(seconds -> {
            Document old = new Document("$lte", now.minusSeconds(seconds));
            Document query = new Document(keys.get(0).getKey(), old);
            return partial.map(filter -> new Document("$and", List.of(query, filter)))
                    .orElse(query);
        });
    }

    boolean sameAs(IndexDefinition other) {
        return describe().equals(other.describe());
    }

    private Map<String, Object> describe() {
        List<String> described =
                keys.stream().map(key -> key.getKey() + " " + key.isAscending()).toList();
        return Map.of(
                "keys", described,
                "unique", unique,
                "sparse", sparse,
                "partial", partial,
                "expires", expireAfterSeconds);
    }
}
