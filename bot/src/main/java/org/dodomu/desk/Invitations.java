package org.dodomu.desk;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.crypto.Sha256;
import org.dodomu.storage.Store;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Links by which leads invite: for one person, 24 hours, one answer. Only a hash of the link's token is kept. The answer waits for the leads' signatures for 30 days. */
@Component
public class Invitations {

    static final String COLLECTION = "invitations";

    private static final Duration OPEN = Duration.ofHours(24);
    private static final Duration ANSWERED = Duration.ofDays(30);
    private static final int MOST = 50;

    private final Store store;
    private final Rosters rosters;
    private final Clock clock;

    public Invitations(Store store, Rosters rosters, Clock clock) {
        this.store = store;
        this.rosters = rosters;
        this.clock = clock;
    }

    private MongoCollection<Document> all() {
        return store.collection(COLLECTION);
    }

    /**
     * Keeps an invitation.
     *
     * @param hash lower-case hex SHA-256 of the token that the lead's browser made
     * @return false when there are too many, or this one is there already
     */
    public boolean invite(MemberId by, String hash, List<Role> roles, List<String> desks) {
        drop();
        Instant now = clock.instant();
        return all().countDocuments(Filters.gte("until", Date.from(now))) < MOST
                && store.insertOnce(
                        COLLECTION,
                        new Document("_id", hash)
                                .append("by", by.value())
                                .append("roles", roles.stream().map(Role::code).toList())
                                .append("desks", desks)
                                .append("until", Date.from(now.plus(OPEN))));
    }

    /** What the person with this token is invited to; empty when it ended, was taken back, or is unknown. */
    public Optional<Invitation> look(String token) {
        Document stored = all().find(Filters.eq("_id", hash(token))).first();
        return Optional.ofNullable(stored).map(Invitation::read).filter(one -> one.until()
                .isAfter(clock.instant()));
    }

    /** Takes the one answer to a link; false when it was answered, ended or taken back. */
    public boolean answer(String token, Invitation.Candidate candidate) {
        Date now = Date.from(clock.instant());
        return all().updateOne(
                                Filters.and(
                                        Filters.eq("_id", hash(token)),
                                        Filters.gt("until", now),
                                        Filters.exists("candidate", false)),
                                Updates.combine(
                                        Updates.set("candidate", candidate.stored()),
                                        Updates.set(
                                                "until",
                                                Date.from(clock.instant().plus(ANSWERED)))))
                        .getModifiedCount()
                == 1;
    }

    /** Those that run or were answered, for leads. */
    public List<Invitation> open() {
        drop();
        return all().find(Filters.gte("until", Date.from(clock.instant())))
                .map(Invitation::read)
                .into(new ArrayList<>());
    }

    public boolean withdraw(String hash) {
        return all().deleteOne(Filters.eq("_id", hash)).getDeletedCount() == 1;
    }

    /** Who has become a member is no candidate any more. */
    @EventListener
    void on(RosterChanged changed) {
        VerifiedRoster now = rosters.current();
        for (Invitation one : open()) {
            boolean member = one.candidate()
                    .filter(candidate -> now.member(candidate.id().value()).isPresent())
                    .isPresent();
            if (member) {
                withdraw(one.hash());
            }
        }
    }

    private void drop() {
        all().deleteMany(Filters.lt("until", Date.from(clock.instant())));
    }

    private static String hash(String token) {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }
}
