package org.dodomu.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dodomu.intake.DeadLetter;
import org.dodomu.intake.DeadLetters;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Line;

/**
 * Handles marked dead letters again, on the way that live updates take and in the instance that leads. The conversation knows an update that it took already, so a letter that was handled by a process
 * which died before it could throw the letter away changes nothing the second time.
 */
final class DeadLetterRetry implements Runnable {

    private static final int AT_ONCE = 20;

    private final DeadLetters letters;
    private final Updates updates;
    private final Line line;
    private final BooleanSupplier leads;
    private final ObjectMapper mapper;
    private final TelegramJournal journal;

    DeadLetterRetry(
            DeadLetters letters,
            Updates updates,
            Line line,
            BooleanSupplier leads,
            ObjectMapper mapper,
            TelegramJournal journal) {
        this.letters = letters;
        this.updates = updates;
        this.line = line;
        this.leads = leads;
        this.mapper = mapper;
        this.journal = journal;
    }

    /** Tries those that are marked, the oldest first. */
    @Override
    public void run() {
        if (!leads.getAsBoolean()) {
            return;
        }
        for (DeadLetter letter : letters.marked(AT_ONCE)) {
            Optional<Incoming> incoming;
            boolean handled = true;
            try {
                incoming = updates.read(mapper.readTree(letter.raw()));
            } catch (UpdateUnreadable | IOException still) {
                incoming = Optional.empty();
                handled = false;
            }
            handled &=
                    incoming.isEmpty() || line.receive(List.of(incoming.get())).isEmpty();
            letters.tried(letter, handled);
            journal.triedAgain(handled);
        }
    }
}
