package org.dodomu.storage;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Does the same thing again and again on a thread of its own, whatever becomes of it. What only one instance may do asks {@link Leadership} in each round. */
public final class Rounds implements SmartLifecycle {

    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final String name;
    private final Duration pause;
    private final Duration lastRound;
    private final Runnable round;
    private final BiConsumer<String, Class<?>> failed;
    private @Nullable Thread thread;

    /**
     * Rounds of which the last one has ten seconds to end.
     *
     * @param name of the thread
     * @param failed hears of a round that broke: the name and the kind of the fault
     */
    public Rounds(String name, Duration pause, Runnable round, BiConsumer<String, Class<?>> failed) {
        this(name, pause, LAST_ROUND, round, failed);
    }

    /** @param lastRound how long a stop waits for a round that is under way */
    public Rounds(
            String name, Duration pause, Duration lastRound, Runnable round, BiConsumer<String, Class<?>> failed) {
        this.name = name;
        this.pause = pause;
        this.lastRound = lastRound;
        this.round = round;
        this.failed = failed;
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
                failed.accept(name, fault.getClass());
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
            running.join(lastRound.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
