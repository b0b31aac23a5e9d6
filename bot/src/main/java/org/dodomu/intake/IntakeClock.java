package org.dodomu.intake;

import org.dodomu.cases.Erasure;
import org.dodomu.cases.Leftovers;
import org.dodomu.storage.Leadership;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks regularly, on the instance that leads, for what waits: timers, commands that a crash left, what never came to count, and what is to be destroyed. */
@Component
class IntakeClock {

    private final Conversations conversations;
    private final Leftovers leftovers;
    private final EmptyCases empty;
    private final Erasure erasure;
    private final Leadership leadership;
    private final IntakeJournal journal;

    IntakeClock(
            Conversations conversations,
            Leftovers leftovers,
            EmptyCases empty,
            Erasure erasure,
            Leadership leadership,
            IntakeJournal journal) {
        this.leadership = leadership;
        this.conversations = conversations;
        this.leftovers = leftovers;
        this.empty = empty;
        this.erasure = erasure;
        this.journal = journal;
    }

    @Scheduled(fixedDelay = 1000)
    void catchUp() {
        guarded("catch-up", conversations::catchUp);
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void sweep() {
        guarded("sweep", leftovers::sweep);
        guarded("empty cases", empty::sweep);
        guarded("erasure", erasure::sweep);
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
