package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Write commands of several statements, where the engine miscounts what failed and goes on after an error in an ordered batch. */
final class Statements {

    private static final String ERRORS = "writeErrors";

    private Statements() {}

    /** The answer names the number of documents that were inserted. */
    static Document insert(Document query, UnaryOperator<Document> run) {
        Document reply = run.apply(query);
        List<Document> errors = documents(reply, ERRORS);
        if (!errors.isEmpty()) {
            int inserted = Utils.isTrue(query.getOrDefault("ordered", true))
                    ? number(errors.get(0), "index")
                    : documents(query, "documents").size() - errors.size();
            reply.put("n", inserted);
        }
        return reply;
    }

    /** An ordered batch ends at its first error. */
    static Document update(Document query, UnaryOperator<Document> run) {
        List<Document> updates = documents(query, "updates");
        if (updates.size() < 2 || !Utils.isTrue(query.getOrDefault("ordered", true))) {
            return run.apply(query);
        }
        Document total = new Document("n", 0).append("nModified", 0);
        List<Document> upserted = new ArrayList<>();
        for (int i = 0; i < updates.size() && !total.containsKey(ERRORS); i++) {
            Document one = query.clone();
            one.put("updates", List.of(updates.get(i)));
            add(total, upserted, run.apply(one), i);
        }
        if (!upserted.isEmpty()) {
            total.put("upserted", upserted);
        }
        Utils.markOkay(total);
        return total;
    }

    private static void add(Document total, List<Document> upserted, Document reply, int index) {
        total.put("n", number(total, "n") + number(reply, "n"));
        total.put("nModified", number(total, "nModified") + number(reply, "nModified"));
        documents(reply, "upserted").forEach(one -> upserted.add(at(one, index)));
        if (reply.containsKey(ERRORS)) {
            total.put(
                    ERRORS,
                    documents(reply, ERRORS).stream()
                            .map(error -> at(error, index))
                            .toList());
        }
    }

    private static Document at(Document statement, int index) {
        statement.put("index", index);
        return statement;
    }

    private static int number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.intValue() : 0;
    }

    private static List<Document> documents(Document from, String field) {
        return from.get(field) instanceof Collection<?> list
                ? list.stream().map(Document.class::cast).toList()
                : List.of();
    }
}
