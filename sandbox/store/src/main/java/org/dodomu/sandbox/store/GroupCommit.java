package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that brings writes to the disk, as many at once as have gathered. Nobody waits for it but the answers to those writes: the next writes and all reads go on while the disk works. */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final MVStore store;
    private final Lock noWriter;
    private final Thread thread;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private @Nullable MongoServerError failure;
    private boolean working;
    private boolean closed;

    /** @param noWriter while it is held nothing changes in the store */
    GroupCommit(MVStore store, Lock noWriter) {
        this.store = store;
        this.noWriter = noWriter;
        this.thread = new Thread(this::run, "embedded-store-commit");
        thread.setDaemon(true);
        thread.start();
    }

    /** Done when everything written so far lies on the disk; fails when it could not be written, and then nothing later is written either. */
    synchronized CompletableFuture<Void> durable() {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        if (waiting.isEmpty() && !working && !store.hasUnsavedChanges()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> durable = new CompletableFuture<>();
        waiting.add(durable);
        notifyAll();
        return durable;
    }

    private void run() {
        for (List<CompletableFuture<Void>> group = next(); !group.isEmpty(); group = next()) {
            try {
                commit();
            } catch (RuntimeException | AssertionError full) {
                fail(full, group);
                return;
            }
            group.forEach(one -> one.complete(null));
        }
    }

    private synchronized List<CompletableFuture<Void>> next() {
        working = false;
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                return List.of();
            }
        }
        List<CompletableFuture<Void>> group = waiting;
        waiting = new ArrayList<>();
        working = true;
        return group;
    }

    private void commit() {
        noWriter.lock();
        try {
            store.commit();
        } finally {
            noWriter.unlock();
        }
        store.sync();
    }

    private void fail(Throwable full, List<CompletableFuture<Void>> group) {
        LOG.error("The database file cannot be written: nothing is kept from here on", full);
        MongoServerError told = new MongoServerError(96, "OperationFailed", "The database file cannot be written");
        List<CompletableFuture<Void>> lost = new ArrayList<>(group);
        synchronized (this) {
            failure = told;
            lost.addAll(waiting);
            waiting = new ArrayList<>();
        }
        lost.forEach(one -> one.completeExceptionally(told));
    }

    /** Brings the last writes to the disk. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(30_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
