package org.dodomu.desk;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.FoundingRefused.Why;
import org.dodomu.desk.FoundingState.Founder;
import org.dodomu.storage.Store;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Roster version 1 on its way. It is possible only while no root is set or pinned, and begins with the token of {@link SetupToken}. The first founder gives each of the k others a link of their
 * own; each joins once with keys of their own browser; the first drafts the bytes; with the last signature the root is pinned outside the database and the roster is in force.
 */
@Component
public class Founding {

    static final String COLLECTION = "founding";

    private static final String ID = "founding";
    private static final String HASH = "[0-9a-f]{64}";

    /** How many of the founders hold a part of the recovery: the first ones. */
    public static final int RECOVERY_HOLDERS = 2;

    private final Store store;
    private final Rosters rosters;
    private final String line;
    private final int k;
    private final SetupToken setup;
    private final VerifyingKey deposit;
    private final SecureRandom random;
    private final ApplicationEventPublisher events;
    private final DeskJournal journal = new DeskJournal();

    public Founding(
            Store store,
            Rosters rosters,
            LineSettings settings,
            RosterSettings roster,
            MasterKey master,
            SecureRandom random,
            ApplicationEventPublisher events) {
        this.store = store;
        this.rosters = rosters;
        this.line = settings.id();
        this.k = roster.k();
        this.setup = new SetupToken(roster.pinFile());
        this.deposit = master.signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey();
        this.random = random;
        this.events = events;
    }

    private MongoCollection<Document> founding() {
        return store.collection(COLLECTION);
    }

    /** How many leads must sign; one more than that found the line. */
    public int k() {
        return k;
    }

    /** The key by which this server signs deposits; the draft must name it. */
    public VerifyingKey deposit() {
        return deposit;
    }

    /** Makes the set-up token of a line that is not founded, and finishes what a crash left half done. */
    @EventListener(ApplicationReadyEvent.class)
    void afterStart() {
        try {
            finish();
            if (rosters.root().isEmpty()) {
                setup.make(random);
                journal.notFounded();
            } else {
                setup.spend();
            }
        } catch (MongoException | RosterUnproven | IOException later) {
            return;
        }
    }

    /**
     * Passes only the set-up token of a line that is not founded.
     *
     * @throws FoundingRefused for every other
     */
    public void requirePermitted(String token) {
        if (!rosters.root().isEmpty() || !setup.is(token)) {
            throw new FoundingRefused(Why.LINK);
        }
    }

    /**
     * Begins, or begins anew: what was there before is void.
     *
     * @param seats the lower-case hex SHA-256 of each founder's own token, k + 1 of them
     */
    public void begin(String token, List<String> seats) {
        requirePermitted(token);
        if (seats.size() != k + 1
                || seats.stream().distinct().count() != seats.size()
                || !seats.stream().allMatch(seat -> seat.matches(HASH))) {
            throw new FoundingRefused(Why.UNFIT);
        }
        List<Document> places =
                seats.stream().map(hash -> new Document("hash", hash)).toList();
        founding()
                .replaceOne(
                        Filters.eq("_id", ID),
                        new Document("_id", ID).append("rev", random.nextInt()).append("seats", places),
                        new ReplaceOptions().upsert(true));
    }

    /** What the founder behind this link may see. */
    public FoundingState look(String token) {
        Document stored = rosters.root().isEmpty()
                ? founding().find(Filters.eq("_id", ID)).first()
                : null;
        if (stored == null) {
            throw new FoundingRefused(Why.LINK);
        }
        List<Optional<Founder>> seats = new ArrayList<>();
        int own = -1;
        String hash = Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
        for (Document seat : stored.getList("seats", Document.class)) {
            if (hash.equals(seat.getString("hash"))) {
                own = seats.size();
            }
            seats.add(Optional.ofNullable(seat.get("founder", Document.class)).map(Founder::read));
        }
        if (own < 0) {
            throw new FoundingRefused(Why.LINK);
        }
        Optional<Proposal> draft =
                Optional.ofNullable(stored.get("draft", Document.class)).map(Proposal::read);
        return new FoundingState(own, seats, draft, Store.number(stored, "rev"));
    }

    /** Who took a place so far, whatever became of it; nobody when nothing is being founded. */
    public List<MemberId> joined() {
        Document stored = founding().find(Filters.eq("_id", ID)).first();
        return stored == null
                ? List.of()
                : stored.getList("seats", Document.class).stream()
                        .flatMap(seat -> Optional.ofNullable(seat.get("founder", Document.class)).stream())
                        .map(founder -> Founder.read(founder).id())
                        .toList();
    }

