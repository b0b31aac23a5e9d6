package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.Urgency;
import org.dodomu.desk.Member;
import org.springframework.stereotype.Component;

/**
 * Takes the next case of the queue: the most urgent, and of these the oldest that is free. Everybody tries the oldest first and only who loses it tries the others near it, in an order of
 * their own, and leaves alone what another member of this instance is taking at that moment: so the oldest never stays behind, and many members do not fight for one document. Who asks while a look is
 * under way shares it, and the more ask, the more it brings: so nobody is always too late. What it reads does
 * not grow with the queue: an index leads to each group's head.
 */
@Component
public class NextCase {

    /** How many candidates a look brings to one who asks, and at most to many. */
    private static final int FEW = 16;

    private static final int MANY = 128;
    private static final int ROUNDS = 64;

    /** The first moment after that of what was never held or put off. */
    private static final Date EVER = new Date(CaseDocuments.FREE.getTime() + 1);

    /** What waits for somebody by name is left to them. */
    private static final Bson UNASSIGNED = Filters.exists("assigned", false);

    private static final Bson FREE_OF_OTHERS = Filters.and(UNASSIGNED, Filters.exists("epoch"));
    private static final Bson FIELDS = Projections.include("_id", "since");

    private final CaseDocuments documents;
    private final Queue queue;
    private final SecureRandom random;
    private final AtomicInteger asking = new AtomicInteger();
    private final Set<CaseNumber> beingTaken = ConcurrentHashMap.newKeySet();
    private final Map<Group, CompletableFuture<List<Candidate>>> looks = new ConcurrentHashMap<>();

    NextCase(CaseDocuments documents, Queue queue, SecureRandom random) {
        this.documents = documents;
        this.queue = queue;
        this.random = random;
    }

    /**
     * A case and the claim on it.
     *
     * @param fence to be named by each later write
     */
    public record Taken(String number, long fence, Instant until) {}

    /** A case that was free a moment ago. */
    private record Candidate(CaseNumber number, Instant since) {}

    private record Group(String desk, Urgency urgency) {}

    /** What a look found, the oldest first, and whether it had begun before it was asked for. */
    private record Head(List<Candidate> oldest, boolean joined) {}

    /** Claims the next case of the member's desks; empty when none is free. */
    public Optional<Taken> take(Member member) {
        asking.incrementAndGet();
        try {
            for (Urgency urgency : Urgency.values()) {
                Optional<Taken> taken = take(member, urgency);
                if (taken.isPresent()) {
                    return taken;
                }
            }
            return Optional.empty();
        } finally {
            asking.decrementAndGet();
        }
    }

    /** Who joined a look that had begun before may have missed what became free meanwhile: before "none" is said, one looks again. */
    private Optional<Taken> take(Member member, Urgency urgency) {
        for (int round = 0; round < ROUNDS; round++) {
            Head head = head(member, urgency);
            Optional<Taken> taken = any(head.oldest(), member, urgency);
            boolean none = head.oldest().isEmpty() && (round > 0 || !head.joined());
            if (taken.isPresent() || none) {
                return taken;
            }
        }
        return Optional.empty();
    }

    private Optional<Taken> any(List<Candidate> head, Member member, Urgency urgency) {
        if (head.size() > 1) {
            Collections.shuffle(head.subList(1, head.size()), random);
        }
        Date now = Date.from(documents.now());
        Bson still = Filters.and(
                Filters.eq("state", CaseState.WAITING.code()),
                Filters.eq("rank", urgency.ordinal()),
                UNASSIGNED,
                Filters.lte("snoozed", now));
        for (Candidate candidate : head) {
            Optional<Queue.Claim> claim = alone(candidate.number(), member, still);
            if (claim.isPresent()) {
                return claim.map(held -> new Taken(candidate.number().value(), held.fence(), held.until()));
            }
        }
        return Optional.empty();
    }

    private Optional<Queue.Claim> alone(CaseNumber number, Member member, Bson still) {
        if (!beingTaken.add(number)) {
            return Optional.empty();
        }
        try {
            return queue.take(number, member, still);
        } finally {
            beingTaken.remove(number);
        }
    }

    private Head head(Member member, Urgency urgency) {
        List<Candidate> oldest = new ArrayList<>();
        boolean joined = false;
        for (String desk : View.desks(member)) {
            Group group = new Group(desk, urgency);
            CompletableFuture<List<Candidate>> own = new CompletableFuture<>();
            CompletableFuture<List<Candidate>> running = looks.putIfAbsent(group, own);
            joined |= running != null;
            oldest.addAll(
                    running == null
                            ? look(group, own)
                            : running.exceptionally(failed -> look(group)).join());
        }
        oldest.sort(Comparator.comparing(Candidate::since)
                .thenComparing(candidate -> candidate.number().value()));
        return new Head(oldest, joined);
    }

    /** A look that others may join as long as it lasts. */
    private List<Candidate> look(Group group, CompletableFuture<List<Candidate>> own) {
        try {
            own.complete(look(group));
            return own.join();
        } finally {
            looks.remove(group, own);
            own.completeExceptionally(new IllegalStateException("The look failed"));
        }
    }

    /** The oldest free cases of this group: never held nor put off, left by whoever held them, put off until now. */
    private List<Candidate> look(Group group) {
        Date now = Date.from(documents.now());
        Bson never = Filters.eq("lease.until", CaseDocuments.FREE);
        Bson awake = Filters.eq("snoozed", CaseDocuments.FREE);
        Bson all = Filters.and(
                Filters.eq("desk", group.desk()),
                Filters.eq("state", CaseState.WAITING.code()),
                Filters.eq("rank", group.urgency().ordinal()));
        Bson past = Filters.and(Filters.gte("lease.until", EVER), Filters.lte("lease.until", now));
        Bson woken = Filters.and(never, Filters.gte("snoozed", EVER), Filters.lte("snoozed", now));
        int most = Math.min(MANY, Math.max(FEW, 2 * asking.get()));
        List<Candidate> found = new ArrayList<>();
        new Oldest(documents, FIELDS, most)
                .of(Filters.and(all, never, awake, FREE_OF_OTHERS))
                .forEach(one -> found.add(candidate(one)));
        found.addAll(first(most, Filters.and(all, past), "lease.until", "snoozed", "since", "_id"));
        found.addAll(first(most, Filters.and(all, woken), "snoozed", "since", "_id"));
        return found;
    }

    private List<Candidate> first(int most, Bson filter, String... order) {
        return documents
                .cases()
                .find(Filters.and(filter, FREE_OF_OTHERS))
                .projection(FIELDS)
                .sort(Sorts.ascending(order))
                .limit(most)
                .map(NextCase::candidate)
                .into(new ArrayList<>());
    }

    private static Candidate candidate(Document document) {
        return new Candidate(
                new CaseNumber(document.getString("_id")),
                document.getDate("since").toInstant());
    }
}
