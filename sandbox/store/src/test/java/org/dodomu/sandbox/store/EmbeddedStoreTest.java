package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class EmbeddedStoreTest {

    @Test
    void oneJobIsClaimedOnce() throws InterruptedException {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("test"))) {
            MongoCollection<Document> jobs = client.getDatabase("test").getCollection("jobs");
            IntStream.range(0, 300).forEach(i -> jobs.insertOne(new Document("_id", i).append("state", "free")));
            Set<Object> claimed = ConcurrentHashMap.newKeySet();
            AtomicInteger twice = new AtomicInteger();
            ExecutorService workers = Executors.newFixedThreadPool(16);
            IntStream.range(0, 16).forEach(worker -> workers.execute(() -> claimAll(jobs, claimed, twice)));
            workers.shutdown();
            assertThat(workers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            assertThat(claimed).hasSize(300);
            assertThat(twice).hasValue(0);
        }
    }

    private static void claimAll(MongoCollection<Document> jobs, Set<Object> claimed, AtomicInteger twice) {
        while (true) {
            Document job = jobs.findOneAndUpdate(
                    Filters.eq("state", "free"),
                    Updates.set("state", "taken"),
                    new FindOneAndUpdateOptions().sort(Sorts.ascending("_id")).returnDocument(ReturnDocument.AFTER));
            if (job == null) {
                return;
            }
            if (!claimed.add(job.get("_id"))) {
                twice.incrementAndGet();
            }
        }
    }

    @Test
    void readersNeverSeeHalfAWrite() throws InterruptedException {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("test"))) {
            MongoCollection<Document> items = client.getDatabase("test").getCollection("items");
            items.insertOne(new Document("_id", 1).append("a", 0).append("b", 0));
            ExecutorService workers = Executors.newFixedThreadPool(4);
            AtomicInteger torn = new AtomicInteger();
            workers.execute(() -> IntStream.range(0, 2000)
                    .forEach(i -> items.updateOne(
                            Filters.eq("_id", 1), Updates.combine(Updates.set("a", i), Updates.set("b", i)))));
            IntStream.range(0, 3)
                    .forEach(reader ->
                            workers.execute(() -> IntStream.range(0, 1500).forEach(i -> {
                                Document seen = items.find(Filters.eq("_id", 1)).first();
                                if (seen == null || !java.util.Objects.equals(seen.get("a"), seen.get("b"))) {
                                    torn.incrementAndGet();
                                }
                            })));
            workers.shutdown();
            assertThat(workers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            assertThat(torn).hasValue(0);
        }
    }
}
