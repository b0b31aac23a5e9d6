package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.EndedEpochs;
import org.dodomu.desk.FormerMembers;
import org.dodomu.desk.RosterChanged;
import org.dodomu.desk.Rosters;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Follows the roster: who left it loses their claims, what was assigned to them goes to the leads, and they lose their copies of case keys. It looks at what is stored and not at what was said, so that it may be repeated, and a crash anywhere leaves
 * only work to do. Until it is done nobody gains by it: entries are sealed to the readers of the roster in any case.
 */
@Component
public class Departures {

    private static final int AT_ONCE = 100;

    private final CaseDocuments documents;
    private final Generations generations;
    private final Rosters rosters;
    private final FormerMembers former;
    private final EndedEpochs epochs;
    private final Custody custody;
    private final ApplicationEventPublisher events;
    private final CaseJournal journal = new CaseJournal();

    Departures(
            CaseDocuments documents,
            Generations generations,
            Rosters rosters,
            FormerMembers former,
            EndedEpochs epochs,
            Custody custody,
            ApplicationEventPublisher events) {
        this.documents = documents;
        this.generations = generations;
        this.rosters = rosters;
        this.former = former;
        this.epochs = epochs;
        this.custody = custody;
        this.events = events;
    }

    @EventListener
    void on(RosterChanged changed) {
        tend();
    }

    /** Whatever a crash or a lost event left; an outage leaves it to the next time. */
    @Scheduled(initialDelay = 20_000, fixedDelay = 60_000)
    void tend() {
        try {
            settle();
        } catch (RuntimeException failed) {
            journal.departuresLater(failed.getClass());
        }
    }

    /** Brings claims, copies and epochs in line with the roster in force. */
    public void settle() {
        List<String> gone = former.ids();
        if (!gone.isEmpty()) {
            free(Filters.in("lease.owner", gone), Updates.combine(Updates.inc("fence", 1L), Queue.free()));
            free(Filters.in("assigned", gone), Updates.set("assigned", Assignments.LEADS));
            each(Filters.in("readers", gone), this::withoutFormerReaders);
            gone.forEach(
                    id -> custody.recordChange("member:" + id, Act.MEMBER_REMOVED, Set.of(Act.MEMBER_REMOVED), "line"));
        }
        for (String epoch : epochs.names()) {
            custody.recordChange(epoch, Act.EPOCH_ENDED, Set.of(Act.EPOCH_ENDED), "line");
            epochs.end(epoch, gone);
            if (epochs.isSettled(epoch)
                    && documents.cases().find(Filters.eq("epoch", epoch)).first() == null) {
                epochs.clear(epoch);
                custody.recordChange(epoch, Act.EPOCH_CLEARED, Set.of(Act.EPOCH_CLEARED), "line");
            }
        }
    }

    private void free(Bson theirs, Bson change) {
        each(theirs, number -> {
            Document freed = documents
                    .cases()
                    .findOneAndUpdate(
                            Filters.and(Filters.eq("_id", number.value()), theirs),
                            Updates.combine(change, Updates.set("changed", documents.minute())));
            if (freed != null) {
                done(number, Act.RELEASED);
            }
        });
    }

    private void withoutFormerReaders(CaseNumber number) {
        Optional<Document> found = documents.find(number);
        while (found.isPresent() && new Readership(found.get(), rosters.current()).lostReaders()) {
            Document document = found.get();
            if (generations.write(number, document, new Readership(document, rosters.current()), Optional.empty())) {
                done(number, Act.READER_REMOVED);
            }
            found = documents.find(number);
        }
    }

    private void done(CaseNumber number, Act act) {
        custody.record(number.value(), act, "line");
        events.publishEvent(new CaseChanged(number));
    }

    private interface Step {
        void on(CaseNumber number);
    }

    /** Each step takes its case out of the filter, so that the first ones are always new. */
    private void each(Bson filter, Step step) {
        List<CaseNumber> some = some(filter);
        while (!some.isEmpty()) {
            some.forEach(step::on);
            some = some(filter);
        }
    }

    private List<CaseNumber> some(Bson filter) {
        return documents
                .cases()
                .find(filter)
                .projection(Projections.include("_id"))
                .limit(AT_ONCE)
                .map(document -> new CaseNumber(document.getString("_id")))
                .into(new ArrayList<>());
    }
}
