package org.dodomu.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Does the same thing again and again on a thread of its own, whatever becomes of it. */
final class Rounds implements SmartLifecycle {

    private final String name;
    private final Duration pause;
    private final Runnable round;
    private final TelegramJournal journal;
    private @Nullable Thread thread;

    Rounds(String name, Duration pause, Runnable round, TelegramJournal journal) {
        this.name = name;
        this.pause = pause;
        this.round = round;
        this.journal = journal;
    }

    @Override
    public synchronized void start() {
        Thread started = new Thread(this::run, name);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                round.run();
            } catch (RuntimeException fault) {
                journal.failed(name, fault.getClass());
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(10_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
