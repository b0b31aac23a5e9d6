package org.dodomu.mail;

import java.time.Duration;
import org.dodomu.alerts.Alerts;
import org.dodomu.alerts.Postman;
import org.dodomu.storage.Leadership;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Looks again and again, on the instance that leads, for whom to tell by mail; a thread of its own, so that a slow mail server holds up nothing else. */
final class MailRounds implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration LAST_LETTER = Duration.ofSeconds(30);

    private final Alerts alerts;
    private final Postman post;
    private final Leadership leadership;
    private final MailJournal journal = new MailJournal();
    private @Nullable Thread thread;

    MailRounds(Alerts alerts, Postman post, Leadership leadership) {
        this.alerts = alerts;
        this.post = post;
        this.leadership = leadership;
    }

    @Override
    public synchronized void start() {
        Thread started = new Thread(this::run, "mail-alerts");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (leadership.held()) {
                    alerts.lookByMail(post);
                }
            } catch (RuntimeException fault) {
                journal.roundFailed(fault.getClass());
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Waits for a letter that is on its way, so that what became of it is kept. */
    @Override
    public synchronized void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(LAST_LETTER.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
