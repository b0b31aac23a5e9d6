package org.dodomu.intake;

import org.dodomu.cases.Deposits;
import org.dodomu.storage.Leadership;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks regularly for what waits: timers, commands that a crash left, and what never came to count; on the instance that leads. */
@Component
class IntakeClock {

    private final Conversations conversations;
    private final Deposits deposits;
    private final Leadership leadership;
    private final IntakeJournal journal;

    IntakeClock(Conversations conversations, Deposits deposits, Leadership leadership, IntakeJournal journal) {
        this.leadership = leadership;
        this.conversations = conversations;
        this.deposits = deposits;
        this.journal = journal;
    }

    @Scheduled(fixedDelay = 1000)
    void catchUp() {
        guarded("catch-up", conversations::catchUp);
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void sweep() {
        guarded("sweep", deposits::sweep);
    }

    private void guarded(String event, Runnable work) {
        try {
            if (leadership.held()) {
                work.run();
            }
        } catch (RuntimeException failed) {
            journal.failed(event, failed.getClass());
        }
    }
}
