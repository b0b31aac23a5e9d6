package org.dodomu.followup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.cases.CaseChanged;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.intake.Line;
import org.dodomu.intake.Replies;
import org.dodomu.intake.ReplyId;
import org.dodomu.intake.ReplyWords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Replies on their way. A reply that could not be announced is announced later; its words are destroyed when it expires. */
@Component
public class Threads implements Replies {

    private static final int MOST_CHARACTERS = 3500;

    private final ReplyDocuments replies;
    private final CaseFiles files;
    private final ObjectProvider<Line> line;
    private final ApplicationEventPublisher events;
    private final FollowupJournal journal = new FollowupJournal();

    Threads(ReplyDocuments replies, CaseFiles files, ObjectProvider<Line> line, ApplicationEventPublisher events) {
        this.replies = replies;
        this.files = files;
        this.line = line;
        this.events = events;
    }

    /** Where a reply stands. */
    public record State(String reply, String state, Instant changed) {}

    /**
     * Keeps the sealed record and the words for the reporter, and announces them.
     *
     * @param key the browser's own name for it, so that a repeat is the same reply and keeps its first words
     * @param words 1 to 3500 characters
     */
    public State write(CaseNumber number, Member member, String key, int generation, byte[] sealed, String words) {
        if (words.isBlank() || words.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("A reply has 1 to 3500 characters");
        }
        CaseFiles.Entry entry = files.add(number, member, key, "thread", generation, sealed, Act.REPLIED);
        ReplyId reply = new ReplyId(entry.id());
        replies.keep(number, reply, words);
        replies.find(reply)
                .filter(kept -> Boolean.FALSE.equals(kept.getBoolean("announced")))
                .ifPresent(this::announce);
        return state(replies.find(reply).orElseThrow());
    }

    /** Whatever hinders one reply does not hinder the others. */
    private void announce(Document kept) {
        String id = String.valueOf(kept.get("_id"));
        try {
            CaseNumber number = new CaseNumber(kept.getString("case"));
            ReplyId reply = new ReplyId(id);
            if (replies.words(number, reply).isEmpty()) {
                replies.tried(id);
                return;
            }
            if (!line.getObject().notifyReply(number, reply)) {
                move(number, reply, DeliveryState.BLOCKED);
            }
            replies.announced(reply);
        } catch (RuntimeException away) {
            journal.later(away.getClass());
            replies.tried(id);
        }
    }

    /** The replies of a case, the oldest first. */
    public List<State> of(CaseNumber number) {
        return replies.of(number).stream().map(Threads::state).toList();
    }

    private static State state(Document document) {
        return new State(
                document.getString("_id"),
                document.getString("state"),
                document.getDate("changed").toInstant());
    }

    @Override
    public Optional<ReplyWords> words(CaseNumber number, ReplyId reply) {
        return replies.words(number, reply);
    }

    @Override
    public void noticed(CaseNumber number, ReplyId reply) {
        move(number, reply, DeliveryState.NOTICED);
    }

    @Override
    public void shown(CaseNumber number, ReplyId reply) {
        move(number, reply, DeliveryState.SHOWN);
    }

    @Override
    public void read(CaseNumber number, ReplyId reply) {
        move(number, reply, DeliveryState.READ);
    }

    @Override
    public void blocked(CaseNumber number, ReplyId reply) {
        move(number, reply, DeliveryState.BLOCKED);
    }

    private void move(CaseNumber number, ReplyId reply, DeliveryState to) {
        if (replies.move(reply.value(), to)) {
            events.publishEvent(new CaseChanged(number));
        }
    }

    /** Announces what could not be announced, and ends what is too old. */
    @Scheduled(fixedDelay = 10_000)
    void tend() {
        try {
            replies.unannounced().forEach(this::announce);
            replies.tooOld().forEach(this::expire);
        } catch (RuntimeException away) {
            journal.later(away.getClass());
        }
    }

    /** The words go first; until the end is marked all of it is done again. */
    private void expire(Document old) {
        String id = String.valueOf(old.get("_id"));
        try {
            replies.destroyWords(id);
            boolean moved = replies.move(id, DeliveryState.EXPIRED);
            replies.ended(id);
            if (moved) {
                events.publishEvent(new CaseChanged(new CaseNumber(old.getString("case"))));
            }
        } catch (RuntimeException away) {
            journal.notEnded(away.getClass());
        }
    }
}
