package org.dodomu.telegram;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.ErrandDesk;
import org.dodomu.intake.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Takes errands that are due and does them: messages at Telegram's pace, files beside them, so that no download delays a person. */
final class Sender implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofMillis(300);

    private final ErrandDesk desk;
    private final Errands errands;
    private final FileFetcher files;
    private final TelegramJournal journal;
    private final int threads;
    private volatile boolean running;
    private @Nullable ExecutorService workers;

    Sender(ErrandDesk desk, Errands errands, FileFetcher files, TelegramJournal journal, int threads) {
        this.desk = desk;
        this.errands = errands;
        this.files = files;
        this.journal = journal;
        this.threads = threads;
    }

    @Override
    public synchronized void start() {
        running = true;
        ExecutorService pool = Executors.newCachedThreadPool();
        workers = pool;
        pool.execute(() -> run(false, threads));
        pool.execute(() -> run(true, Math.max(2, threads / 2)));
    }

    private void run(boolean fetches, int atOnce) {
        Semaphore free = new Semaphore(atOnce);
        while (running) {
            try {
                desk.awaitDue(LOOK);
                boolean more = true;
                while (more && running) {
                    free.acquire();
                    List<DueErrand> due = claim(fetches);
                    more = !due.isEmpty();
                    if (more) {
                        dispatch(due.get(0), free);
                    } else {
                        free.release();
                    }
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException fault) {
                journal.senderFailed(fault.getClass());
            }
        }
    }

    private List<DueErrand> claim(boolean fetches) throws InterruptedException {
        try {
            return desk.claim(1, fetches);
        } catch (RuntimeException away) {
            journal.senderFailed(away.getClass());
            Thread.sleep(LOOK.toMillis() * 3);
            return List.of();
        }
    }

    private void dispatch(DueErrand due, Semaphore free) {
        ExecutorService pool = workers;
        if (pool == null) {
            free.release();
            return;
        }
        pool.execute(() -> {
            try {
                Outcome outcome = due.errand() instanceof org.dodomu.intake.Errand.Fetch fetch
                        ? files.fetch(due, fetch)
                        : errands.run(due);
                desk.done(due, outcome);
            } catch (RuntimeException fault) {
                journal.senderFailed(fault.getClass());
            } finally {
                free.release();
            }
        });
    }

    @Override
    public synchronized void stop() {
        running = false;
        ExecutorService pool = workers;
        if (pool == null) {
            return;
        }
        pool.shutdownNow();
        try {
            pool.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
