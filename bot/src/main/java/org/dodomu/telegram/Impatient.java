package org.dodomu.telegram;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the database and does not wait for ever: a server that took the question and never answers is away too. While a question hangs no other is asked. */
final class Impatient {

    private final ExecutorService thread;
    private final Duration patience;
    private @Nullable Future<?> hanging;

    Impatient(String name, Duration patience) {
        this.patience = patience;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** The answer; empty when there was none in time, or a failure in its place. */
    <T> Optional<T> ask(Callable<T> question) {
        Future<?> before = hanging;
        if (before != null && !before.isDone()) {
            return Optional.empty();
        }
        Future<T> asked = thread.submit(question);
        hanging = asked;
        try {
            return Optional.of(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException away) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    void close() {
        thread.shutdownNow();
    }
}
