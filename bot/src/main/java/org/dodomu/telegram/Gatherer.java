package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes batches of the updates that arrive at the same time: while one batch is written, the next one gathers. Nobody waits for company. */
final class Gatherer implements AutoCloseable {

    private static final int MOST = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final BatchHandler batches;
    private final TelegramJournal journal;
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>(10 * MOST);
    private final Thread thread = new Thread(this::run, "telegram-gatherer");

    Gatherer(BatchHandler batches, TelegramJournal journal) {
        this.batches = batches;
        this.journal = journal;
        thread.start();
    }

    private record Arrived(JsonNode update, CompletableFuture<Boolean> kept) {
        @Override
        public String toString() {
            return "Arrived[REDACTED]";
        }
    }

    /** Waits until the update is durable; false when that did not happen, and Telegram has to bring it again. */
    boolean keep(JsonNode update) throws InterruptedException {
        Arrived one = new Arrived(update, new CompletableFuture<>());
        if (!arrived.offer(one)) {
            return false;
        }
        try {
            return one.kept().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notKept) {
            return false;
        }
    }

    private void run() {
        List<Arrived> batch = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.clear();
                batch.add(arrived.take());
                arrived.drainTo(batch, MOST - 1);
                batches.take(batch.stream().map(Arrived::update).toList());
                batch.forEach(one -> one.kept().complete(true));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException notKept) {
                journal.failed("webhook", notKept.getClass());
                batch.forEach(one -> one.kept().complete(false));
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
