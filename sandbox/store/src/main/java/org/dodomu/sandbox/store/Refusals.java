package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Set;

/** What the engine would accept and then silently do wrong, or not at all: it is refused before anything is done. */
final class Refusals {

    private static final Set<String> COMMANDS = Set.of("renamecollection", "collmod", "converttocapped");
    private static final Set<String> TRANSACTION = Set.of("txnNumber", "startTransaction", "autocommit");
    private static final Set<String> FIND = Set.of("tailable", "awaitData", "min", "max", "returnKey", "showRecordId");
    private static final Set<String> STAGES = Set.of("$out", "$changeStream");
    private static final Set<String> CREATE =
            Set.of("create", "$db", "lsid", "writeConcern", "readConcern", "comment", "$readPreference", "maxTimeMS");

    private Refusals() {}

    /** @throws MongoServerError code 238, for what only a real MongoDB does */
    static void check(String command, Document query) {
        if (COMMANDS.contains(command)) {
            throw notHere("the command " + command);
        }
        refuseAny(query, TRANSACTION);
        refuseAny(query, Set.of("collation", "let"));
        for (String statements : List.of("updates", "deletes", "indexes")) {
            documents(query, statements).forEach(statement -> refuseAny(statement, Set.of("collation", "let")));
        }
        switch (command) {
            case "create" ->
                query.keySet().stream()
                        .filter(option -> !CREATE.contains(option))
                        .findFirst()
                        .ifPresent(option -> {
                            throw notHere("the collection option " + option);
                        });
            case "createindexes" -> documents(query, "indexes").forEach(IndexDefinition::parse);
            case "find" -> refuseAny(query, FIND);
            case "aggregate" -> documents(query, "pipeline").forEach(stage -> refuseAny(stage, STAGES));
            case "update" ->
                documents(query, "updates").forEach(update -> refusePipeline(update.getOrDefault("u", "")));
            case "findandmodify" -> refusePipeline(query.getOrDefault("update", ""));
            default -> {}
        }
    }

    static MongoServerError notHere(String what) {
        return new MongoServerError(
                238, "NotImplemented", "The embedded store cannot do " + what + ": use a real MongoDB for this");
    }

    private static void refuseAny(Document query, Set<String> options) {
        for (String option : options) {
            Object value = query.get(option);
            if (value != null && !Boolean.FALSE.equals(value)) {
                throw notHere(option);
            }
        }
    }

    private static void refusePipeline(Object update) {
        if (update instanceof List) {
            throw notHere("an update by pipeline");
        }
    }

    private static List<Document> documents(Document query, String field) {
        return query.get(field) instanceof List<?> list
                ? list.stream()
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast)
                        .toList()
                : List.of();
    }
}