    /** Takes the place behind this link, once. */
    public void join(String token, Founder founder) {
        FoundingState state = look(token);
        if (founder.recovery().isPresent() != state.own() < RECOVERY_HOLDERS) {
            throw new FoundingRefused(Why.UNFIT);
        }
        String seat = "seats." + state.own() + ".founder";
        boolean taken = founding()
                        .updateOne(
                                Filters.and(
                                        Filters.eq("_id", ID),
                                        Filters.eq("rev", state.rev()),
                                        Filters.exists(seat, false)),
                                Updates.set(seat, founder.stored()))
                        .getModifiedCount()
                == 1;
        if (!taken) {
            throw new FoundingRefused(Why.TAKEN);
        }
    }

    /** The first founder's draft of the exact bytes. It may be drafted anew until somebody else has signed. */
    public void draft(String token, byte[] publicPart, byte[] memberPart, List<EpochSeals> epochs, byte[] signature) {
        FoundingState state = look(token);
        if (!state.complete()) {
            throw new FoundingRefused(Why.EARLY);
        }
        if (state.own() != 0) {
            throw new FoundingRefused(Why.LINK);
        }
        MemberId first = state.founders().get(0).id();
        SignedRoster roster = new SignedRoster(publicPart, memberPart, Map.of(first.value(), signature));
        FoundingRules.check(line, k, deposit, state, roster, epochs);
        requireSigned(state, roster.hash(), signature);
        Document draft = Rosters.write(roster.hash(), roster)
                .append("version", 1)
                .append("by", first.value())
                .append("epochs", epochs.stream().map(EpochSeals::stored).toList());
        boolean kept = founding()
                        .updateOne(
                                Filters.and(
                                        Filters.eq("_id", ID),
                                        Filters.eq("rev", state.rev()),
                                        Filters.exists("draft.signatures.1", false)),
                                Updates.set("draft", draft))
                        .getMatchedCount()
                == 1;
        if (!kept) {
            throw new FoundingRefused(Why.TAKEN);
        }
    }

    /** A founder's signature under the draft; with the last one the line is founded when this returns. */
    public void sign(String token, String hash, byte[] signature) {
        FoundingState state = look(token);
        Proposal draft = state.draft().orElseThrow(() -> new FoundingRefused(Why.EARLY));
        if (!draft.hash().equals(hash)) {
            throw new FoundingRefused(Why.EARLY);
        }
        requireSigned(state, hash, signature);
        String by = state.seats().get(state.own()).orElseThrow().id().value();
        founding()
                .updateOne(
                        Filters.and(
                                Filters.eq("_id", ID),
                                Filters.eq("draft._id", hash),
                                Filters.ne("draft.signatures.by", by)),
                        Updates.push(
                                "draft.signatures", new Document("by", by).append("sig", Store.binary(signature))));
        finish();
    }

    private void requireSigned(FoundingState state, String hash, byte[] signature) {
        Founder own = state.seats().get(state.own()).orElseThrow(() -> new FoundingRefused(Why.EARLY));
        if (!own.signing().verifies(Statements.roster(line, 1, hash), signature)) {
            throw new FoundingRefused(Why.UNSIGNED);
        }
    }

    /** With all signatures: pins the root, then writes the roster, then its epochs. Repeated after a crash it goes on where it stopped. */
    private synchronized void finish() {
        Document stored = founding().find(Filters.eq("_id", ID)).first();
        Document drafted = stored == null ? null : stored.get("draft", Document.class);
        if (drafted == null) {
            return;
        }
        Proposal draft = Proposal.read(drafted);
        List<Founder> founders = new ArrayList<>();
        stored.getList("seats", Document.class).forEach(seat -> Optional.ofNullable(seat.get("founder", Document.class))
                .map(Founder::read)
                .ifPresent(founders::add));
        byte[] statement = Statements.roster(line, 1, draft.hash());
        boolean signed = founders.size() == k + 1
                && founders.stream().allMatch(one -> one.signing()
                        .verifies(statement, draft.roster().signature(one.id().value())));
        String root = rosters.root();
        if (!signed || !root.isEmpty() && !root.equals(draft.hash())) {
            return;
        }
        RosterChain.verify(line, draft.hash(), List.of(draft.roster()));
        rosters.pinRoot(draft.hash());
        rosters.add(1, draft.roster());
        VerifiedRoster now = rosters.current();
        for (EpochSeals epoch : draft.epochs()) {
            now.publicPart().desks().stream()
                    .filter(desk -> desk.epoch() == 1 && desk.id().equals(epoch.desk()))
                    .forEach(desk -> rosters.completeEpoch(desk, epoch.seals()));
        }
        try {
            setup.spend();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The set-up token cannot be deleted", unwritable);
        }
        events.publishEvent(new RosterChanged(1));
        founding().deleteOne(Filters.eq("_id", ID));
        journal.founded();
    }
}
