package org.dodomu.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that many threads do at once. */
final class AtOnce {

    private AtOnce() {}

    /** One thread's share. */
    interface Work {
        void run(int thread) throws Exception;
    }

    /** Returns when all threads have ended, and throws what the first of them threw. */
    static void run(int threads, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> ends = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int own = thread;
            ends.add(pool.submit(() -> {
                work.run(own);
                return true;
            }));
        }
        pool.shutdown();
        try {
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            pool.shutdownNow();
        }
    }
}
