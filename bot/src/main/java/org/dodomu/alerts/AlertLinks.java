package org.dodomu.alerts;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.cases.Waits;
import org.dodomu.crypto.Base32;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SealBroken;
import org.dodomu.desk.MemberId;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.Boxes;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** The members' links, one document each: the sealed box, the HMAC of a code that waits to be said to the bot, and what was told. */
@Component
public class AlertLinks {

    static final String COLLECTION = "alertlinks";

    /** The document of the leads' chat, which is linked by a setting. */
    static final String LEADS = "leads";

    private static final Duration CODE_LASTS = Duration.ofMinutes(10);
    private static final int CODE_BYTES = 10;
    private static final int TRIES = 20;

    private final Store store;
    private final Clock clock;
    private final SecureRandom random;
    private final Boxes boxes;
    private final BlindIndex index;

    public AlertLinks(Store store, Clock clock, SecureRandom random, MasterKey master) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.boxes = Boxed.ALERTS.boxes(master, random);
        this.index = master.index(Purpose.INDEX);
    }

    /** A code of one use, to be said to the bot by the member within ten minutes. */
    public record Code(String code, Instant until) {}

    /** What the member is shown of their link: never the chat. */
    public record State(boolean linked, boolean blocked, QuietHours quiet) {}

    private MongoCollection<Document> links() {
        return store.collection(COLLECTION);
    }

    /** A new code for this member; an older one is worth nothing any more. */
    public Code code(MemberId member) {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String code = Base32.encode(bytes);
        Instant until = clock.instant().plus(CODE_LASTS);
        set(
                member.value(),
                Updates.combine(
                        Updates.set("code", mark(code)),
                        Updates.set("codeUntil", Date.from(until)),
                        Updates.unset("codeChat")));
        return new Code(code, until);
    }

    private String mark(String code) {
        return index.text(16, BlindIndex.part("alert code"), BlindIndex.part(code.toLowerCase(Locale.ROOT)));
    }

    /**
     * Links the chat to whose code this is. The same chat may say the same code again, nobody else may.
     *
     * @return false when the code is not worth anything
     */
    public boolean redeem(String code, Address chat) {
        Document found = links().find(Filters.eq("code", mark(code))).first();
        if (found == null || !found.getDate("codeUntil").toInstant().isAfter(clock.instant())) {
            return false;
        }
        String member = found.getString("_id");
        String from = index.text(16, BlindIndex.part("alert chat"), BlindIndex.part(Long.toString(chat.reveal())));
        Document won = links().findOneAndUpdate(
                        Filters.and(
                                Filters.eq("_id", member),
                                Filters.eq("code", mark(code)),
                                Filters.or(Filters.exists("codeChat", false), Filters.eq("codeChat", from))),
                        Updates.set("codeChat", from));
        if (won == null) {
            return false;
        }
        change(member, link -> link.in(chat));
        return true;
    }

    public void unlink(MemberId member) {
        set(member.value(), Updates.combine(Updates.unset("code"), Updates.unset("codeUntil")));
        change(member.value(), Link::without);
    }

    public void quiet(MemberId member, QuietHours quiet) {
        change(member.value(), link -> link.with(quiet));
    }

    public State state(MemberId member) {
        Link link = Optional.ofNullable(
                        links().find(Filters.eq("_id", member.value())).first())
                .map(this::open)
                .orElse(Link.NONE);
        return new State(link.chat().isPresent(), link.blocked(), link.quiet());
    }

    /** The chat refused to be told. */
    void refused(String member) {
        change(member, Link::refused);
    }

    /** One member's link and what they were told. */
    record Linked(String member, Link link, Told told) {}

    /** All who are linked. A box that somebody changed in the database links nobody. */
    List<Linked> all() {
        List<Linked> all = new ArrayList<>();
        for (Document stored : links().find(Filters.gt("_id", "m-"))) {
            try {
                Link link = open(stored);
                if (link.chat().isPresent()) {
                    all.add(new Linked(stored.getString("_id"), link, told(stored)));
                }
            } catch (SealBroken changed) {
                continue;
            }
        }
        return all;
    }

    /** What the leads' chat was told. */
    Told toldLeads() {
        return Optional.ofNullable(links().find(Filters.eq("_id", LEADS)).first())
                .map(AlertLinks::told)
                .orElse(Told.NOTHING);
    }

    private static Told told(Document stored) {
        Map<String, Waits.Newest> of = new HashMap<>();
        Document told = stored.get("told", new Document());
        for (String subject : told.keySet()) {
            Document newest = told.get(subject, Document.class);
            of.put(subject, new Waits.Newest(newest.getDate("at").toInstant(), Store.longNumber(newest, "n")));
        }
        return new Told(stored.get("said", new Date(0)).toInstant(), of);
    }

    /** Remembers what was told, for the next round, the next leader and the next start. */
    void told(String whom, Told told) {
        Document of = new Document();
        told.of()
                .forEach((subject, newest) ->
                        of.append(subject, new Document("at", Date.from(newest.at())).append("n", newest.count())));
        set(whom, Updates.combine(Updates.set("said", Date.from(told.at())), Updates.set("told", of)));
    }

    private Link open(Document stored) {
        return stored.containsKey(Boxed.FIELD)
                ? Link.read(boxes.open(Store.bytes(stored, Boxed.FIELD), Boxed.place(stored.getString("_id"))))
                : Link.NONE;
    }

    private void change(String member, UnaryOperator<Link> how) {
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

    private void set(String id, Bson... updates) {
        links().updateOne(Filters.eq("_id", id), Updates.combine(updates), new UpdateOptions().upsert(true));
    }
}
