package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(store.uri("test"));
    private final MongoCollection<Document> items = client.getDatabase("test").getCollection("items");

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    @Test
    void whatHasExpiredIsDeletedAndNothingElse() {
        items.createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        IntStream.range(0, 1200)
                .forEach(i -> items.insertOne(new Document("_id", i).append("at", Date.from(start.plusSeconds(i)))));
        items.insertMany(List.of(
                new Document("_id", "none"),
                new Document("_id", "number").append("at", 5),
                new Document("_id", "text").append("at", "2001-01-01")));
        store.sweep(start.plusSeconds(60 + 1099));
        assertThat(items.find(Filters.type("at", "date")).map(item -> item.get("_id")))
                .hasSize(100)
                .contains(1100, 1199);
        assertThat(items.countDocuments()).isEqualTo(103);
    }

    @Test
    void aPartialIndexLetsOnlyItsOwnDocumentsExpire() {
        items.createIndex(
                Indexes.ascending("at"),
                new IndexOptions()
                        .expireAfter(0L, TimeUnit.SECONDS)
                        .partialFilterExpression(Filters.eq("state", "done")));
        Date before = new Date(0);
        items.insertMany(List.of(
                new Document("_id", 1).append("state", "done").append("at", before),
                new Document("_id", 2).append("state", "new").append("at", before)));
        store.sweep(Instant.now());
        assertThat(items.find().map(item -> item.get("_id"))).containsExactly(2);
    }

    @Test
    void moreThanAHundredThousandDocumentsAreTooMany() {
        List<Document> thousand =
                IntStream.range(0, 1000).mapToObj(i -> new Document("n", i)).toList();
        IntStream.range(0, 100)
                .forEach(i ->
                        items.insertMany(thousand.stream().map(Document::new).toList()));
        assertThat(store.crowded()).isFalse();
        items.insertOne(new Document());
        assertThat(store.crowded()).isTrue();
    }
}
