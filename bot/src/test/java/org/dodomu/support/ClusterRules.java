package org.dodomu.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.dodomu.storage.StoredCollection;

/**
 * What may be sent to a database that is perhaps sharded: no transaction; each write to one document names its {@code _id}, which is the shard key of every collection; every write waits for
 * a majority; only operators that every engine has. And no query without an index.
 */
public final class ClusterRules implements CommandListener {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify", "createIndexes");
    private static final Set<String> ONE_SHARD_ONLY =
            Set.of("$lookup", "$graphLookup", "$out", "$where", "$near", "$nearSphere", "$text", "mapReduce");

    /** A few documents, or one a member, read as a whole. */
    private static final Set<String> SMALL = Set.of("rosters", "epochs", "schema", "passkeys");

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<Query> queries = ConcurrentHashMap.newKeySet();

    private record Query(String collection, Set<String> fields) {}

    @Override
    public void commandStarted(CommandStartedEvent event) {
        String name = event.getCommandName();
        BsonDocument command = event.getCommand();
        String what = name + " on " + (command.get(name) instanceof BsonString on ? on.getValue() : "nothing");
        boolean transaction = command.containsKey("startTransaction")
                || command.containsKey("autocommit")
                || name.equals("commitTransaction");
        require(!transaction, what + " is in a transaction");
        require(name.equals("insert") || !uses(command), what + " asks for what a cluster lacks");
        if (WRITES.contains(name)) {
            BsonDocument concern = command.getDocument("writeConcern", new BsonDocument());
            require(new BsonString("majority").equals(concern.get("w")), what + " waits for no majority");
        }
        filters(name, command, what);
    }

    private static boolean uses(BsonValue value) {
        if (value.isArray()) {
            return value.asArray().stream().anyMatch(ClusterRules::uses);
        }
        return value.isDocument()
                && value.asDocument().entrySet().stream()
                        .anyMatch(field -> ONE_SHARD_ONLY.contains(field.getKey()) || uses(field.getValue()));
    }

    private void filters(String name, BsonDocument command, String what) {
        String collection = command.get(name) instanceof BsonString on ? on.getValue() : "";
        switch (name) {
            case "find" -> query(collection, command.getDocument("filter", new BsonDocument()));
            case "aggregate" -> {
                BsonArray stages = command.getArray("pipeline");
                BsonDocument first =
                        stages.isEmpty() ? new BsonDocument() : stages.get(0).asDocument();
                query(collection, first.getDocument("$match", new BsonDocument()));
            }
            case "findAndModify" -> one(collection, command.getDocument("query"), what);
            case "update" -> each(command, "updates", collection, what);
            case "delete" -> each(command, "deletes", collection, what);
            default -> {}
        }
    }

    private void each(BsonDocument command, String list, String collection, String what) {
        for (BsonValue value : command.getArray(list)) {
            BsonDocument write = value.asDocument();
            boolean many = write.getBoolean("multi", org.bson.BsonBoolean.FALSE).getValue()
                    || (list.equals("deletes") && write.getNumber("limit").intValue() == 0);
            if (many) {
                query(collection, write.getDocument("q"));
            } else {
                one(collection, write.getDocument("q"), what);
            }
        }
    }

    private void one(String collection, BsonDocument filter, String what) {
        Set<String> equal = pinned(filter);
        require(equal.contains("_id"), what + " names no _id");
        query(collection, filter);
    }

    private void query(String collection, BsonDocument filter) {
        ways(filter).forEach(fields -> queries.add(new Query(collection, fields)));
    }

    /** The fields of each way in which a filter can hold: one, or one for each side of an {@code $or}, which a server answers one by one. */
    private static List<Set<String>> ways(BsonDocument filter) {
        List<Set<String>> ways = List.of(Set.of());
        for (Map.Entry<String, BsonValue> part : filter.entrySet()) {
            ways = both(ways, ways(part.getKey(), part.getValue()));
        }
        return ways;
    }

    private static List<Set<String>> ways(String field, BsonValue value) {
        return switch (field) {
            case "$or" ->
                value.asArray().stream()
                        .flatMap(side -> ways(side.asDocument()).stream())
                        .toList();
            case "$and" ->
                value.asArray().stream()
                        .map(part -> ways(part.asDocument()))
                        .reduce(List.of(Set.of()), ClusterRules::both);
            default -> List.of(Set.of(field));
        };
    }

    private static List<Set<String>> both(List<Set<String>> some, List<Set<String>> others) {
        return some.stream()
                .flatMap(one -> others.stream().map(other -> {
                    Set<String> together = new HashSet<>(one);
                    together.addAll(other);
                    return together;
                }))
                .toList();
    }

    /** The fields that a filter pins to one value. */
    private static Set<String> pinned(BsonDocument filter) {
        Set<String> fields = new HashSet<>();
        filter.forEach((field, value) -> {
            if (field.equals("$and")) {
                value.asArray().forEach(part -> fields.addAll(pinned(part.asDocument())));
            } else if (isEqual(value)) {
                fields.add(field);
            }
        });
        return fields;
    }

    private static boolean isEqual(BsonValue value) {
        return !value.isDocument()
                || value.asDocument().keySet().stream().noneMatch(key -> key.startsWith("$") && !key.equals("$eq"));
    }

    private void require(boolean kept, String otherwise) {
        if (!kept) {
            broken.add(otherwise);
        }
    }

    /** Fails when a rule was broken. */
    public void check() {
        assertThat(broken).isEmpty();
    }

    /** Fails when something was asked that no index begins with. */
    public void checkIndexes(Collection<StoredCollection> declared) {
        Set<String> unserved = queries.stream()
                .filter(query -> !SMALL.contains(query.collection()) && !served(query, declared))
                .map(query -> query.collection() + " by " + query.fields())
                .collect(Collectors.toSet());
        assertThat(unserved).isEmpty();
    }

    private static boolean served(Query query, Collection<StoredCollection> declared) {
        List<String> first = declared.stream()
                .filter(collection -> collection.name().equals(query.collection()))
                .flatMap(collection -> collection.indexes().stream())
                .map(keys -> keys.toBsonDocument().getFirstKey())
                .toList();
        return query.fields().contains("_id") || query.fields().stream().anyMatch(first::contains);
    }
}
