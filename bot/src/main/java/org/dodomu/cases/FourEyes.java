package org.dodomu.cases;

import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Base32;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Closing a case as not credible, exporting it and destroying it: one member proposes, a lead who is another person confirms. A proposal lies in the case's own document, so that confirming it is one
 * atomic write; it ends after three days, when somebody else takes the case, and (but for an export) when the reporter adds something.
 */
@Component
public class FourEyes {

    static final Duration PROPOSED_FOR = Duration.ofDays(3);
    static final Duration EXPORT_FOR = Duration.ofDays(1);

    private static final int MOST_SEALED_BYTES = 128 * 1024;
    private static final int MOST_ROWS = 200;

    private final CaseDocuments documents;
    private final Queue queue;
    private final Erasure erasure;
    private final Rosters rosters;
    private final SecureRandom random;

    FourEyes(CaseDocuments documents, Queue queue, Erasure erasure, Rosters rosters, SecureRandom random) {
        this.documents = documents;
        this.queue = queue;
        this.erasure = erasure;
        this.rosters = rosters;
        this.random = random;
    }

    /** A proposal for those who decide: the reason sealed to the leads and to whoever proposed it. */
    public record Asked(CaseRow row, String sealedReason) {}

    /**
     * Proposes.
     *
     * @param fence the claim's number, or 0 for a granted case; a lead may propose with 0 to destroy a case of their desk that others work on
     * @param what {@code not-credible}, {@code export} or {@code destruction}
     * @throws IllegalArgumentException for anything else
     * @throws ProposalPending when something is proposed already
     */
    public void propose(CaseNumber number, Member member, long fence, String what, byte[] sealedReason) {
        Proposal.What wanted = Proposal.What.of(what);
        boolean destroys = wanted == Proposal.What.DESTRUCTION;
        if (sealedReason.length > MOST_SEALED_BYTES
                || !Age.isPostQuantum(sealedReason)
                || destroys && !member.is(Role.LEAD)) {
            throw new NotAllowed();
        }
        Document seen = documents.require(number);
        Date now = Date.from(documents.now());
        Bson standing = destroys && fence == 0 ? theirs(number, member) : queue.actingOn(number, member, fence);
        List<Bson> still = new ArrayList<>(List.of(standing, Erasure.whole(), unchanged(seen)));
        still.add(Filters.or(Filters.exists("proposal", false), Filters.lte("proposal.until", now)));
        if (destroys) {
            still.add(Filters.lte("held", now));
        }
        Document proposal = new Document("id", id())
                .append("what", wanted.code())
                .append("by", member.id().value())
                .append("until", Date.from(documents.now().plus(PROPOSED_FOR)))
                .append("fence", Store.longNumber(seen, "fence"))
                .append("news", Store.longNumber(seen, "news"))
                .append("reason", Store.binary(sealedReason));
        Bson update = Updates.combine(
                Updates.set("proposal", proposal),
                Updates.set(Cases.CAUGHT_UP, true),
                Updates.set("changed", documents.minute()));
        if (documents.cases().findOneAndUpdate(Filters.and(still), update) == null) {
            throw Proposal.read(seen, documents.now()).isPresent()
                    ? new ProposalPending()
                    : fence == 0 ? new NotAllowed() : new LeaseLost();
        }
        queue.done(number, wanted.proposed(), member.id());
    }

    private static Bson theirs(CaseNumber number, Member lead) {
        return Filters.and(
                Filters.eq("_id", number.value()), Filters.in("desk", lead.desks()), Filters.exists("epoch", false));
    }

    private static Bson unchanged(Document seen) {
        return Filters.and(
                Filters.eq("fence", Store.longNumber(seen, "fence")),
                Filters.eq("news", Store.longNumber(seen, "news")));
    }

    private String id() {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        return Base32.encode(bytes);
    }

    /** What waits for a second person on a lead's desks, the next to end first; at most 200. */
    public List<Asked> waiting(Member lead) {
        requireLead(lead);
        Instant now = documents.now();
        return documents
                .cases()
                .find(proposed(lead, now))
                .sort(Sorts.ascending("proposal.until"))
                .limit(MOST_ROWS)
                .map(document -> new Asked(
                        CaseRow.read(document, now),
                        Proposal.read(document, now)
                                .map(one -> java.util.Base64.getEncoder().encodeToString(one.reason()))
                                .orElse("")))
                .into(new ArrayList<>());
    }

    private static Bson proposed(Member lead, Instant now) {
        return Filters.and(Filters.in("desk", lead.desks()), Filters.gt("proposal.until", Date.from(now)));
    }

