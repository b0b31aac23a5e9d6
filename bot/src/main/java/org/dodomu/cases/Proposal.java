package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.custody.Act;
import org.dodomu.storage.Store;

/** What one member proposed and a second one has to confirm. Its reason is sealed. */
final class Proposal {

    /** What needs four eyes. */
    public enum What {
        NOT_CREDIBLE(Act.NOT_CREDIBLE_PROPOSED, Act.NOT_CREDIBLE_CONFIRMED),
        EXPORT(Act.EXPORT_PROPOSED, Act.EXPORT_CONFIRMED),
        DESTRUCTION(Act.DESTRUCTION_PROPOSED, Act.DESTRUCTION_CONFIRMED);

        private final Act proposed;
        private final Act confirmed;

        What(Act proposed, Act confirmed) {
            this.proposed = proposed;
            this.confirmed = confirmed;
        }

        Act proposed() {
            return proposed;
        }

        Act confirmed() {
            return confirmed;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static What of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    private final CaseRow.Pending pending;
    private final long fence;
    private final long news;
    private final byte[] reason;

    private Proposal(CaseRow.Pending pending, long fence, long news, byte[] reason) {
        this.pending = pending;
        this.fence = fence;
        this.news = news;
        this.reason = reason.clone();
    }

    /** What is proposed for this case and can still be confirmed. */
    static Optional<Proposal> read(Document stored, Instant now) {
        return Optional.ofNullable(stored.get("proposal", Document.class))
                .map(one -> new Proposal(
                        new CaseRow.Pending(
                                one.getString("id"),
                                one.getString("what"),
                                one.getString("by"),
                                one.getDate("until").toInstant()),
                        Store.longNumber(one, "fence"),
                        Store.longNumber(one, "news"),
                        one.containsKey("reason") ? Store.bytes(one, "reason") : new byte[0]))
                .filter(one -> one.pending.until().isAfter(now));
    }

    /** Ends what was proposed before the reporter said something that nobody has read yet; an export holds that too. */
    static void endUnheard(CaseDocuments documents, Collection<String> numbers) {
        Bson unheard = Filters.and(
                Filters.in("_id", numbers),
                Filters.eq(Cases.CAUGHT_UP, false),
                Filters.in("proposal.what", What.NOT_CREDIBLE.code(), What.DESTRUCTION.code()));
        documents.cases().updateMany(unheard, Updates.unset("proposal"));
    }

    CaseRow.Pending pending() {
        return pending;
    }

    What what() {
        return What.of(pending.what());
    }

    String by() {
        return pending.by();
    }

    /** The claim's number when it was proposed. */
    long fence() {
        return fence;
    }

    /** How much the reporter had said when it was proposed. */
    long news() {
        return news;
    }

    byte[] reason() {
        return reason.clone();
    }

    @Override
    public String toString() {
        return "Proposal[" + pending.what() + "]";
    }
}
