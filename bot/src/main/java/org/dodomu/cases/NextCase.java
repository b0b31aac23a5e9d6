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
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.Urgency;
import org.dodomu.desk.Member;
import org.springframework.stereotype.Component;

/**
 * Takes the next case of the queue: the most urgent, and of these the oldest that is free. Everybody tries the oldest first and only who loses it tries the others near it, in an order of
 * their own, and leaves alone what another member of this instance is taking at that moment: so the oldest never stays behind, and many members do not fight for one document. What it reads does
 * not grow with the queue: an index leads to each group's head.
 */
@Component
public class NextCase {

    private static final int HEAD = 64;
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
    private final Oldest oldest;
    private final Set<CaseNumber> beingTaken = ConcurrentHashMap.newKeySet();
    private final Map<Group, CompletableFuture<List<Candidate>>> looks = new ConcurrentHashMap<>();

    NextCase(CaseDocuments documents, Queue queue, SecureRandom random) {
        this.documents = documents;
        this.queue = queue;
        this.random = random;
        this.oldest = new Oldest(documents, FIELDS, HEAD);
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

    /** Claims the next case of the member's desks; empty when none is free. */
    public Optional<Taken> take(Member member) {
        for (Urgency urgency : Urgency.values()) {
            Optional<Taken> taken = take(member, urgency);
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }

    /** The first look may be shared with others who ask at this moment; where nothing of it is left, what follows is seen with one's own eyes. */
    private Optional<Taken> take(Member member, Urgency urgency) {
        Optional<Taken> taken = any(head(member, urgency, this::shared), member, urgency);
        for (int round = 0; round < ROUNDS && taken.isEmpty(); round++) {
            List<Candidate> head = head(member, urgency, this::look);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            taken = any(head, member, urgency);
        }
        return taken;
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

    private static List<Candidate> head(Member member, Urgency urgency, Function<Group, List<Candidate>> look) {
        List<Candidate> found = new ArrayList<>();
        View.desks(member).forEach(desk -> found.addAll(look.apply(new Group(desk, urgency))));
        found.sort(Comparator.comparing(Candidate::since)
                .thenComparing(candidate -> candidate.number().value()));
        return found;
    }

    /** What the look finds that is under way, or one's own, which then serves others. */
    private List<Candidate> shared(Group group) {
        CompletableFuture<List<Candidate>> own = new CompletableFuture<>();
        CompletableFuture<List<Candidate>> running = looks.putIfAbsent(group, own);
        if (running != null) {
            return running.exceptionally(failed -> look(group)).join();
        }
        try {
            own.complete(look(group));
            return own.join();
        } catch (RuntimeException failed) {
            own.completeExceptionally(failed);
            throw failed;
        } finally {
            looks.remove(group, own);
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
        List<Candidate> found = new ArrayList<>();
        oldest.of(Filters.and(all, never, awake, FREE_OF_OTHERS)).forEach(one -> found.add(candidate(one)));
        found.addAll(first(Filters.and(all, past), "lease.until", "snoozed", "since", "_id"));
        found.addAll(first(Filters.and(all, woken), "snoozed", "since", "_id"));
        return found;
    }

    private List<Candidate> first(Bson filter, String... order) {
        return documents
                .cases()
                .find(Filters.and(filter, FREE_OF_OTHERS))
                .projection(FIELDS)
                .sort(Sorts.ascending(order))
                .limit(HEAD)
                .map(NextCase::candidate)
                .into(new ArrayList<>());
    }

    private static Candidate candidate(Document document) {
        return new Candidate(
                new CaseNumber(document.getString("_id")),
                document.getDate("since").toInstant());
    }
}
