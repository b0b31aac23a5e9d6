package org.dodomu.sandbox.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bson.Document;

/** Measures, asserts nothing: durable inserts and claims per second, and how long a read takes while others write. */
final class StoreBench {

    private static final int SECONDS = 6;

    private final MongoClient client;
    private final MongoCollection<Document> items;
    private final byte[] payload = new byte[3000];

    private StoreBench(MongoClient client, String collection) {
        this.client = client;
        this.items = client.getDatabase("bench").getCollection(collection);
        new SplittableRandom(1).nextBytes(payload);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Files.createTempDirectory("bench").resolve("store.db");
        try (EmbeddedStore store = EmbeddedStore.open(file);
                MongoClient client = MongoClients.create(store.uri("bench"))) {
            new StoreBench(client, "warm").inserts(16, false);
            for (int writers : new int[] {1, 16}) {
                new StoreBench(client, "inserts" + writers).inserts(writers, true);
            }
            for (int finished : arguments.length > 0 ? new int[0] : new int[] {1000, 10_000, 50_000}) {
                new StoreBench(client, "claims" + finished).claims(finished);
            }
        }
        System.out.printf("file: %d MB%n", Files.size(file) >> 20);
    }

    private void inserts(int writers, boolean told) throws InterruptedException {
        items.insertOne(new Document("_id", "read"));
        AtomicInteger done = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        List<Long> reads = new ArrayList<>();
        Thread reader = new Thread(() -> {
            while (ended.getCount() > 0) {
                long start = System.nanoTime();
                items.find(Filters.eq("_id", "read")).first();
                reads.add((System.nanoTime() - start) / 1000);
                LockSupport.parkNanos(1_000_000);
            }
        });
        reader.start();
        double rate = rate(writers, done, () -> items.insertOne(new Document("payload", payload))
                .wasAcknowledged());
        ended.countDown();
        reader.join();
        long[] sorted = reads.stream().mapToLong(Long::longValue).sorted().toArray();
        if (told) {
            System.out.printf(
                    "inserts of 3 KB, %d writers: %.0f/s; a reader meanwhile: p50 %d us, p99 %d us%n",
                    writers, rate, sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
        }
    }

    private void claims(int finished) throws InterruptedException {
        items.createIndex(Indexes.ascending("state", "due"));
        Date now = new Date();
        List<Document> batch = new ArrayList<>();
        for (int i = 0; i < finished; i++) {
            batch.add(new Document("_id", "f" + i)
                    .append("state", "done")
                    .append("due", now)
                    .append("text", Arrays.copyOf(payload, 500)));
            if (batch.size() == 1000 || i == finished - 1) {
                items.insertMany(batch);
                batch.clear();
            }
        }
        int free = 20_000;
        IntStream.range(0, free)
                .mapToObj(i -> new Document("_id", i).append("state", "free").append("due", now))
                .forEach(batch::add);
        items.insertMany(batch);
        AtomicInteger done = new AtomicInteger();
        double rate = rate(
                8,
                done,
                () -> items.findOneAndUpdate(
                                Filters.and(Filters.eq("state", "free"), Filters.lte("due", now)),
                                Updates.set("state", "taken"),
                                new FindOneAndUpdateOptions().sort(Sorts.ascending("due")))
                        != null);
        System.out.printf("claims among %d finished, 8 workers: %.0f/s%n", finished, rate);
    }

    private static double rate(int threads, AtomicInteger done, BooleanSupplier work) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; i < threads; i++) {
            workers.execute(() -> {
                while (System.nanoTime() < end && work.getAsBoolean()) {
                    done.incrementAndGet();
                }
            });
        }
        workers.shutdown();
        workers.awaitTermination(5, TimeUnit.MINUTES);
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }
}
