package org.dodomu.followup;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Remains;
import org.dodomu.config.PolicySettings;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.SealBroken;
import org.dodomu.intake.ReplyId;
import org.dodomu.intake.ReplyWords;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.Boxes;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Replies as documents. The words lie in a box that opens only for this case, this reply and this end of its life: whoever changes one of them in the database makes the words unreadable, and
 * shows them to nobody else and no longer.
 */
@Component
class ReplyDocuments implements Remains {

    static final String COLLECTION = "replies";

    private static final int AT_ONCE = 100;
    private static final Date NEVER_TRIED = new Date(0);

    private final Store store;
    private final Clock clock;
    private final PolicySettings policy;
    private final Boxes boxes;
    private final FollowupJournal journal = new FollowupJournal();

    ReplyDocuments(Store store, Clock clock, PolicySettings policy, MasterKey master, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.policy = policy;
        this.boxes = Boxed.REPLIES.boxes(master, random);
    }

    private MongoCollection<Document> replies() {
        return store.collection(COLLECTION);
    }

    private static Bson is(String id) {
        return Filters.eq("_id", id);
    }

    /** Keeps a reply; one that is there already stays as it is. */
    void keep(CaseNumber number, ReplyId reply, String words) {
        Date expires = Date.from(minute().plus(policy.replyLives()));
        byte[] box = boxes.seal(BlindIndex.part(words), place(number, reply, expires));
        store.insertOnce(
                COLLECTION,
                new Document("_id", reply.value())
                        .append("case", number.value())
                        .append(Boxed.FIELD, Store.binary(box))
                        .append("state", DeliveryState.WAITING.code())
                        .append("announced", false)
                        .append("tried", NEVER_TRIED)
                        .append("at", Date.from(clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                        .append("changed", Date.from(minute()))
                        .append("expires", expires));
    }

    private static byte[] place(CaseNumber number, ReplyId reply, Date expires) {
        return Boxed.replyPlace(number.value(), reply.value(), expires.toInstant());
    }

    private Instant minute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    Optional<Document> find(ReplyId reply) {
        return Optional.ofNullable(replies().find(is(reply.value())).first());
    }

    /** The replies of a case, the oldest first. */
    List<Document> of(CaseNumber number) {
        return replies()
                .find(Filters.eq("case", number.value()))
                .sort(Sorts.ascending("at", "_id"))
                .into(new ArrayList<>());
    }

    /** The words while they live; empty when they expired, or when the document is not what was written. */
    Optional<ReplyWords> words(CaseNumber number, ReplyId reply) {
        return find(reply).flatMap(document -> words(number, reply, document));
    }

    private Optional<ReplyWords> words(CaseNumber number, ReplyId reply, Document document) {
        try {
            Date expires = document.getDate("expires");
            if (!document.containsKey(Boxed.FIELD) || expires == null || !expires.after(Date.from(clock.instant()))) {
                return Optional.empty();
            }
            byte[] words = boxes.open(Store.bytes(document, Boxed.FIELD), place(number, reply, expires));
            return Optional.of(ReplyWords.of(new String(words, StandardCharsets.UTF_8)));
        } catch (SealBroken | ClassCastException | IllegalStateException changed) {
            journal.broken();
            return Optional.empty();
        }
    }

    /** Replies that wait to be announced; those that were tried last come last. */
    List<Document> unannounced() {
        return some(replies()
                .find(Filters.and(Filters.eq("announced", false), Filters.gt("expires", Date.from(clock.instant()))))
                .sort(Sorts.ascending("tried")));
    }

    List<Document> tooOld() {
        return some(replies().find(Filters.lte("expires", Date.from(clock.instant()))));
    }

    private static List<Document> some(FindIterable<Document> found) {
        return found.limit(AT_ONCE).into(new ArrayList<>());
    }

    void announced(ReplyId reply) {
        replies()
                .updateOne(
                        Filters.and(is(reply.value()), Filters.eq("announced", false)), Updates.set("announced", true));
    }

    void tried(String id) {
        replies().updateOne(is(id), Updates.set("tried", Date.from(clock.instant())));
    }

    /** Moves a reply forward; false when it is there or further already. */
    boolean move(String id, DeliveryState to) {
        return replies()
                        .findOneAndUpdate(
                                Filters.and(is(id), Filters.in("state", to.after())),
                                Updates.combine(
                                        Updates.set("state", to.code()), Updates.set("changed", Date.from(minute()))))
                != null;
    }

    /** Destroys the words; the rest of the document stays. */
    void destroyWords(String id) {
        replies().updateOne(is(id), Updates.combine(Updates.unset(Boxed.FIELD), Updates.unset("announced")));
    }

    void ended(String id) {
        replies().updateOne(is(id), Updates.unset("expires"));
    }

    @Override
    public void destroy(CaseNumber number) {
        replies().deleteMany(Filters.eq("case", number.value()));
    }
}
