package org.dodomu.intake;

import com.mongodb.MongoException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.KnownCases;
import org.springframework.stereotype.Component;

/**
 * Runs the script over stored conversations, any number of them at once. Order of writes: the entries, then one guarded document for each conversation with the new state, the updates' marks
 * and the errands, then what the cases have to learn. A conversation that loses its guard is walked again from its new state; an entry that no conversation came to name never counts.
 */
@Component
class Conversations {

    private static final int AT_ONCE = 200;

    /** Of one conversation before all others of the batch are written. */
    private static final int MOST_IN_A_ROW = 25;

    private final ConversationStore store;
    private final Deposits deposits;
    private final Walk.Steps steps;
    private final StepWorkers workers;
    private final Settling settling;
    private final Gate gate;
    private final Mishaps mishaps;

    Conversations(
            ConversationStore store,
            Deposits deposits,
            Walk.Steps steps,
            StepWorkers workers,
            Settling settling,
            Gate gate,
            Mishaps mishaps) {
        this.gate = gate;
        this.store = store;
        this.deposits = deposits;
        this.steps = steps;
        this.workers = workers;
        this.settling = settling;
        this.mishaps = mishaps;
    }

    /**
     * Takes what came in from any number of chats, in this order; a repeat changes nothing.
     *
     * @return those that could not be handled and changed nothing
     */
    List<Incoming> fromChats(List<Incoming> batch) {
        Function<Incoming, Input.OfChat> taken = gate.now(batch);
        Map<String, ChatAddress> chats = new LinkedHashMap<>();
        Map<String, List<Cause>> open = new LinkedHashMap<>();
        for (Incoming incoming : batch) {
            String id = store.id(incoming.chat());
            chats.put(id, incoming.chat());
            open.computeIfAbsent(id, any -> new ArrayList<>())
                    .add(Cause.ofChat(taken.apply(incoming), store.mark(incoming.mark())));
        }
        List<Cause> unhandled = run(open, Optional.empty(), ids -> {
            chats.keySet().retainAll(ids);
            return store.load(chats);
        });
        return unhandled.stream()
                .map(cause -> ((Input.OfChat) cause.input()).incoming())
                .toList();
    }

    /** Tells a person, in one sentence, that their last message is kept apart. Without effect where their conversation cannot be read. */
    void unhandled(ChatAddress chat) {
        String id = store.id(chat);
        run(open(List.of(id), List.of(new Input.Unhandled())), Optional.empty(), ids -> store.load(Map.of(id, chat)));
    }

    /** Takes something from within. */
    void fromWithin(String id, Input input) {
        refuse(run(open(List.of(id), List.of(input)), Optional.empty(), store::find));
    }

    /**
     * Takes what became of errands, and gives the leases back.
     *
     * @param leased conversations as they were leased
     * @param outcomes what came out, by conversation
     * @return the ids of those in which a step broke; their leases run out by themselves
     */
    Set<String> ended(List<ConversationStore.Held> leased, Map<String, List<Input>> outcomes, String lease) {
        Map<String, List<Cause>> open = new LinkedHashMap<>();
        outcomes.forEach((id, inputs) ->
                open.put(id, inputs.stream().map(Cause::fromWithin).toList()));
        Map<String, List<Cause>> all = Map.copyOf(open);
        List<ConversationStore.Held> first = new ArrayList<>(leased);
        Set<Cause> unhandled = Set.copyOf(run(open, Optional.of(lease), ids -> {
            List<ConversationStore.Held> held = first.isEmpty() ? store.find(ids) : List.copyOf(first);
            first.clear();
            return held;
        }));
        return all.entrySet().stream()
                .filter(one -> one.getValue().stream().anyMatch(unhandled::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static void refuse(List<Cause> unhandled) {
        if (!unhandled.isEmpty()) {
            throw new IllegalStateException("A step broke on something from within");
        }
    }

    private static Map<String, List<Cause>> open(Collection<String> ids, List<Input> inputs) {
        Map<String, List<Cause>> open = new LinkedHashMap<>();
        ids.forEach(id -> open.put(id, inputs.stream().map(Cause::fromWithin).toList()));
        return open;
    }

    private List<Cause> run(
            Map<String, List<Cause>> open,
            Optional<String> endsLease,
            Function<Set<String>, List<ConversationStore.Held>> load) {
        List<Cause> unhandled = new ArrayList<>();
        try {
            while (!open.isEmpty()) {
                List<ConversationStore.Held> held = load.apply(open.keySet());
                Set<String> known =
                        held.stream().map(ConversationStore.Held::id).collect(Collectors.toSet());
                open.forEach((id, causes) -> unhandled.addAll(known.contains(id) ? List.of() : causes));
                open.keySet().retainAll(known);
                Set<String> lost = lost(open, held, endsLease, unhandled);
                open.replaceAll((id, causes) -> lost.contains(id) ? causes : inARow(causes, false));
                open.values().removeIf(List::isEmpty);
            }
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
        return unhandled;
    }

    /** What is walked of these now, or later. */
    private static List<Cause> inARow(List<Cause> causes, boolean now) {
        int most = Math.min(causes.size(), MOST_IN_A_ROW);
        return now ? causes.subList(0, most) : causes.subList(most, causes.size());
    }

    /** Walks and writes; returns the conversations that have to be walked again. */
    private Set<String> lost(
            Map<String, List<Cause>> open,
            List<ConversationStore.Held> held,
            Optional<String> endsLease,
            List<Cause> unhandled) {
        held.forEach(settling::forgetSettled);
        KnownCases cases = deposits.know(numbers(held));
        List<Walk> walks = walks(open, held, cases);
        deposits.store(walks.stream().flatMap(walk -> walk.entries().stream()).toList());
        Set<String> lost = store.write(
                walks.stream().flatMap(walk -> walk.written(endsLease).stream()).toList());
        List<Walk> kept =
                walks.stream().filter(walk -> !lost.contains(walk.id())).toList();
        kept.forEach(walk -> {
            unhandled.addAll(walk.unhandled());
            mishaps.note(walk.held().talk(), walk.talk());
        });
        settling.settle(kept.stream().collect(Collectors.toMap(Walk::id, Walk::talk)));
        return lost;
    }

    /** The cases that these begin are born together; who began with a number that was there before goes once more, and asks for one of its own. */
    private List<Walk> walks(Map<String, List<Cause>> open, List<ConversationStore.Held> held, KnownCases cases) {
        List<Walk> walks = workers.map(held, one -> walk(open, one, cases, true));
        Set<CaseNumber> there = steps.cases().bearPlanned(cases);
        return there.isEmpty()
                ? walks
                : workers.map(
                        walks,
                        walk -> Collections.disjoint(walk.born(), there)
                                ? walk
                                : walk(open, walk.held(), cases, false));
    }

    private Walk walk(Map<String, List<Cause>> open, ConversationStore.Held held, KnownCases cases, boolean plans) {
        Walk walk = new Walk(steps, held, cases, plans);
        inARow(Objects.requireNonNull(open.get(held.id())), true).forEach(walk::take);
        return walk;
    }

    private static List<CaseNumber> numbers(List<ConversationStore.Held> held) {
        return held.stream()
                .map(one -> one.talk().caseNumber)
                .filter(Objects::nonNull)
                .map(CaseNumber::new)
                .toList();
    }

    /** Finishes what a crash left undone, and rings the timers. */
    void catchUp() {
        settling.catchUp(AT_ONCE);
        run(open(store.awake(AT_ONCE), List.of(new Input.Tick())), Optional.empty(), store::find);
    }
}
