package org.dodomu.sandbox.store;

import java.util.concurrent.locks.Lock;
import org.h2.mvstore.MVStore;

/** One thread that brings writes to the disk, as many at once as have gathered; each writer waits for its own. */
final class GroupCommit implements AutoCloseable {

    private final MVStore store;
    private final Lock noWriter;
    private final boolean inMemory;
    private final Thread thread;
    private long asked;
    private long done;
    private boolean closed;
    private boolean failed;

    GroupCommit(MVStore store, Lock noWriter, boolean inMemory) {
        this.store = store;
        this.noWriter = noWriter;
        this.inMemory = inMemory;
        this.thread = new Thread(this::run, "embedded-store-commit");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized long ticket() {
        asked++;
        notifyAll();
        return asked;
    }

    /** Returns when the writes up to this ticket lie on the disk. */
    synchronized void await(long ticket) {
        if (inMemory) {
            return;
        }
        boolean interrupted = false;
        while (done < ticket && !failed) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (done < ticket) {
            throw new IllegalStateException("The embedded store could not write to its file");
        }
    }

    private void run() {
        try {
            for (long target = next(); target > 0; target = next()) {
                commit();
                finished(target);
            }
        } catch (RuntimeException full) {
            fail();
        }
    }

    private synchronized long next() {
        while (asked == done && !closed) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                return 0;
            }
        }
        return asked == done ? 0 : asked;
    }

    private void commit() {
        noWriter.lock();
        try {
            store.commit();
        } finally {
            noWriter.unlock();
        }
        if (!inMemory) {
            store.sync();
        }
    }

    private synchronized void finished(long target) {
        done = target;
        notifyAll();
    }

    private synchronized void fail() {
        failed = true;
        notifyAll();
    }

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
