package org.dodomu.desk;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.LineSettings;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.ProposalRefused.Why;
import org.dodomu.storage.Store;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The next roster on its way: proposed in its exact bytes by one lead, signed by others, and with the k-th signature in force. Two that follow the same version race for one insert; the other is
 * void. A crash between the writes is repaired by repeating them, which {@link #settle()} does.
 */
@Component
public class Proposals {

    static final String COLLECTION = "proposals";

    private static final int MOST_OPEN = 30;

    private final Store store;
    private final Rosters rosters;
    private final String line;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    public Proposals(
            Store store, Rosters rosters, LineSettings settings, Clock clock, ApplicationEventPublisher events) {
        this.store = store;
        this.rosters = rosters;
        this.line = settings.id();
        this.clock = clock;
        this.events = events;
    }

    private MongoCollection<Document> all() {
        return store.collection(COLLECTION);
    }

    /**
     * Proposes what shall follow the roster in force, signed by the proposer. The same bytes proposed again count as one more signature.
     *
     * @throws ProposalRefused when it does not follow, breaks a rule or is not signed
     */
    public String propose(
            MemberId by, byte[] publicPart, byte[] memberPart, List<EpochSeals> epochs, byte[] signature) {
        settle();
        VerifiedRoster now = rosters.current();
        SignedRoster roster = new SignedRoster(publicPart, memberPart, Map.of(by.value(), signature));
        Draft draft = draft(now, roster);
        requireSigned(now, draft.open(), by, roster.hash(), signature);
        draft.requireFit(epochs);
        if (all().countDocuments(Filters.gte("version", 0)) >= MOST_OPEN) {
            throw new ProposalRefused(Why.TOO_MANY);
        }
        Document proposed = Rosters.write(roster.hash(), roster)
                .append("version", draft.open().version())
                .append("by", by.value())
                .append("epochs", epochs.stream().map(EpochSeals::stored).toList());
        if (now.publicPart().k() == 1) {
            requireComplete(draft, epochs);
        }
        if (!store.insertOnce(COLLECTION, proposed)) {
            sign(by, roster.hash(), signature, epochs);
            return roster.hash();
        }
        settle();
        if (now.publicPart().k() == 1 && !rosters.current().hash().equals(roster.hash())) {
            throw new ProposalRefused(Why.STALE);
        }
        return roster.hash();
    }

    /**
     * Adds a lead's signature. With the k-th the proposal is in force when this returns.
     *
     * @param epochs seals for those who lack their desk's key; only the last signer's browser makes them, when it has compared the new member's words
     * @throws ProposalRefused when it is stale or the signature is not a present lead's who stays one, or seals are missing
     */
    public void sign(MemberId by, String hash, byte[] signature, List<EpochSeals> epochs) {
        settle();
        VerifiedRoster now = rosters.current();
        if (now.hash().equals(hash)) {
            return;
        }
        Proposal known = find(hash);
        Draft draft = draft(now, known.roster());
        requireSigned(now, draft.open(), by, hash, signature);
        draft.requireFit(epochs);
        Set<String> signers = new HashSet<>(known.roster().signers());
        signers.add(by.value());
        List<EpochSeals> both = new ArrayList<>(known.epochs());
        both.addAll(epochs);
        if (signers.size() >= now.publicPart().k()) {
            requireComplete(draft, both);
        }
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.push("signatures", new Document("by", by.value()).append("sig", Store.binary(signature))));
        if (!epochs.isEmpty()) {
            changes.add(Updates.pushEach(
                    "epochs", epochs.stream().map(EpochSeals::stored).toList()));
        }
        all().updateOne(
                        Filters.and(Filters.eq("_id", hash), Filters.ne("signatures.by", by.value())),
                        Updates.combine(changes));
        settle();
        if (signers.size() >= now.publicPart().k() && !rosters.current().hash().equals(hash)) {
            throw new ProposalRefused(Why.STALE);
        }
    }

    /** Takes a proposal back; only the one who made it can. */
    public void withdraw(MemberId by, String hash) {
        settle();
        if (all().deleteOne(Filters.and(Filters.eq("_id", hash), Filters.eq("by", by.value())))
                        .getDeletedCount()
                == 0) {
            throw new ProposalRefused(Why.STALE);
        }
    }

    /** What waits for signatures. */
    public List<Proposal> open() {
        settle();
        return all().find(Filters.gte("version", 0)).map(Proposal::read).into(new ArrayList<>());
    }

    /** Puts in force what has its signatures, stores the seals of what is in force and says so, and drops what is void. Repeated, it changes nothing. */
    public synchronized void settle() {
        VerifiedRoster now = rosters.current();
        for (Document stored : all().find(Filters.eq("version", now.publicPart().version() + 1))) {
            Proposal proposal = Proposal.read(stored);
            if (proposal.isNamed(stored.getString("_id")) && inForce(now, proposal)) {
                now = rosters.current();
                break;
            }
        }
        Document enacted = all().find(Filters.eq("_id", now.hash())).first();
        if (enacted != null) {
            storeSeals(now, Proposal.read(enacted));
            events.publishEvent(new RosterChanged(now.publicPart().version()));
        }
        all().deleteMany(Filters.lte("version", now.publicPart().version()));
    }

    /** After a start: what a crash left half done. When the database is away or the line not founded, the next request sees to it. */
    @EventListener(ApplicationReadyEvent.class)
    void afterStart() {
        try {
            settle();
        } catch (MongoException | RosterUnproven later) {
            return;
        }
    }

    private boolean inForce(VerifiedRoster now, Proposal proposal) {
        try {
            RosterChain.next(line, now, proposal.roster());
            Draft draft = draft(now, proposal.roster());
            requireComplete(draft, proposal.epochs());
        } catch (RosterUnproven | ProposalRefused notYet) {
            return false;
        }
        rosters.add(proposal.version(), proposal.roster());
        return true;
    }

    private void storeSeals(VerifiedRoster now, Proposal proposal) {
        for (EpochSeals epoch : proposal.epochs()) {
            now.publicPart().desks().stream()
                    .filter(desk -> desk.id().equals(epoch.desk()) && desk.epoch() == epoch.number())
                    .forEach(desk -> rosters.completeEpoch(desk, epoch.seals()));
        }
    }

    private Proposal find(String hash) {
        Document stored = all().find(Filters.eq("_id", hash)).first();
        if (stored == null || !Proposal.read(stored).isNamed(hash)) {
            throw new ProposalRefused(Why.STALE);
        }
        return Proposal.read(stored);
    }

    /** Nobody signs the version in which they lead no more, so that each signature kept counts. */
    private void requireSigned(VerifiedRoster now, RosterPublic next, MemberId by, String hash, byte[] signature) {
        byte[] statement = Statements.roster(line, now.publicPart().version() + 1, hash);
        boolean signed = RosterRules.staying(now, next).stream()
                .anyMatch(lead -> lead.id().equals(by) && lead.signing().verifies(statement, signature));
        if (!signed) {
            throw new ProposalRefused(Why.UNSIGNED);
        }
    }

    /** Both parts, read and found to follow the roster in force. */
    private record Draft(RosterPublic open, RosterMembers members) {

        void requireFit(List<EpochSeals> epochs) {
            for (EpochSeals epoch : epochs) {
                boolean named = open.desks().stream()
                        .anyMatch(desk -> desk.id().equals(epoch.desk()) && desk.epoch() == epoch.number());
                boolean allowed = epoch.members().stream().allMatch(id -> members.members().stream()
                        .anyMatch(member -> member.id().equals(id) && member.holdsEpochOf(epoch.desk())));
                if (!named || !allowed) {
                    throw new ProposalRefused(Why.UNFIT);
                }
            }
        }
    }

    private Draft draft(VerifiedRoster now, SignedRoster proposed) {
        try {
            RosterPublic open = RosterPublic.parse(proposed.publicPart());
            if (open.version() != now.publicPart().version() + 1
                    || !open.previous().equals(now.hash())) {
                throw new ProposalRefused(Why.STALE);
            }
            return new Draft(open, RosterChain.fitting(line, now, open, proposed.memberPart()));
        } catch (RosterUnproven unfit) {
            throw new ProposalRefused(Why.UNFIT);
        }
    }

    /** Everybody whose vetting still runs must have the key of each desk of theirs. */
    private void requireComplete(Draft draft, List<EpochSeals> epochs) {
        LocalDate today = LocalDate.now(clock);
        for (Desk desk : draft.open().desks()) {
            Set<String> holders = rosters.epochHolders(desk);
            epochs.stream()
                    .filter(epoch -> epoch.desk().equals(desk.id()) && epoch.number() == desk.epoch())
                    .flatMap(epoch -> epoch.members().stream())
                    .forEach(member -> holders.add(member.value()));
            boolean complete = draft.members().members().stream()
                    .filter(member -> member.holdsEpochOf(desk.id()) && !member.ended(today))
                    .allMatch(member -> holders.contains(member.id().value()));
            if (!complete) {
                throw new ProposalRefused(Why.SEALS_MISSING);
            }
        }
    }
}
