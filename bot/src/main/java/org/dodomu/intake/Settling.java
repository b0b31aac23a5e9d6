package org.dodomu.intake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells cases what durable steps decided. What is told is remembered here and leaves the conversation with its next write, which saves a write of its own; a crash in between tells it again.
 */
@Component
class Settling {

    private static final int REMEMBERED = 20_000;

    private final CaseCommands commands;
    private final ConversationStore store;
    private final ErrandSignal signal;
    private final IntakeJournal journal;
    private final Map<String, List<CaseCommand>> told = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<CaseCommand>> eldest) {
            return size() > REMEMBERED;
        }
    });

    Settling(CaseCommands commands, ConversationStore store, ErrandSignal signal, IntakeJournal journal) {
        this.commands = commands;
        this.store = store;
        this.signal = signal;
        this.journal = journal;
    }

    /** Runs what these conversations, by id, want told; what fails is tried again by {@link #catchUp}. */
    void settle(Map<String, Conversation> written) {
        signal.raise(written.values());
        Map<String, Conversation> open = new LinkedHashMap<>(written);
        open.values().removeIf(talk -> talk.commands.isEmpty());
        try {
            commands.run(open);
            open.forEach((id, talk) -> told.put(id, List.copyOf(talk.commands)));
        } catch (RuntimeException later) {
            journal.failed("case command", later.getClass());
        }
    }

    /** Takes what was told already out of a conversation that was just read. */
    void forgetSettled(ConversationStore.Held held) {
        if (held.talk().commands.equals(told.get(held.id()))) {
            held.talk().commands.clear();
        }
    }

    /** Tells what a crash left untold, and clears what was told some time ago. */
    void catchUp(int most) {
        List<ConversationStore.Held> left = store.find(store.withCommands(most));
        for (ConversationStore.Held held : left) {
            forgetSettled(held);
            settle(Map.of(held.id(), held.talk()));
            forgetSettled(held);
        }
        store.write(left.stream()
                .filter(held -> held.talk().commands.isEmpty())
                .map(held -> new ConversationStore.Written(held, held.talk(), List.of(), Optional.empty()))
                .toList());
    }
}
