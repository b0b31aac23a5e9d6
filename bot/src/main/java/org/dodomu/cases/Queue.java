package org.dodomu.cases;

import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.ConsoleSettings;
import org.dodomu.config.Urgency;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The queue: by urgency, then by age. A claim is one atomic update with a time limit and a fencing number; each later write names that number. */
@Component
public class Queue {

    /** Where counting stops, so that a look at the queue costs the same however long it is. */
    public static final int MOST_COUNTED = 1000;

    private static final int MOST_ROWS = 500;

    private static final Bson ROW = Projections.exclude("generations", "mark", "proposal.reason");

    private final CaseDocuments documents;
    private final Cases cases;
    private final Custody custody;
    private final ConsoleSettings settings;
    private final ApplicationEventPublisher events;

    public Queue(
            CaseDocuments documents,
            Cases cases,
            Custody custody,
            ConsoleSettings settings,
            ApplicationEventPublisher events) {
        this.documents = documents;
        this.cases = cases;
        this.custody = custody;
        this.settings = settings;
        this.events = events;
    }

    /** The first rows of a view, at most 500. Of a long one only the oldest of each part are read, so that a look costs the same however long it is. */
    public List<CaseRow> list(View view, Member member, int limit) {
        Instant now = documents.now();
        int most = Math.min(limit, MOST_ROWS);
        List<Bson> parts = view.parts(member, now);
        List<Document> rows = parts.isEmpty() ? sorted(view.filter(member, now), most) : oldest(parts, most);
        return rows.stream().map(document -> CaseRow.read(document, now)).toList();
    }

    private List<Document> sorted(Bson filter, int most) {
        return documents
                .cases()
                .find(filter)
                .projection(ROW)
                .sort(Sorts.ascending("rank", "since", "_id"))
                .limit(most)
                .into(new ArrayList<>());
    }

    private List<Document> oldest(List<Bson> parts, int most) {
        List<Document> rows = new ArrayList<>();
        for (Urgency urgency : Urgency.values()) {
            int left = most - rows.size();
            if (left > 0) {
                rows.addAll(new Oldest(documents, ROW, left)
                        .among(parts.stream()
                                .map(part -> Filters.and(part, Filters.eq("rank", urgency.ordinal())))
                                .toList()));
            }
        }
        return rows;
    }

    /** How many cases each view holds, counted up to {@link #MOST_COUNTED}: one more than the console shows as a number. */
    public Map<View, Long> counts(Member member) {
        Instant now = documents.now();
        Map<View, Long> counts = new EnumMap<>(View.class);
        for (View view : View.values()) {
            counts.put(
                    view,
                    documents.cases().countDocuments(view.filter(member, now), new CountOptions().limit(MOST_COUNTED)));
        }
        return counts;
    }

    /**
     * A claim.
     *
     * @param fence to be named by each later write
     */
    public record Claim(long fence, Instant until) {}

    /**
     * Claims a case of the member's desk that was not handed over, a closed one too, or renews the member's own claim. A snoozed case that is claimed is awake.
     *
     * @throws LeaseHeld when another member has it
     * @throws NotAllowed when it is not theirs to claim
     */
    public Claim claim(CaseNumber number, Member member) {
        Optional<Claim> renewed = again(number, member);
        if (renewed.isPresent()) {
            return renewed.get();
        }
        if (!View.triages(member)) {
            throw new NotAllowed();
        }
        Bson claimable = Filters.nin("state", CaseState.INTAKE.code(), CaseState.WITHDRAWN.code());
        return take(number, member, claimable)
                .or(() -> again(number, member))
                .orElseThrow(() -> refusal(number, member));
    }

    /** Claims a case of the member's desk if it is free and this is still so. */
    Optional<Claim> take(CaseNumber number, Member member, Bson still) {
        Bson free = Filters.and(
                Filters.eq("_id", number.value()),
                View.desk(member),
                still,
                Filters.lte("lease.until", Date.from(documents.now())));
        Optional<Claim> claimed =
                hold(free, Updates.combine(Updates.inc("fence", 1L), Updates.unset("assigned"), awake()), member);
        claimed.ifPresent(claim -> done(number, Act.CLAIMED, member.id()));
        return claimed;
    }

    /** The member's own claim, prolonged; they may have made it in another window a moment ago. */
    private Optional<Claim> again(CaseNumber number, Member member) {
        return hold(mine(number, member.id()), Updates.set("changed", documents.minute()), member);
    }

