package org.dodomu.telegram;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.Errand;
import org.dodomu.intake.ErrandDesk;
import org.dodomu.intake.Lane;
import org.dodomu.intake.Leased;
import org.dodomu.intake.Outcome;
import org.dodomu.storage.Leadership;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Takes errands that are due and does them: messages at Telegram's pace, files beside them, so that no download delays a person. Messages leave through the instance that leads, files through every one. */
final class Sender implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final int QUICK_A_SECOND = 50;

    private final ErrandDesk desk;
    private final Errands errands;
    private final FileFetcher files;
    private final Leadership leadership;
    private final Pace messages;
    private final Pace quick = new Pace(System::nanoTime, QUICK_A_SECOND);
    private final Pace unpaced = new Pace(System::nanoTime, Integer.MAX_VALUE);
    private final TelegramJournal journal;
    private final int threads;
    private volatile boolean running;
    private @Nullable ExecutorService workers;

    Sender(
            ErrandDesk desk,
            Errands errands,
            FileFetcher files,
            Leadership leadership,
            Pace messages,
            TelegramJournal journal,
            int threads) {
        this.desk = desk;
        this.errands = errands;
        this.files = files;
        this.leadership = leadership;
        this.messages = messages;
        this.journal = journal;
        this.threads = threads;
    }

    @Override
    public synchronized void start() {
        running = true;
        ExecutorService pool = Executors.newCachedThreadPool();
        workers = pool;
        pool.execute(() -> run(pool, Lane.QUICK, quick));
        pool.execute(() -> run(pool, Lane.PACED, messages));
        pool.execute(() -> run(pool, Lane.FILES, unpaced));
    }

    private void run(ExecutorService pool, Lane lane, Pace pace) {
        Semaphore free = new Semaphore(threads);
        while (running) {
            try {
                desk.awaitDue(lane, LOOK);
                boolean more = true;
                while (more && running) {
                    more = begun(pool, lane, pace, free);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException fault) {
                journal.senderFailed(fault.getClass());
            }
        }
    }

    /** Leases as many chats as there are threads and places for, and begins with all of them; false when there was none. */
    private boolean begun(ExecutorService pool, Lane lane, Pace pace, Semaphore free) throws InterruptedException {
        free.acquire();
        int idle = 1 + free.drainPermits();
        int places = pace.take(idle);
        List<Leased> due = claim(lane, places);
        due.forEach(leased -> dispatch(pool, leased, pace, free));
        pace.giveBack(places - due.size());
        free.release(idle - due.size());
        return !due.isEmpty();
    }

    private List<Leased> claim(Lane lane, int most) throws InterruptedException {
        try {
            if (lane == Lane.FILES || leadership.held()) {
                return desk.claim(lane, most);
            }
            messages.standBack();
            return List.of();
        } catch (RuntimeException away) {
            journal.senderFailed(away.getClass());
            Thread.sleep(LOOK.toMillis() * 3);
            return List.of();
        }
    }

    private void dispatch(ExecutorService pool, Leased leased, Pace pace, Semaphore free) {
        pool.execute(() -> {
            try {
                desk.done(leased, outcomes(leased, pace));
            } catch (RuntimeException fault) {
                journal.senderFailed(fault.getClass());
            } finally {
                free.release();
            }
        });
    }

    /**
     * Does the errands in order; the message among them only when there is a place for it.
     *
     * @param pace where a place was taken for them
     */
    private Map<DueErrand, Outcome> outcomes(Leased leased, Pace pace) {
        Map<DueErrand, Outcome> outcomes = new LinkedHashMap<>();
        try {
            for (DueErrand due : leased.errands()) {
                if (due.errand() instanceof Errand.Fetch fetch) {
                    outcomes.put(due, files.fetch(due, fetch));
                } else if (!due.paced() || pace == messages) {
                    outcomes.put(due, errands.run(due));
                } else if (messages.tryTake()) {
                    outcomes.put(due, inItsPlace(due));
                }
            }
        } finally {
            pace.ended();
        }
        return outcomes;
    }

    private Outcome inItsPlace(DueErrand due) {
        try {
            return errands.run(due);
        } finally {
            messages.ended();
        }
    }

    /** Begins nothing more and lets what was begun come to its end, so that nobody has to guess whether it was sent. */
    @Override
    public synchronized void stop() {
        running = false;
        ExecutorService pool = workers;
        if (pool == null) {
            return;
        }
        pool.shutdown();
        try {
            if (!pool.awaitTermination(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
