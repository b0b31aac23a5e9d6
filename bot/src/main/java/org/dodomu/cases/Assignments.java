package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.conversions.Bson;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.springframework.stereotype.Component;

/** Whose turn it is: a lead assigns a case, a member passes one up to the leads. An assignment is no claim and gives no key; whoever takes the case ends it, so that no case waits for one person only. */
@Component
public class Assignments {

    /** Stands for all leads of the case's desk. */
    public static final String LEADS = "leads";

    private final CaseDocuments documents;
    private final Queue queue;
    private final Rosters rosters;

    Assignments(CaseDocuments documents, Queue queue, Rosters rosters) {
        this.documents = documents;
        this.queue = queue;
        this.rosters = rosters;
    }

    /** Matches what was assigned to the member, or to the leads when they are one. */
    static Bson toDo(Member member) {
        List<String> names = member.is(Role.LEAD)
                ? List.of(member.id().value(), LEADS)
                : List.of(member.id().value());
        return Filters.and(Filters.in("assigned", names), Filters.in("desk", member.desks()));
    }

    /**
     * Assigns a case of the lead's desk that nobody else holds; a claim of the lead's own ends.
     *
     * @throws NotAllowed when the member is no lead, or the other does not triage on that desk
     * @throws LeaseHeld when another member has the case open
     */
    public void assign(CaseNumber number, Member lead, MemberId to) {
        String desk = documents.require(number).getString("desk");
        boolean fits = lead.is(Role.LEAD)
                && lead.desks().contains(desk)
                && rosters.current()
                        .member(to.value())
                        .filter(one -> View.triages(one) && one.desks().contains(desk))
                        .isPresent();
        if (!fits) {
            throw new NotAllowed();
        }
        Bson open = Filters.and(
                Filters.eq("_id", number.value()),
                View.desk(lead),
                Filters.in("state", CaseState.claimableCodes()),
                Filters.or(
                        Filters.lte("lease.until", Date.from(documents.now())),
                        Filters.eq("lease.owner", lead.id().value())));
        Bson update = Updates.combine(
                Updates.set("assigned", to.value()),
                Updates.set("changed", documents.minute()),
                Queue.awake(),
                Queue.free());
        if (documents.cases().findOneAndUpdate(open, update) == null) {
            throw queue.refusal(number, lead);
        }
        queue.done(number, Act.ASSIGNED, lead.id());
    }

    /** Passes a case up to the leads; a claim on it ends. */
    public void escalate(CaseNumber number, Member member, long fence) {
        Bson update = Updates.combine(
                Updates.set("assigned", LEADS), Updates.set("changed", documents.minute()), Queue.free());
        if (documents.cases().findOneAndUpdate(queue.actingOn(number, member, fence), update) == null) {
            throw fence == 0 ? new NotAllowed() : new LeaseLost();
        }
        queue.done(number, Act.ESCALATED, member.id());
    }

    /**
     * How much a member works on.
     *
     * @param held claims that run now
     * @param granted open cases that were granted to them
     */
    public record Load(long held, long granted) {}

    /** The load of every member who works on cases. */
    public Map<String, Load> loads() {
        Date now = Date.from(documents.now());
        Map<String, Load> loads = new LinkedHashMap<>();
        for (Member member : rosters.current().members()) {
            String id = member.id().value();
            if (View.triages(member) || member.is(Role.VERIFIER)) {
                long held = documents
                        .cases()
                        .countDocuments(Filters.and(Filters.eq("lease.owner", id), Filters.gt("lease.until", now)));
                long granted = documents
                        .cases()
                        .countDocuments(
                                Filters.and(Filters.eq("readers", id), Filters.in("state", CaseState.workedOnCodes())));
                loads.put(id, new Load(held, granted));
            }
        }
        return loads;
    }
}
