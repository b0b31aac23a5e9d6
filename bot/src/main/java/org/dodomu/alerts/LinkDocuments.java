package org.dodomu.alerts;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.cases.Waits;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.SealBroken;
import org.dodomu.desk.MemberId;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.Boxes;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** The members' links as they are stored, one document each: the sealed box, and beside it what was told. Each change is one atomic operation on one document. */
@Component
class LinkDocuments {

    static final String COLLECTION = "alertlinks";

    /** The document of the leads' chat, which is linked by a setting. */
    static final String LEADS = "leads";

    private static final int TRIES = 20;

    private final Store store;
    private final Boxes boxes;

    LinkDocuments(Store store, SecureRandom random, MasterKey master) {
        this.store = store;
        this.boxes = Boxed.ALERTS.boxes(master, random);
    }

    /** One member's link, and the document it was read from. */
    record Linked(String member, Link link, Document stored) {

        Told told(Channel channel) {
            return LinkDocuments.told(stored, channel);
        }
    }

    MongoCollection<Document> links() {
        return store.collection(COLLECTION);
    }

    Link of(MemberId member) {
        return Optional.ofNullable(
                        links().find(Filters.eq("_id", member.value())).first())
                .map(this::open)
                .orElse(Link.NONE);
    }

    /** All members' links. A box that somebody changed in the database links nobody. */
    List<Linked> all() {
        List<Linked> all = new ArrayList<>();
        for (Document stored : links().find(Filters.gt("_id", "m-"))) {
            try {
                all.add(new Linked(stored.getString("_id"), open(stored), stored));
            } catch (SealBroken changed) {
                continue;
            }
        }
        return all;
    }

    /** Forgets somebody who is no member any more. */
    void forget(String member) {
        links().deleteOne(Filters.eq("_id", member));
    }

    /** What the leads' chat was told. */
    Told toldLeads() {
        return Optional.ofNullable(links().find(Filters.eq("_id", LEADS)).first())
                .map(stored -> told(stored, Channel.CHAT))
                .orElse(Told.NOTHING);
    }

    private static Told told(Document stored, Channel channel) {
        Map<String, Waits.Newest> of = new HashMap<>();
        Document told = stored.get(channel.told(), new Document());
        for (String subject : told.keySet()) {
            Document newest = told.get(subject, Document.class);
            of.put(subject, new Waits.Newest(newest.getDate("at").toInstant(), Store.longNumber(newest, "n")));
        }
        return new Told(moment(stored, channel.said()), moment(stored, channel.saidUrgent()), of);
    }

    private static Instant moment(Document stored, String field) {
        return stored.get(field, new Date(0)).toInstant();
    }

    /** Remembers what was told, for the next round, the next leader and the next start. */
    void told(String whom, Channel channel, Told told) {
        Document of = new Document();
        told.of()
                .forEach((subject, newest) ->
                        of.append(subject, new Document("at", Date.from(newest.at())).append("n", newest.count())));
        set(
                whom,
                Updates.combine(
                        Updates.set(channel.said(), Date.from(told.at())),
                        Updates.set(channel.saidUrgent(), Date.from(told.urgentAt())),
                        Updates.set(channel.told(), of)));
    }

    private Link open(Document stored) {
        return stored.containsKey(Boxed.FIELD)
                ? Link.read(boxes.open(Store.bytes(stored, Boxed.FIELD), Boxed.place(stored.getString("_id"))))
                : Link.NONE;
    }

    /** Changes what lies in the box; {@code how} may be asked more than once. */
    void change(String member, UnaryOperator<Link> how) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Document before = links().find(Filters.eq("_id", member)).first();
            Link link = before == null ? Link.NONE : open(before);
            int rev = before == null ? 0 : Store.number(before, "rev");
            if (before == null || !before.containsKey("rev")) {
                set(member, Updates.setOnInsert("sv", 1), Updates.inc("rev", 1));
                continue;
            }
            byte[] box = boxes.seal(how.apply(link).bytes(), Boxed.place(member));
            boolean written = links().updateOne(
                                    Filters.and(Filters.eq("_id", member), Filters.eq("rev", rev)),
                                    Updates.combine(Updates.set(Boxed.FIELD, Store.binary(box)), Updates.inc("rev", 1)))
                            .getMatchedCount()
                    == 1;
            if (written) {
                return;
            }
        }
        throw new IllegalStateException("A link could not be changed");
    }

    void set(String id, Bson... updates) {
        links().updateOne(Filters.eq("_id", id), Updates.combine(updates), new UpdateOptions().upsert(true));
    }
}
