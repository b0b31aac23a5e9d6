package org.dodomu.followup;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.cases.CaseChanged;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.config.PolicySettings;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SecretBox;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.intake.Line;
import org.dodomu.intake.Replies;
import org.dodomu.intake.ReplyId;
import org.dodomu.intake.ReplyWords;
import org.dodomu.storage.Store;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Replies on their way. A reply that could not be announced is announced later; its words are destroyed when it expires. */
@Component
public class Threads implements Replies {

    static final String COLLECTION = "replies";

    private static final int MOST_CHARACTERS = 3500;

    private final Store store;
    private final Clock clock;
    private final PolicySettings policy;
    private final CaseFiles files;
    private final ObjectProvider<Line> line;
    private final ApplicationEventPublisher events;
    private final SecretBox boxes;
    private final FollowupJournal journal;

    public Threads(
            Store store,
            Clock clock,
            PolicySettings policy,
            CaseFiles files,
            ObjectProvider<Line> line,
            ApplicationEventPublisher events,
            MasterKey master,
            SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.policy = policy;
        this.files = files;
        this.line = line;
        this.events = events;
        this.boxes = master.box(Purpose.REPLY, random);
        this.journal = new FollowupJournal();
    }

    /** Where a reply stands. */
    public record State(String reply, String state, Instant changed) {}

    /**
     * Keeps the sealed record and the words for the reporter, and announces them.
     *
     * @param key the browser's own name for it, so that a repeat is the same reply
     * @param words 1 to 3500 characters
     */
    public State write(CaseNumber number, Member member, String key, int generation, byte[] sealed, String words) {
        if (words.isBlank() || words.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("A reply has 1 to 3500 characters");
        }
        CaseFiles.Entry entry = files.add(number, member, key, "thread", generation, sealed, Act.REPLIED);
        ReplyId reply = new ReplyId(entry.id());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        store.insertOnce(
                COLLECTION,
                new Document("_id", reply.value())
                        .append("case", number.value())
                        .append("box", Store.binary(boxes.seal(BlindIndex.part(words), BlindIndex.part(reply.value()))))
                        .append("state", DeliveryState.WAITING.code())
                        .append("announced", false)
                        .append("changed", Date.from(now))
                        .append("expires", Date.from(now.plus(policy.replyLives()))));
        announce(number, reply);
        return state(document(reply).orElseThrow());
    }

    private void announce(CaseNumber number, ReplyId reply) {
        try {
            Line target = line.getObject();
            if (!target.notifyReply(number, reply)) {
                move(reply, DeliveryState.BLOCKED);
            }
            store.collection(COLLECTION).updateOne(Filters.eq("_id", reply.value()), Updates.set("announced", true));
        } catch (RuntimeException away) {
            journal.later(away.getClass());
        }
    }

    /** The replies of a case, the oldest first. */
    public List<State> of(CaseNumber number) {
        return store.collection(COLLECTION)
                .find(Filters.eq("case", number.value()))
                .sort(Sorts.ascending("changed"))
                .map(Threads::state)
                .into(new ArrayList<>());
    }

    private static State state(Document document) {
        return new State(
                document.getString("_id"),
                document.getString("state"),
                document.getDate("changed").toInstant());
    }

    private Optional<Document> document(ReplyId reply) {
        return Optional.ofNullable(store.collection(COLLECTION)
                .find(Filters.eq("_id", reply.value()))
                .first());
    }

    @Override
    public Optional<ReplyWords> words(CaseNumber number, ReplyId reply) {
        return document(reply)
                .filter(document -> number.value().equals(document.getString("case")))
                .filter(document -> document.containsKey("box"))
                .map(document -> boxes.open(Store.bytes(document, "box"), BlindIndex.part(reply.value())))
                .map(words -> ReplyWords.of(new String(words, java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Override
    public void noticed(CaseNumber number, ReplyId reply) {
        move(reply, DeliveryState.NOTICED);
    }

    @Override
    public void shown(CaseNumber number, ReplyId reply) {
        move(reply, DeliveryState.SHOWN);
    }

    @Override
    public void read(CaseNumber number, ReplyId reply) {
        move(reply, DeliveryState.READ);
    }

    @Override
    public void blocked(CaseNumber number, ReplyId reply) {
        move(reply, DeliveryState.BLOCKED);
    }

    private void move(ReplyId reply, DeliveryState to) {
        Document before = store.collection(COLLECTION)
                .findOneAndUpdate(
                        Filters.and(Filters.eq("_id", reply.value()), Filters.in("state", to.after())),
                        Updates.combine(
                                Updates.set("state", to.code()),
                                Updates.set("changed", Date.from(clock.instant().truncatedTo(ChronoUnit.MINUTES)))));
        if (before != null) {
            events.publishEvent(new CaseChanged(new CaseNumber(before.getString("case"))));
        }
    }

    /** Announces what could not be announced, and ends what is too old. */
    @Scheduled(fixedDelay = 10_000)
    void tend() {
        try {
            store.collection(COLLECTION)
                    .find(Filters.eq("announced", false))
                    .limit(100)
                    .forEach(document -> announce(
                            new CaseNumber(document.getString("case")), new ReplyId(document.getString("_id"))));
            store.collection(COLLECTION)
                    .find(Filters.lte("expires", Date.from(clock.instant())))
                    .limit(100)
                    .forEach(document -> expire(new ReplyId(document.getString("_id"))));
        } catch (RuntimeException away) {
            journal.later(away.getClass());
        }
    }

    private void expire(ReplyId reply) {
        move(reply, DeliveryState.EXPIRED);
        store.collection(COLLECTION)
                .updateOne(
                        Filters.eq("_id", reply.value()),
                        Updates.combine(Updates.unset("box"), Updates.unset("expires")));
    }
}
