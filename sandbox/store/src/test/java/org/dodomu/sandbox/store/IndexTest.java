package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same writes to a collection with indexes and to one without: whatever is asked, both answer alike. */
class IndexTest {

    @TempDir
    Path directory;

    private static final List<Bson> INDEXES = List.of(
            Indexes.ascending("state"),
            Indexes.ascending("state", "rank", "due"),
            Indexes.ascending("due"),
            Indexes.ascending("tags"),
            Indexes.ascending("deep.value"));

    private static Document sample(Random random, int id) {
        Document document = new Document("_id", random.nextBoolean() ? "d" + id : (Object) id)
                .append("state", List.of("waiting", "taken", "closed").get(random.nextInt(3)))
                .append("rank", random.nextInt(4))
                .append("due", new Date(1_700_000_000_000L + random.nextInt(50) * 1000L));
        if (random.nextInt(3) > 0) {
            document.append(
                    "tags",
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(n -> "t" + random.nextInt(5))
                            .toList());
        }
        if (random.nextInt(3) > 0) {
            document.append("deep", new Document("value", random.nextInt(10) == 0 ? null : (Object) random.nextInt(6)));
        }
        return document;
    }

    private static Bson question(Random random) {
        Date when = new Date(1_700_000_000_000L + random.nextInt(50) * 1000L);
        return switch (random.nextInt(11)) {
            case 0 -> Filters.eq("state", "waiting");
            case 10 -> Filters.in("state", List.of());
            case 1 -> Filters.and(Filters.eq("state", "taken"), Filters.lte("due", when));
            case 2 -> Filters.and(Filters.lte("due", when), Filters.gt("due", new Date(when.getTime() - 9000)));
            case 3 -> Filters.in("state", "waiting", "closed", "unknown");
            case 4 -> Filters.eq("tags", "t" + random.nextInt(6));
            case 5 -> Filters.eq("deep.value", random.nextInt(7));
            case 6 -> Filters.and(Filters.eq("state", "waiting"), Filters.eq("rank", random.nextInt(4)));
            case 7 -> Filters.or(Filters.eq("state", "closed"), Filters.gt("due", when));
            case 8 -> Filters.in("_id", "d" + random.nextInt(200), random.nextInt(200), (long) random.nextInt(200));
            default -> Filters.eq("deep.value", null);
        };
    }

    private static Bson order(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Sorts.ascending("due", "rank");
            case 1 -> Sorts.descending("due");
            case 2 -> Sorts.orderBy(Sorts.ascending("rank"), Sorts.ascending("due"));
            case 3 -> Sorts.orderBy(Sorts.ascending("rank"), Sorts.descending("due"));
            default -> Sorts.ascending("due");
        };
    }

    private static void change(Random random, List<MongoCollection<Document>> both) {
        int id = random.nextInt(400);
        int kind = random.nextInt(6);
        Document document = sample(random, id);
        Bson where = Filters.eq("_id", document.get("_id"));
        Bson question = question(random);
        for (MongoCollection<Document> one : both) {
            switch (kind) {
                case 0 -> one.deleteOne(where);
                case 1 -> one.updateOne(where, Updates.set("state", "closed"));
                case 2 -> one.updateMany(question, Updates.inc("rank", 1));
                case 3 -> one.updateOne(where, Updates.addToSet("tags", "t4"));
                default -> {
                    one.deleteOne(where);
                    one.insertOne(new Document(document));
                }
            }
        }
    }

    private static void compare(Random random, List<MongoCollection<Document>> both, int questions) {
        for (int i = 0; i < questions; i++) {
            Bson question = question(random);
            Bson order = order(random);
            assertThat(answers(both.get(0), question)).isEqualTo(answers(both.get(1), question));
            assertThat(both.get(0).countDocuments(question))
                    .isEqualTo(both.get(1).countDocuments(question));
            int limit = random.nextInt(20);
            List<String> keys = List.copyOf(order.toBsonDocument().keySet());
            List<List<String>> first = both.stream()
                    .map(one ->
                            sorted(one.find(question).sort(order).limit(limit).into(new ArrayList<>()), keys))
                    .toList();
            assertThat(first.get(0)).isEqualTo(first.get(1));
        }
    }

    /** What the order goes by: documents that are alike in it may come in any order. */
    private static List<String> sorted(List<Document> documents, List<String> keys) {
        return documents.stream()
                .map(one -> keys.stream().map(one::get).toList().toString())
                .toList();
    }

    private static List<String> answers(MongoCollection<Document> collection, Bson question) {
        return collection.find(question).map(Document::toJson).into(new ArrayList<>()).stream()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answerAsIfThereWereNone(long seed) throws IOException {
        Random random = new Random(seed);
        Path file = directory.resolve("line.db");
        for (int opened = 0; opened < 3; opened++) {
            try (EmbeddedStore store = EmbeddedStore.open(file);
                    MongoClient client = MongoClients.create(store.uri("test"))) {
                MongoCollection<Document> with = client.getDatabase("test").getCollection("with");
                List<MongoCollection<Document>> both =
                        List.of(with, client.getDatabase("test").getCollection("without"));
                compare(random, both, opened == 0 ? 0 : 60);
                INDEXES.forEach(with::createIndex);
                for (int i = 0; i < 300; i++) {
                    change(random, both);
                }
                compare(random, both, 60);
            }
        }
    }

    @Test
    void refusesAFileOfAnotherFormatWithASentence() {
        Path file = directory.resolve("old.db");
        try (MVStore old = new MVStore.Builder().fileName(file.toString()).open()) {
            old.openMap("databases.test.items").put("a", "b");
        }
        assertThatThrownBy(() -> EmbeddedStore.open(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another version of the sandbox");
    }
}
