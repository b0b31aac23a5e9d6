package org.dodomu.desk;

import java.util.List;
import org.bson.Document;
import org.dodomu.crypto.Sha256;
import org.dodomu.storage.Store;

/** A next roster in its exact bytes, the seals that come into force with it, and the signatures gathered so far. */
public final class Proposal {

    private final SignedRoster roster;
    private final int version;
    private final MemberId by;
    private final List<EpochSeals> epochs;

    Proposal(SignedRoster roster, int version, MemberId by, List<EpochSeals> epochs) {
        this.roster = roster;
        this.version = version;
        this.by = by;
        this.epochs = List.copyOf(epochs);
    }

    static Proposal read(Document stored) {
        return new Proposal(
                Rosters.read(stored),
                Store.number(stored, "version"),
                new MemberId(stored.getString("by")),
                stored.getList("epochs", Document.class).stream()
                        .map(EpochSeals::read)
                        .toList());
    }

    /** Its name: the lower-case hex SHA-256 of the public part. */
    public String hash() {
        return roster.hash();
    }

    public SignedRoster roster() {
        return roster;
    }

    public int version() {
        return version;
    }

    /** Who proposed it. */
    public MemberId by() {
        return by;
    }

    public List<EpochSeals> epochs() {
        return epochs;
    }

    /** A proposal of these very bytes; the database may have others under its name. */
    boolean isNamed(String id) {
        return Sha256.hex(roster.publicPart()).equals(id);
    }
}
