package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.PolicySettings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Decides what is to be destroyed. A decision is one atomic write that a legal hold excludes and that excludes a later hold; from then on nobody reads the case. What follows is repeated until it
 * is done, and for a day after, so that nothing stays that was being written in that moment.
 */
@Component
public class Erasure {

    private static final int AT_ONCE = 100;
    private static final Duration REPEATED = Duration.ofDays(1);

    private final CaseDocuments documents;
    private final Destruction destruction;
    private final PolicySettings policy;
    private final ApplicationEventPublisher events;
    private final CaseJournal journal = new CaseJournal();

    Erasure(CaseDocuments documents, Destruction destruction, PolicySettings policy, ApplicationEventPublisher events) {
        this.documents = documents;
        this.destruction = destruction;
        this.policy = policy;
        this.events = events;
    }

    /** Matches what was not decided to be destroyed. */
    static Bson whole() {
        return Filters.and(Filters.exists("erase", false), Filters.exists("erased", false));
    }

    /** Destroys an intake that its reporter left; a case that is in the queue stays. */
    public void drop(CaseNumber number) {
        Bson left = Filters.and(whole(), Filters.eq("state", CaseState.INTAKE.code()));
        if (decide(number, left, Reason.DROPPED)) {
            carryOut(number);
        }
    }

    /** Intakes of before that time to which nothing was ever added. */
    public List<CaseNumber> empty(Instant before) {
        List<CaseNumber> old = numbers(Filters.and(
                whole(), Filters.eq("state", CaseState.INTAKE.code()), Filters.lte("since", Date.from(before))));
        return old.stream().filter(this::holdsNothing).toList();
    }

    private boolean holdsNothing(CaseNumber number) {
        return documents.entries().find(Filters.eq("case", number.value())).first() == null;
    }

    /**
     * Destroys a case as two leads decided.
     *
     * @return false when it is not as they saw it any more, or a legal hold keeps it
     */
    boolean destroy(CaseNumber number, Bson asSeen) {
        Bson free = Filters.and(whole(), Filters.lte("held", Date.from(documents.now())), asSeen);
        boolean decided = decide(number, free, Reason.DESTROYED);
        if (decided) {
            carryOut(number);
        }
        return decided;
    }

    /** Destroys what is due, and ends what was begun. */
    public void sweep() {
        Date now = Date.from(documents.now());
        Bson free = Filters.and(whole(), Filters.lte("held", now));
        Bson withdrawn = Filters.and(free, Filters.eq("withdrawal", true), Filters.lte("leaves", now));
        numbers(withdrawn).forEach(number -> decide(number, withdrawn, Reason.WITHDRAWN));
        Bson old = Filters.and(
                free,
                Filters.in("state", CaseState.endedCodes()),
                Filters.lte("changed", Date.from(documents.now().minus(policy.closedKept()))));
        numbers(old).forEach(number -> decide(number, old, Reason.RETIRED));
        numbers(Filters.gt("erase.until", CaseDocuments.FREE)).forEach(this::carryOut);
    }

    private List<CaseNumber> numbers(Bson filter) {
        return documents
                .cases()
                .find(filter)
                .projection(com.mongodb.client.model.Projections.include("_id"))
                .limit(AT_ONCE)
                .map(document -> new CaseNumber(document.getString("_id")))
                .into(new ArrayList<>());
    }

    private boolean decide(CaseNumber number, Bson stillSo, Reason reason) {
        Document erase = new Document("why", reason.code())
                .append("until", Date.from(documents.now().plus(REPEATED)));
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.set("erase", erase),
                Updates.set("readers", List.of()),
                Updates.set("changed", documents.minute()),
                Updates.inc("fence", 1L),
                Updates.inc("rev", 1),
                Updates.unset("epoch"),
                Updates.unset("leaves"),
                Updates.unset("assigned"),
                Updates.unset("proposal"),
                Updates.unset("export"),
                Queue.free()));
        if (reason == Reason.DESTROYED) {
            updates.add(Updates.set("state", CaseState.CLOSED.code()));
        } else if (reason != Reason.RETIRED) {
            updates.add(Updates.set("state", CaseState.WITHDRAWN.code()));
        }
        Bson still = Filters.and(Filters.eq("_id", number.value()), stillSo);
        boolean decided = documents.cases().findOneAndUpdate(still, Updates.combine(updates)) != null;
        if (decided) {
            events.publishEvent(new CaseChanged(number));
        }
        return decided;
    }

    /** One case that fails does not keep the others waiting. */
    private void carryOut(CaseNumber number) {
        try {
            destruction.of(number);
        } catch (RuntimeException failed) {
            journal.destroyedLater(number, failed.getClass());
        }
    }
}
