package org.dodomu.sandbox.store;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a minute: deletes what has expired, and warns when the store holds more than it is good for. */
final class Housekeeping implements AutoCloseable {

    static final long MOST_DOCUMENTS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int BATCH = 500;
    private static final int SECONDS = 60;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "embedded-store-housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final StoreBackend backend;
    private boolean warned;

    Housekeeping(StoreBackend backend) {
        this.backend = backend;
        timer.scheduleWithFixedDelay(this::minute, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void minute() {
        try {
            sweep(Instant.now());
            warn();
        } catch (RuntimeException failed) {
            LOG.warn(
                    "The embedded database could not be tidied: {}",
                    failed.getClass().getName());
        }
    }

    /** Deletes everything that has expired, in batches, so that others come in between. */
    void sweep(Instant now) {
        while (backend.deleteExpired(now, BATCH) > 0) {
            Thread.onSpinWait();
        }
    }

    private void warn() {
        if (!warned && crowded()) {
            warned = true;
            LOG.warn(
                    "The embedded database holds more than {} documents: it needs much memory and opens slowly, use MongoDB",
                    MOST_DOCUMENTS);
        }
    }

    boolean crowded() {
        return backend.documents() > MOST_DOCUMENTS;
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
