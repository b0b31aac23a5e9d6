package org.dodomu.desk;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.storage.Store;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The roster in the database, proven anew whenever its bytes changed since the last look. */
@Component
public class Rosters {

    static final String COLLECTION = "rosters";
    static final String EPOCHS = "epochs";

    private final Store store;
    private final String line;
    private final RosterRoot root;
    private final RosterPin pin;
    private final AtomicReference<String> told = new AtomicReference<>("");
    private final DeskJournal journal = new DeskJournal();
    private volatile @Nullable Proven last;

    public Rosters(Store store, LineSettings settings, RosterSettings roster) {
        this.store = store;
        this.line = settings.id();
        this.root = new RosterRoot(roster.root(), roster.pinFile());
        this.pin = new RosterPin(roster.pinFile());
    }

    private record Proven(List<Document> stored, VerifiedRoster roster) {}

    /**
     * The roster in force.
     *
     * @throws RosterUnproven when the database does not hold it
     */
    public VerifiedRoster current() {
        List<Document> stored =
                store.collection(COLLECTION).find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
        Proven known = last;
        if (known != null && known.stored().equals(stored)) {
            return known.roster();
        }
        VerifiedRoster roster = RosterChain.verify(
                line, root.value(), stored.stream().map(Rosters::read).toList());
        pin.check(roster);
        last = new Proven(stored, roster);
        return roster;
    }

    /** How the roster stands, for those who need no more of it; why it is not proven is told to the log once. */
    public RosterStanding standing() {
        try {
            current();
            told.set("");
            return RosterStanding.PROVEN;
        } catch (RosterUnproven unproven) {
            if (unproven.standing() == RosterStanding.UNPROVEN) {
                tell(unproven);
            }
            return unproven.standing();
        } catch (UncheckedIOException unreadable) {
            tell(unreadable);
            return RosterStanding.UNPROVEN;
        }
    }

    private void tell(RuntimeException why) {
        String fact = String.valueOf(why.getMessage());
        if (!told.getAndSet(fact).equals(fact)) {
            journal.unproven(fact);
        }
    }

    /** All versions as they are stored, for members' browsers to prove themselves. */
    public List<SignedRoster> versions() {
        return store.collection(COLLECTION)
                .find()
                .sort(Sorts.ascending("_id"))
                .map(Rosters::read)
                .into(new ArrayList<>());
    }

    /** Puts a signed version into the database; whether it is proven shows when it is read. */
    public boolean add(int version, SignedRoster signed) {
        return store.insertOnce(COLLECTION, write(version, signed));
    }

    static Document write(Object id, SignedRoster signed) {
        List<Document> signatures = signed.signers().stream()
                .map(signer -> new Document("by", signer).append("sig", Store.binary(signed.signature(signer))))
                .toList();
        return new Document("_id", id)
                .append("public", Store.binary(signed.publicPart()))
                .append("members", Store.binary(signed.memberPart()))
                .append("signatures", signatures);
    }

    /** @throws RosterUnproven when what is stored has not the shape of a roster */
    static SignedRoster read(Document document) {
        try {
            Map<String, byte[]> signatures = new HashMap<>();
            document.getList("signatures", Document.class, List.of())
                    .forEach(one -> signatures.put(one.getString("by"), Store.bytes(one, "sig")));
            return new SignedRoster(Store.bytes(document, "public"), Store.bytes(document, "members"), signatures);
        } catch (ClassCastException | IllegalStateException misshapen) {
            throw new RosterUnproven("a stored version has another shape");
        }
    }

    /** Keeps the seals of a desk's epoch: its secret, sealed to each operator and lead. */
    public boolean addEpoch(Desk desk, Map<MemberId, byte[]> seals) {
        List<Document> stored = new ArrayList<>();
        seals.forEach((member, seal) ->
                stored.add(new Document("member", member.value()).append("sealed", Store.binary(seal))));
        return store.insertOnce(
                EPOCHS,
                new Document("_id", desk.id() + ":" + desk.epoch())
                        .append("recipient", desk.recipient().encoded())
                        .append("seals", stored));
    }

    /** Adds seals to an epoch that is there, or begins it; a member who has a seal keeps it. */
    void completeEpoch(Desk desk, Map<MemberId, byte[]> seals) {
        if (addEpoch(desk, seals)) {
            return;
        }
        seals.forEach((member, seal) -> store.collection(EPOCHS)
                .updateOne(
                        Filters.and(
                                Filters.eq("_id", desk.id() + ":" + desk.epoch()),
                                Filters.eq("recipient", desk.recipient().encoded()),
                                Filters.ne("seals.member", member.value())),
                        Updates.push(
                                "seals", new Document("member", member.value()).append("sealed", Store.binary(seal)))));
    }

    /** Who has this epoch's key. */
    Set<String> epochHolders(Desk desk) {
        Document epoch = store.collection(EPOCHS)
                .find(Filters.and(
                        Filters.eq("_id", desk.id() + ":" + desk.epoch()),
                        Filters.eq("recipient", desk.recipient().encoded())))
                .first();
        Set<String> holders = new HashSet<>();
        if (epoch != null) {
            epoch.getList("seals", Document.class).forEach(seal -> holders.add(seal.getString("member")));
        }
        return holders;
    }

    /** The epoch keys sealed to this member: desk and number to base64 of the age file. */
    public Map<String, String> epochSeals(MemberId member) {
        Map<String, String> own = new HashMap<>();
        for (Document epoch : store.collection(EPOCHS).find(Filters.eq("seals.member", member.value()))) {
            for (Document seal : epoch.getList("seals", Document.class)) {
                if (seal.getString("member").equals(member.value())) {
                    own.put(epoch.getString("_id"), Base64.getEncoder().encodeToString(Store.bytes(seal, "sealed")));
                }
            }
        }
        return own;
    }

    /** The fingerprint that browsers pin. */
    public String root() {
        return root.value();
    }

    /** Pins the root that was founded; see {@link RosterRoot#pin}. */
    void pinRoot(String hash) {
        root.pin(hash);
    }
}