    /** How many of these wait for this lead, who did not propose them; counted up to {@link Queue#MOST_COUNTED}. */
    public long count(Member lead) {
        requireLead(lead);
        Bson others = Filters.and(
                proposed(lead, documents.now()),
                Filters.ne("proposal.by", lead.id().value()));
        return documents.cases().countDocuments(others, new CountOptions().limit(Queue.MOST_COUNTED));
    }

    /**
     * Confirms, and does what was proposed.
     *
     * @throws NotAllowed when the member is no lead of the case's desk
     * @throws SamePerson when they proposed it themselves
     * @throws ProposalGone when it ended, its author left, or the case is not as it was
     * @throws LeaseHeld when a third member works on the case
     */
    public void confirm(CaseNumber number, Member lead, String id) {
        Document seen = documents.require(number);
        Proposal proposal = proposed(seen, lead, id);
        if (proposal.by().equals(lead.id().value())) {
            throw new SamePerson();
        }
        requireAsItWas(seen, proposal, lead);
        Bson still = Filters.and(
                Filters.eq("_id", number.value()),
                Filters.eq("proposal.id", id),
                Filters.ne("proposal.by", lead.id().value()),
                Filters.gt("proposal.until", Date.from(documents.now())),
                unchanged(seen));
        if (!carriedOut(number, still, proposal, lead)) {
            throw new ProposalGone();
        }
        queue.done(number, proposal.what().confirmed(), lead.id());
    }

    private void requireAsItWas(Document seen, Proposal proposal, Member lead) {
        CaseRow row = CaseRow.read(seen, documents.now());
        String owner = row.owner().orElse("");
        boolean own = owner.equals(lead.id().value());
        if (!owner.isEmpty() && !own && !owner.equals(proposal.by())) {
            throw new LeaseHeld(new MemberId(owner));
        }
        boolean untouched = own || Store.longNumber(seen, "fence") == proposal.fence();
        boolean heard = proposal.what() == Proposal.What.EXPORT || row.news() == proposal.news();
        boolean vetted = rosters.current()
                .member(proposal.by())
                .filter(by -> proposal.what() != Proposal.What.DESTRUCTION || by.is(Role.LEAD))
                .isPresent();
        if (!untouched || !heard || !vetted) {
            end(seen.getString("_id"), proposal.pending().id());
            throw new ProposalGone();
        }
    }

    private boolean carriedOut(CaseNumber number, Bson still, Proposal proposal, Member lead) {
        return switch (proposal.what()) {
            case DESTRUCTION -> erasure.destroy(number, still);
            case NOT_CREDIBLE ->
                changed(
                        still,
                        Updates.combine(
                                Updates.set("state", CaseState.CLOSED.code()),
                                Updates.inc("fence", 1L),
                                Updates.unset("assigned"),
                                Queue.free()));
            case EXPORT ->
                changed(
                        still,
                        Updates.set(
                                "export",
                                new Document("to", proposal.by())
                                        .append("by", lead.id().value())
                                        .append(
                                                "until",
                                                Date.from(documents.now().plus(EXPORT_FOR)))));
        };
    }

    private boolean changed(Bson still, Bson update) {
        Bson all = Updates.combine(update, Updates.unset("proposal"), Updates.set("changed", documents.minute()));
        return documents.cases().findOneAndUpdate(Filters.and(still, Erasure.whole()), all) != null;
    }

    /** Declines; whoever proposed it may take it back in the same way. */
    public void decline(CaseNumber number, Member member, String id) {
        Document seen = documents.require(number);
        if (Proposal.read(seen, documents.now())
                .filter(one -> one.by().equals(member.id().value()))
                .isEmpty()) {
            proposed(seen, member, id);
        }
        if (!end(number.value(), id)) {
            throw new ProposalGone();
        }
        queue.done(number, Act.PROPOSAL_DECLINED, member.id());
    }

    private boolean end(String number, String id) {
        Bson still = Filters.and(Filters.eq("_id", number), Filters.eq("proposal.id", id));
        return documents.cases().findOneAndUpdate(still, Updates.unset("proposal")) != null;
    }

    private Proposal proposed(Document seen, Member lead, String id) {
        requireLead(lead);
        if (!lead.desks().contains(seen.getString("desk"))) {
            throw new NotAllowed();
        }
        return Proposal.read(seen, documents.now())
                .filter(one -> one.pending().id().equals(id))
                .orElseThrow(ProposalGone::new);
    }

    private static void requireLead(Member member) {
        if (!member.is(Role.LEAD)) {
            throw new NotAllowed();
        }
    }
}
