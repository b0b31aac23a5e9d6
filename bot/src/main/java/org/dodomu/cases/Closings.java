package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.Urgency;
import org.dodomu.custody.Act;
import org.dodomu.desk.Member;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** Closing many cases as spam, taking that back, and opening a closed case again. */
@Component
public class Closings {

    private final CaseDocuments documents;
    private final Cases cases;
    private final Queue queue;

    Closings(CaseDocuments documents, Cases cases, Queue queue) {
        this.documents = documents;
        this.cases = cases;
        this.queue = queue;
    }

    /**
     * A case that was closed as spam.
     *
     * @param fence to be named when it is taken back
     */
    public record Closed(String number, long fence) {}

    /** Closes the waiting ones of these cases of the member's desk, each by itself: not what another member holds, nor what is urgent now, nor what waits for a second person or a withdrawal. */
    public List<Closed> closeAsSpam(Collection<CaseNumber> numbers, Member member) {
        List<Closed> closed = new ArrayList<>();
        for (CaseNumber number : numbers) {
            Bson waiting = Filters.and(
                    Filters.eq("_id", number.value()),
                    View.desk(member),
                    Filters.eq("state", CaseState.WAITING.code()),
                    Filters.gt("rank", Urgency.NOW.ordinal()),
                    Filters.exists("leaves", false),
                    Filters.or(
                            Filters.exists("proposal", false),
                            Filters.lte("proposal.until", Date.from(documents.now()))),
                    Filters.or(
                            Filters.lte("lease.until", Date.from(documents.now())),
                            Filters.eq("lease.owner", member.id().value())));
            Bson update = Updates.combine(
                    Updates.set("state", CaseState.CLOSED.code()),
                    Updates.inc("fence", 1L),
                    Updates.unset("assigned"),
                    Updates.set("changed", documents.minute()),
                    Queue.free());
            changed(waiting, update).ifPresent(after -> {
                queue.done(number, Act.CLOSED_AS_SPAM, member.id());
                closed.add(new Closed(number.value(), Store.longNumber(after, "fence")));
            });
        }
        return closed;
    }

    private Optional<Document> changed(Bson filter, Bson update) {
        return Optional.ofNullable(documents
                .cases()
                .findOneAndUpdate(filter, update, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    /**
     * Puts back what was closed as spam, unless somebody did something with it since.
     *
     * @return how many are back
     */
    public int undo(Collection<Closed> closed, Member member) {
        int back = 0;
        for (Closed one : closed) {
            Bson same = Filters.and(
                    Filters.eq("_id", one.number()),
                    View.desk(member),
                    Filters.eq("state", CaseState.CLOSED.code()),
                    Filters.eq("fence", one.fence()));
            Bson update = Updates.combine(
                    Updates.set("state", CaseState.WAITING.code()), Updates.set("changed", documents.minute()));
            if (changed(same, update).isPresent()) {
                queue.done(new CaseNumber(one.number()), Act.REOPENED, member.id());
                back++;
            }
        }
        return back;
    }

    /**
     * Opens a closed case again; the time to look at it begins anew.
     *
     * @param fence the claim's number, or 0 for a granted case
     */
    public void reopen(CaseNumber number, Member member, long fence) {
        Document seen = documents.require(number);
        Bson ended = Filters.and(queue.actingOn(number, member, fence), Cases.endedAs(seen));
        if (changed(ended, cases.openedAgain(seen)).isEmpty()) {
            throw fence == 0 ? new NotAllowed() : new LeaseLost();
        }
        queue.done(number, Act.REOPENED, member.id());
    }
}
