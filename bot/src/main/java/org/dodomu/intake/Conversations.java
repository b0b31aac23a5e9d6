package org.dodomu.intake;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.types.Binary;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.EntryId;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.desk.RosterUnproven;
import org.springframework.stereotype.Component;

/**
 * Runs the script over stored conversations. Order of writes: the entries, then one guarded document with the new state, the update's mark and the errands, then what the case has to learn.
 * A step that loses the guard is done again from the new state; an entry that no conversation came to name never counts.
 */
@Component
class Conversations {

    private final ConversationStore store;
    private final Cases cases;
    private final Deposits deposits;
    private final CaseCommands commands;
    private final Script script;
    private final Clock clock;
    private final ErrandSignal signal;
    private final IntakeJournal journal;

    Conversations(
            ConversationStore store,
            Cases cases,
            Deposits deposits,
            CaseCommands commands,
            Script script,
            Clock clock,
            ErrandSignal signal,
            IntakeJournal journal) {
        this.journal = journal;
        this.store = store;
        this.cases = cases;
        this.deposits = deposits;
        this.commands = commands;
        this.script = script;
        this.clock = clock;
        this.signal = signal;
    }

    /** Takes something from the chat; a repeat changes nothing. */
    void fromChat(Incoming incoming, Function<Incoming, Input> input) {
        Binary mark = store.mark(incoming.mark());
        durable(() -> {
            ConversationStore.Held held = store.load(incoming.chat());
            return held.has(mark) || tryStep(held, input.apply(incoming), Optional.of(mark), Optional.empty());
        });
    }

    /** Tells a person, in one sentence, that their last message is kept apart. */
    void unhandled(ChatAddress chat) {
        durable(() -> tryStep(store.load(chat), new Input.Unhandled(), Optional.empty(), Optional.empty()));
    }

    /** Takes something from within. */
    void fromWithin(String id, Input input, Optional<String> endsLease) {
        durable(() -> {
            Optional<ConversationStore.Held> held = store.load(id);
            return held.isEmpty() || tryStep(held.get(), input, Optional.empty(), endsLease);
        });
    }

    private interface Attempt {
        boolean done();
    }

    private static void durable(Attempt attempt) {
        try {
            boolean done = false;
            while (!done) {
                done = attempt.done();
            }
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }

    private boolean tryStep(
            ConversationStore.Held held, Input input, Optional<Binary> mark, Optional<String> endsLease) {
        Instant now = clock.instant();
        Script.Step step = script.step(held.talk(), input, now);
        Conversation next = step.next();
        try {
            if (step.needsCase()) {
                CaseNumber born = cases.bear(store.birthMark(held.id(), held.version()), next.spoken());
                next.born(born.value());
            }
            sealed(held, cause(input, mark), next, step.drafts());
        } catch (RosterUnproven closed) {
            if (input instanceof Input.FromChat from) {
                return tryStep(held, new Input.LineClosed(from.incoming()), mark, endsLease);
            }
            throw closed;
        }
        if (!store.write(held, next, mark, endsLease)) {
            return false;
        }
        settle(held.id(), next);
        return true;
    }

    /** What made the step happen: two different causes at the same version never share an entry's id. */
    private static byte[] cause(Input input, Optional<Binary> mark) {
        return mark.map(Binary::getData)
                .orElseGet(() -> BlindIndex.part(
                        input instanceof Input.Ended ended
                                ? "ended " + ended.errand()
                                : input.getClass().getSimpleName()));
    }

    private void sealed(ConversationStore.Held held, byte[] cause, Conversation next, List<Draft> drafts) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            String to = draft.number().equals(Conversation.NEWBORN) ? next.number() : draft.number();
            CaseNumber number = new CaseNumber(to);
            EntryId id = cases.entryId(
                    number, BlindIndex.part(held.id()), cause, BlindIndex.part(held.version()), BlindIndex.part(i));
            deposits.deposit(number, new EntryDraft(id, draft.seq(), draft.kind(), draft.at(), draft.body()));
            named.computeIfAbsent(to, any -> new ArrayList<>()).add(id.value());
        }
        named.forEach((to, entries) ->
                next.commands.add(0, new CaseCommand(CaseCommand.Kind.COUNT, to, entries, null, null, false)));
    }

    /** Runs what the case has to learn, then forgets it; a crash in between runs it again. */
    private void settle(String id, Conversation next) {
        signal.raise();
        if (next.commands.isEmpty()) {
            return;
        }
        try {
            commands.run(id, next);
            store.load(id)
                    .filter(held -> held.talk().commands.equals(next.commands))
                    .ifPresent(held -> {
                        Conversation settled = held.talk().copy();
                        settled.commands.clear();
                        store.write(held, settled, Optional.empty(), Optional.empty());
                    });
        } catch (RuntimeException later) {
            journal.failed("case command", later.getClass());
        }
    }

    /** Finishes what a crash left undone, and rings the timers. */
    void catchUp() {
        store.withCommands(100).forEach(id -> guarded(() -> store.load(id).ifPresent(held -> settle(id, held.talk()))));
        store.awake(100).forEach(id -> guarded(() -> fromWithin(id, new Input.Tick(), Optional.empty())));
    }

    /** One conversation that fails does not keep the others waiting. */
    private void guarded(Runnable one) {
        try {
            one.run();
        } catch (RuntimeException failed) {
            journal.failed("catch-up", failed.getClass());
        }
    }
}
