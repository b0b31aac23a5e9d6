package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;

/** Aggregations: the one by which drivers count goes through the indexes, every other one reads its whole collection. */
final class Pipelines {

    private static final List<List<String>> BEFORE_COUNT = List.of(
            List.of(),
            List.of("$match"),
            List.of("$match", "$skip"),
            List.of("$match", "$limit"),
            List.of("$match", "$skip", "$limit"));

    private Pipelines() {}

    static boolean writes(Document query) {
        return stages(query).stream().anyMatch(stage -> stage.containsKey("$merge"));
    }

    /** The same as a count command, if it only counts. */
    static Optional<Document> asCount(Document query) {
        List<Document> stages = stages(query);
        if (stages.isEmpty() || !counts(stages.get(stages.size() - 1))) {
            return Optional.empty();
        }
        List<Document> before = stages.subList(0, stages.size() - 1);
        List<String> names = before.stream().map(Pipelines::name).toList();
        if (!BEFORE_COUNT.contains(names)) {
            return Optional.empty();
        }
        Document count = new Document("count", query.get("aggregate"));
        before.forEach(stage -> count.put(option(name(stage)), stage.get(name(stage))));
        return Optional.of(count);
    }

    private static String name(Document stage) {
        return stage.keySet().iterator().next();
    }

    private static String option(String stage) {
        return stage.equals("$match") ? "query" : stage.substring(1);
    }

    private static boolean counts(Document stage) {
        return stage.equals(new Document("$group", new Document("_id", 1).append("n", new Document("$sum", 1))));
    }

    /** The answer to the aggregation, from that to the count. */
    static Document counted(String namespace, Document reply) {
        Object number = reply.get("n");
        List<Document> groups =
                Integer.valueOf(0).equals(number) ? List.of() : List.of(new Document("_id", 1).append("n", number));
        Document cursor = new Document("id", 0L).append("ns", namespace).append("firstBatch", groups);
        Document answer = new Document("cursor", cursor);
        Utils.markOkay(answer);
        return answer;
    }

    private static List<Document> stages(Document query) {
        return query.get("pipeline") instanceof List<?> list
                ? list.stream()
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast)
                        .toList()
                : List.of();
    }
}
