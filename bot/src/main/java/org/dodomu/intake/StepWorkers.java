package org.dodomu.intake;

import com.mongodb.MongoInterruptedException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Threads for steps of different people at once. */
@Component
class StepWorkers implements DisposableBean {

    private final ExecutorService threads =
            Executors.newFixedThreadPool(4 * Runtime.getRuntime().availableProcessors());

    /** Does the same to all, in parallel; the first failure is thrown when all have ended. */
    <A, B> List<B> map(List<A> all, Function<A, B> work) {
        if (all.size() == 1) {
            return List.of(work.apply(all.get(0)));
        }
        try {
            List<Callable<B>> calls =
                    all.stream().<Callable<B>>map(one -> () -> work.apply(one)).toList();
            List<Future<B>> futures = threads.invokeAll(calls);
            List<B> results = new java.util.ArrayList<>(futures.size());
            for (Future<B> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MongoInterruptedException("Stopped", stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(failed);
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
