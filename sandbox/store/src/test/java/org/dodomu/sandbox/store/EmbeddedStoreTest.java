package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {

    @TempDir
    Path directory;

    /** Writes until it is killed, and prints each number that was acknowledged. */
    static final class Writer {
        public static void main(String[] arguments) throws IOException {
            try (EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]));
                    MongoClient client = MongoClients.create(store.uri("test"))) {
                MongoCollection<Document> items = client.getDatabase("test").getCollection("items");
                int start = Integer.parseInt(arguments[1]);
                for (int i = start; i < start + 100_000; i++) {
                    items.insertOne(new Document("_id", i).append("n", 0).append("text", "x".repeat(500)));
                    items.updateOne(Filters.eq("_id", i), Updates.inc("n", 1));
                    System.out.println(i);
                }
            }
        }
    }

    @Test
    void acknowledgedWritesSurviveAKill() throws Exception {
        Path file = directory.resolve("line.db");
        List<Integer> acknowledged = new ArrayList<>();
        for (int cycle = 0; cycle < 3; cycle++) {
            acknowledged.addAll(writeAndKill(file, cycle * 100_000, 60));
        }
        try (EmbeddedStore store = EmbeddedStore.open(file);
                MongoClient client = MongoClients.create(store.uri("test"))) {
            MongoCollection<Document> items = client.getDatabase("test").getCollection("items");
            for (int id : acknowledged) {
                Document kept = items.find(Filters.eq("_id", id)).first();
                assertThat(kept).isNotNull().containsEntry("n", 1);
            }
        }
    }

    private static List<Integer> writeAndKill(Path file, int start, int count)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString(),
                        Integer.toString(start))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Integer> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && acknowledged.size() < count; line = out.readLine()) {
                if (line.matches("\\d+")) {
                    acknowledged.add(Integer.valueOf(line));
                }
            }
        } finally {
            process.destroyForcibly();
            process.waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(acknowledged).hasSize(count);
        return acknowledged;
    }

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

    @Test
    void theFileIsForItsOwnerAndForOneProcess() throws IOException {
        Path file = directory.resolve("own.db");
        try (EmbeddedStore store = EmbeddedStore.open(file)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> EmbeddedStore.open(file)).hasMessageContaining("another sandbox");
        }
    }

    @Test
    void whatItCannotDoIsRefusedAloud() {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("test"))) {
            MongoCollection<Document> items = client.getDatabase("test").getCollection("items");
            IndexOptions partial = new IndexOptions().partialFilterExpression(Filters.eq("a", 1));
            assertThatThrownBy(() -> items.createIndex(Indexes.ascending("a"), partial))
                    .isInstanceOf(MongoException.class);
            assertThat(client.getDatabase("admin")
                            .runCommand(new Document("hello", 1))
                            .getBoolean("isWritablePrimary"))
                    .isTrue();
        }
    }
}
