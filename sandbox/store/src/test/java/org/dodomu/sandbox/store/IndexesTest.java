package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexesTest {

    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(store.uri("test"));
    private final MongoCollection<Document> indexed = client.getDatabase("test").getCollection("indexed");
    private final MongoCollection<Document> plain = client.getDatabase("test").getCollection("plain");

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    /** The same random life in a collection with many indexes and in one with none must give the same answers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void queriesFindTheSameWithIndexesAndWithout(long seed) {
        Random random = new Random(seed);
        indexed.createIndex(Indexes.ascending("a", "b", "c"));
        indexed.createIndex(Indexes.compoundIndex(Indexes.descending("b"), Indexes.ascending("n.c")));
        indexed.createIndex(Indexes.ascending("c"), new IndexOptions().sparse(true));
        indexed.createIndex(
                Indexes.ascending("b"), new IndexOptions().name("some").partialFilterExpression(Filters.eq("a", 1)));
        boolean arrays = seed % 2 == 0;
        for (int i = 0; i < 300; i++) {
            change(random, i, arrays);
        }
        for (int i = 0; i < 150; i++) {
            compare(random);
        }
    }

    private void change(Random random, int i, boolean arrays) {
        Document document = new Document("_id", i)
                .append("n", random.nextInt(5) == 0 ? value(random) : new Document("c", value(random)));
        for (String field : List.of("a", "b", "c")) {
            if (random.nextInt(6) > 0) {
                document.append(field, value(random));
            }
        }
        if (arrays && random.nextInt(4) == 0) {
            document.append("b", new ArrayList<>(Arrays.asList(value(random), value(random))));
        }
        if (arrays && random.nextInt(20) == 0) {
            document.append("b", List.of());
        }
        Bson filter = filter(random);
        Bson update = random.nextBoolean() ? Updates.set("a", value(random)) : Updates.unset("c");
        boolean delete = random.nextInt(15) == 0;
        for (MongoCollection<Document> one : List.of(indexed, plain)) {
            one.insertOne(new Document(document));
            one.updateMany(filter, update);
            if (delete) {
                one.deleteMany(Filters.and(filter, Filters.gt("_id", i - 10)));
            }
        }
    }

    private void compare(Random random) {
        Bson filter = filter(random);
        Bson sort = sort(random);
        int limit = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0;
        assertThat(ids(indexed.find(filter).sort(sort).skip(limit / 4).limit(limit)))
                .as("%s sorted %s", filter, sort)
                .isEqualTo(ids(plain.find(filter).sort(sort).skip(limit / 4).limit(limit)));
        assertThat(ids(indexed.find(filter)))
                .as("%s", filter)
                .containsExactlyInAnyOrderElementsOf(ids(plain.find(filter)));
        assertThat(indexed.countDocuments(filter)).isEqualTo(plain.countDocuments(filter));
    }

    private static List<Object> ids(FindIterable<Document> found) {
        return found.map(document -> document.get("_id")).into(new ArrayList<>());
    }

    private static @Nullable Object value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> (long) random.nextInt(4);
            case 2 -> random.nextInt(4) / 2.0;
            case 3 -> "t" + random.nextInt(4);
            case 4 -> new Date(random.nextInt(4));
            case 5 -> random.nextBoolean();
            default -> random.nextInt(4);
        };
    }

    private static Bson filter(Random random) {
        List<Bson> parts = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String field = List.of("a", "b", "c", "n.c", "n", "_id").get(random.nextInt(6));
            Object value = value(random);
            parts.add(
                    switch (random.nextInt(8)) {
                        case 0 -> Filters.in(field, value, value(random), value(random));
                        case 1 -> Filters.gt(field, Objects.requireNonNullElse(value, 1));
                        case 2 -> Filters.lte(field, Objects.requireNonNullElse(value, 1));
                        case 3 -> Filters.and(Filters.gte(field, 1), Filters.lt(field, 3));
                        case 4 -> Filters.exists(field, random.nextBoolean());
                        case 5 -> Filters.ne(field, value);
                        default -> Filters.eq(field, value);
                    });
        }
        return Filters.and(parts);
    }

    private static Bson sort(Random random) {
        List<Bson> fields = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String field = List.of("a", "b", "c", "n.c").get((random.nextInt(2) + i) % 4);
            fields.add(random.nextBoolean() ? Sorts.ascending(field) : Sorts.descending(field));
        }
        fields.add(random.nextBoolean() ? Sorts.ascending("_id") : Sorts.descending("_id"));
        return Sorts.orderBy(fields);
    }

    @Test
    void aUniqueIndexHoldsOverInsertsUpdatesAndUpserts() {
        indexed.createIndex(Indexes.ascending("a", "b"), new IndexOptions().unique(true));
        indexed.insertOne(new Document("_id", 1).append("a", 1).append("b", "x"));
        indexed.insertOne(new Document("_id", 2).append("a", 1).append("b", "y"));
        duplicate(() -> indexed.insertOne(new Document("a", 1L).append("b", "x")));
        duplicate(() -> indexed.updateOne(Filters.eq("_id", 2), Updates.set("b", "x")));
        assertThat(indexed.find(Filters.eq("_id", 2)).first()).containsEntry("b", "y");
        indexed.deleteOne(Filters.eq("_id", 1));
        assertThatCode(() -> indexed.updateOne(Filters.eq("_id", 2), Updates.set("b", "x")))
                .doesNotThrowAnyException();
        assertThat(indexed.countDocuments(Filters.eq("b", "x"))).isEqualTo(1);
    }

    @Test
    void aPartialUniqueIndexHoldsForItsDocumentsOnly() {
        indexed.createIndex(
                Indexes.ascending("case"),
                new IndexOptions().unique(true).partialFilterExpression(Filters.eq("open", true)));
        indexed.insertOne(new Document("_id", 1).append("case", 5).append("open", true));
        indexed.insertOne(new Document("_id", 2).append("case", 5).append("open", false));
        indexed.insertOne(new Document("_id", 3).append("case", 5));
        duplicate(() -> indexed.insertOne(new Document("case", 5).append("open", true)));
        duplicate(() -> indexed.updateOne(Filters.eq("_id", 3), Updates.set("open", true)));
        indexed.updateOne(Filters.eq("_id", 1), Updates.set("open", false));
        indexed.updateOne(Filters.eq("_id", 3), Updates.set("open", true));
        assertThat(ids(indexed.find(Filters.eq("case", 5)))).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ids(indexed.find(Filters.and(Filters.eq("case", 5), Filters.eq("open", true)))))
                .containsExactly(3);
    }

    private static void duplicate(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOfSatisfying(MongoException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(11000));
    }

    @Test
    void aUniqueIndexIsNotMadeOverDuplicates() {
        indexed.insertMany(List.of(new Document("a", 1), new Document("a", 1)));
        duplicate(() -> indexed.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true)));
        assertThatCode(() -> indexed.insertOne(new Document("a", 1))).doesNotThrowAnyException();
    }

    @Test
    void theSameNameForAnotherIndexIsRefused() {
        indexed.createIndex(Indexes.ascending("a"), new IndexOptions().name("i"));
        indexed.createIndex(Indexes.ascending("a"), new IndexOptions().name("i"));
        assertThatThrownBy(() -> indexed.createIndex(Indexes.ascending("b"), new IndexOptions().name("i")))
                .isInstanceOf(MongoException.class);
    }

    @Test
    void indexesThatWereDroppedHoldNothingAndTheOneOfTheIdStays() {
        indexed.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true));
        indexed.createIndex(Indexes.ascending("b"));
        indexed.insertOne(new Document("_id", 1).append("a", 1).append("b", 1));
        indexed.dropIndexes();
        assertThat(indexed.listIndexes().map(one -> one.getString("name"))).containsExactly("_id_");
        indexed.insertOne(new Document("_id", 2).append("a", 1).append("b", 1));
        duplicate(() -> indexed.insertOne(new Document("_id", 2)));
        duplicate(() -> indexed.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true)));
        indexed.deleteOne(Filters.eq("_id", 1));
        indexed.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true));
        duplicate(() -> indexed.insertOne(new Document("_id", 3).append("a", 1)));
    }

    @Test
    void aCollectionThatWasDroppedIsGoneWithItsIndexes() {
        indexed.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true));
        indexed.insertOne(new Document("a", 1));
        indexed.drop();
        indexed.insertMany(List.of(new Document("a", 1), new Document("a", 1)));
        assertThat(indexed.countDocuments()).isEqualTo(2);
        client.getDatabase("test").drop();
        assertThat(indexed.countDocuments()).isZero();
    }

    @Test
    void aLongAnswerComesInBatches() {
        List<Document> many = new ArrayList<>();
        for (int i = 0; i < 1234; i++) {
            many.add(new Document("_id", i));
        }
        plain.insertMany(many);
        assertThat(ids(plain.find().sort(Sorts.descending("_id"))))
                .hasSize(1234)
                .startsWith(1233)
                .endsWith(0)
                .doesNotHaveDuplicates();
        assertThat(ids(plain.find().batchSize(7).limit(50))).hasSize(50);
    }
}
