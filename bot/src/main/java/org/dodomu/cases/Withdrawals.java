package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bson.conversions.Bson;
import org.dodomu.config.PolicySettings;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What may yet be destroyed and what may not: a reporter withdraws a report and takes that back, a lead holds a case and lets it go. Each call may be repeated. */
@Component
public class Withdrawals {

    /** A revocation of the last moment has this long to reach the case, and a hold lifted by a slip can be set again as long. The reporter is told of a day. */
    static final Duration MARGIN = Duration.ofHours(20);

    private static final Set<Act> ASKED_OR_NOT = Set.of(Act.WITHDRAWAL_ASKED, Act.WITHDRAWAL_REVOKED);
    private static final Set<Act> HELD_OR_NOT = Set.of(Act.HELD, Act.HOLD_LIFTED);
    private static final int MOST_ROWS = 500;

    private final CaseDocuments documents;
    private final Custody custody;
    private final PolicySettings policy;
    private final ApplicationEventPublisher events;

    Withdrawals(CaseDocuments documents, Custody custody, PolicySettings policy, ApplicationEventPublisher events) {
        this.documents = documents;
        this.custody = custody;
        this.policy = policy;
        this.events = events;
    }

    /** The reporter asks that the case be destroyed; asking again begins the time again. */
    public void ask(CaseNumber number) {
        Date leaves = Date.from(documents.now().plus(policy.withdrawAfter()).plus(MARGIN));
        Bson asked = Updates.combine(Updates.set("withdrawal", true), Updates.set("leaves", leaves), Cases.news());
        said(number, asked, Act.WITHDRAWAL_ASKED);
    }

    /** The reporter takes it back; once the case is being destroyed this changes nothing. */
    public void revoke(CaseNumber number) {
        Bson revoked = Updates.combine(Updates.set("withdrawal", false), Updates.unset("leaves"), Cases.news());
        said(number, revoked, Act.WITHDRAWAL_REVOKED);
    }

    private void said(CaseNumber number, Bson update, Act act) {
        if (changed(number, update, act, ASKED_OR_NOT, "reporter")) {
            Proposal.endUnheard(documents, List.of(number.value()));
        }
    }

    /**
     * Sets a legal hold: until it is lifted nothing of the case is destroyed, whoever asks.
     *
     * @throws NotAllowed when the member is not a lead
     * @throws CaseErased when it is too late
     */
    public void hold(CaseNumber number, Member lead) {
        decide(number, lead, CaseDocuments.ALWAYS, Act.HELD);
    }

    /**
     * Lifts the hold. What was to be destroyed meanwhile is destroyed 20 hours later.
     *
     * @throws NotAllowed when the member is not a lead
     * @throws CaseErased when there is nothing left to hold
     */
    public void lift(CaseNumber number, Member lead) {
        decide(number, lead, Date.from(documents.now().plus(MARGIN)), Act.HOLD_LIFTED);
    }

    private void decide(CaseNumber number, Member lead, Date until, Act act) {
        if (!lead.is(Role.LEAD)) {
            throw new NotAllowed();
        }
        documents.require(number);
        if (!changed(
                number, Updates.set("held", until), act, HELD_OR_NOT, lead.id().value())) {
            throw new CaseErased();
        }
    }

    private boolean changed(CaseNumber number, Bson update, Act act, Set<Act> among, String by) {
        Bson still = Filters.and(Filters.eq("_id", number.value()), Erasure.whole());
        if (documents.cases().findOneAndUpdate(still, update) == null) {
            return false;
        }
        custody.recordChange(number.value(), act, among, by);
        events.publishEvent(new CaseChanged(number));
        return true;
    }

    /**
     * The cases of a lead's desks that a legal hold keeps; at most 500.
     *
     * @throws NotAllowed when the member is not a lead
     */
    public List<CaseRow> heldBy(Member lead) {
        if (!lead.is(Role.LEAD)) {
            throw new NotAllowed();
        }
        return documents
                .cases()
                .find(Filters.and(Filters.eq("held", CaseDocuments.ALWAYS), Filters.in("desk", lead.desks())))
                .limit(MOST_ROWS)
                .map(document -> CaseRow.read(document, documents.now()))
                .into(new ArrayList<>());
    }

    /**
     * The cases of a lead's desks that were or will be withdrawn, the next to be destroyed first; at most 500. Whoever works on them.
     *
     * @throws NotAllowed when the member is not a lead
     */
    public List<CaseRow> seenBy(Member lead) {
        if (!lead.is(Role.LEAD)) {
            throw new NotAllowed();
        }
        return documents
                .cases()
                .find(Filters.and(Filters.in("desk", lead.desks()), Filters.eq("withdrawal", true)))
                .sort(Sorts.ascending("leaves", "_id"))
                .limit(MOST_ROWS)
                .map(document -> CaseRow.read(document, documents.now()))
                .into(new ArrayList<>());
    }
}
