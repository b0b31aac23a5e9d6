package org.dodomu.intake;

import com.mongodb.MongoException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.EntryId;
import org.dodomu.cases.KnownCases;
import org.dodomu.cases.SealedEntry;
import org.dodomu.config.Language;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.desk.RosterUnproven;

/** Takes one conversation through some inputs, in order: the state it ends in, and the entries that have to be stored before that. Nothing is written here but the birth of a case that cannot be planned. */
final class Walk {

    private final Steps steps;
    private final ConversationStore.Held held;
    private final KnownCases known;
    private final boolean plans;
    private final List<SealedEntry> entries = new ArrayList<>();
    private final List<byte[]> marks = new ArrayList<>();
    private final List<Cause> unhandled = new ArrayList<>();
    private Conversation talk;
    private final Set<CaseNumber> born = new HashSet<>();
    private boolean moved;

    /** @param plans whether a case that this begins is born with those of the whole batch; its number then stands only if {@link Cases#bearPlanned} says so */
    Walk(Steps steps, ConversationStore.Held held, KnownCases known, boolean plans) {
        this.steps = steps;
        this.plans = plans;
        this.held = held;
        this.talk = held.talk();
        this.known = known;
    }

    /** What a walk needs. */
    record Steps(
            Script script,
            Cases cases,
            Deposits deposits,
            ConversationStore store,
            Clock clock,
            Births births,
            IntakeJournal journal) {}

    /** Goes one step. A repeat changes nothing; an input that breaks the step is put aside, and the walk goes on without it. */
    void take(Cause cause) {
        if (cause.mark().filter(this::done).isPresent()) {
            return;
        }
        try {
            step(cause);
        } catch (MongoException | StorageAway away) {
            throw away;
        } catch (RuntimeException broken) {
            steps.journal.failed("step", broken.getClass());
            unhandled.add(cause);
        }
    }

    private boolean done(byte[] mark) {
        return held.has(mark) || marks.stream().anyMatch(one -> java.util.Arrays.equals(one, mark));
    }

    private void step(Cause cause) {
        Script.Step step = steps.script.step(talk, cause.input(), steps.clock.instant());
        Conversation next = step.next();
        if (step.needsCase()) {
            byte[] mark = steps.store.birthMark(held.id(), cause.bytes());
            Optional<Excess> excess = steps.births.excess(mark, next);
            if (excess.isPresent()) {
                step(cause.instead(incoming -> new Input.Exceeds(incoming, excess.get()))
                        .orElseThrow());
                return;
            }
            try {
                next.born(born(mark, next.spoken()).value());
            } catch (RosterUnproven unproven) {
                step(cause.instead(Input.LineClosed::new).orElseThrow(() -> unproven));
                return;
            }
        }
        List<SealedEntry> sealed = sealed(cause, next, step.drafts());
        entries.addAll(sealed);
        cause.mark().ifPresent(marks::add);
        talk = next;
        moved = true;
    }

    private CaseNumber born(byte[] mark, Language language) {
        CaseNumber number = plans ? steps.cases.plan(known, mark, language) : steps.cases.bear(known, mark, language);
        born.add(number);
        return number;
    }

    /** The cases that it began. */
    Set<CaseNumber> born() {
        return born;
    }

    private List<SealedEntry> sealed(Cause cause, Conversation next, List<Draft> drafts) {
        List<SealedEntry> all = new ArrayList<>();
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            String to = draft.number().equals(Conversation.NEWBORN) ? next.number() : draft.number();
            CaseNumber number = new CaseNumber(to);
            EntryId id = steps.cases.entryId(
                    number,
                    BlindIndex.part(held.id()),
                    cause.bytes(),
                    BlindIndex.part(held.version()),
                    BlindIndex.part(i));
            all.add(steps.deposits.seal(
                    known, number, new EntryDraft(id, draft.seq(), draft.kind(), draft.at(), draft.body())));
            named.computeIfAbsent(to, any -> new ArrayList<>()).add(id.value());
        }
        named.forEach((to, ids) -> next.commands.add(CaseCommand.count(to, ids)));
        return all;
    }

    String id() {
        return held.id();
    }

    /** The conversation that it began with. */
    ConversationStore.Held held() {
        return held;
    }

    Conversation talk() {
        return talk;
    }

    List<SealedEntry> entries() {
        return entries;
    }

    /** What could not be handled; it changed nothing. */
    List<Cause> unhandled() {
        return unhandled;
    }

    /** What has to be written; empty when nothing happened. A lease is kept when something broke, so that it is tried again only when it ran out. */
    Optional<ConversationStore.Written> written(Optional<String> endsLease) {
        Optional<String> ends = endsLease.filter(lease -> unhandled.isEmpty());
        return moved || ends.isPresent()
                ? Optional.of(new ConversationStore.Written(held, talk, marks, ends))
                : Optional.empty();
    }
}