    private Optional<Claim> hold(Bson filter, Bson change, Member member) {
        Date until = Date.from(documents.now().plus(settings.lease()));
        Document held = documents
                .cases()
                .findOneAndUpdate(
                        filter,
                        Updates.combine(
                                change,
                                Updates.set("lease.owner", member.id().value()),
                                Updates.set("lease.until", until)),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return Optional.ofNullable(held)
                .map(document -> new Claim(org.dodomu.storage.Store.longNumber(document, "fence"), until.toInstant()));
    }

    /** Who has it is told to those of its desk only. */
    RuntimeException refusal(CaseNumber number, Member member) {
        Document now = documents.require(number);
        if (!View.isOnDesk(now, member)) {
            return new NotAllowed();
        }
        CaseRow row = CaseRow.read(now, documents.now());
        return row.owner()
                .<RuntimeException>map(owner -> new LeaseHeld(new MemberId(owner)))
                .orElseGet(NotAllowed::new);
    }

    private Bson mine(CaseNumber number, MemberId member) {
        return Filters.and(
                Filters.eq("_id", number.value()),
                Filters.eq("lease.owner", member.value()),
                Filters.gt("lease.until", Date.from(documents.now())));
    }

    /** The filter of every write under a claim. */
    Bson under(CaseNumber number, MemberId member, long fence) {
        return Filters.and(mine(number, member), Filters.eq("fence", fence));
    }

    Bson granted(CaseNumber number, Member member) {
        return Filters.and(
                Filters.eq("_id", number.value()),
                Filters.eq("readers", member.id().value()));
    }

    /** Matches a case that the member holds under this number, or, for 0, one that was granted to them. */
    Bson actingOn(CaseNumber number, Member member, long fence) {
        return fence == 0 ? granted(number, member) : under(number, member.id(), fence);
    }

    /** Prolongs the claim. */
    public Claim renew(CaseNumber number, Member member, long fence) {
        return hold(under(number, member.id(), fence), Updates.set("changed", documents.minute()), member)
                .orElseThrow(LeaseLost::new);
    }

    /** Gives the case back to the queue. */
    public void release(CaseNumber number, MemberId member, long fence) {
        write(number, member, fence, free());
        done(number, Act.RELEASED, member);
    }

    static Bson free() {
        return Updates.combine(Updates.set("lease.owner", ""), Updates.set("lease.until", CaseDocuments.FREE));
    }

    static Bson awake() {
        return Updates.set("snoozed", CaseDocuments.FREE);
    }

    /** Sets urgency and state of a case under the claim, or of one that was granted to the member. */
    public void triage(
            CaseNumber number, Member member, long fence, Optional<Urgency> urgency, Optional<CaseState> state) {
        List<Bson> updates = new ArrayList<>(List.of(Updates.set("changed", documents.minute())));
        urgency.ifPresent(
                to -> updates.add(cases.urgency(to, documents.require(number).getDate("since"))));
        state.ifPresent(to -> updates.add(Updates.set("state", allowed(to).code())));
        Bson filter = actingOn(number, member, fence);
        if (documents.cases().findOneAndUpdate(filter, Updates.combine(updates)) == null) {
            throw fence == 0 ? new NotAllowed() : new LeaseLost();
        }
        done(number, Act.TRIAGED, member.id());
    }

    private static CaseState allowed(CaseState state) {
        if (state == CaseState.INTAKE || state == CaseState.WITHDRAWN) {
            throw new NotAllowed();
        }
        return state;
    }

    /** Hides the case from the queue until then and gives it back. */
    public void snooze(CaseNumber number, MemberId member, long fence, Instant until) {
        write(number, member, fence, Updates.combine(Updates.set("snoozed", Date.from(until)), free()));
        done(number, Act.SNOOZED, member);
    }

    private void write(CaseNumber number, MemberId member, long fence, Bson update) {
        if (documents.cases().findOneAndUpdate(under(number, member, fence), update) == null) {
            throw new LeaseLost();
        }
    }

    /** Keeps in the custody log that a member looked; nothing changed, so nobody is told. */
    void looked(CaseNumber number, Act act, MemberId member) {
        custody.record(number.value(), act, member.value());
    }

    void done(CaseNumber number, Act act, MemberId member) {
        custody.record(number.value(), act, member.value());
        events.publishEvent(new CaseChanged(number));
    }
}
