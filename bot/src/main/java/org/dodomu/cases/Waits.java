package org.dodomu.cases;

import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.Urgency;
import org.springframework.stereotype.Component;

/** What waits on a desk, as far as somebody may be told who is not at the console: how urgent, and the newest of it. Never which case. */
@Component
public class Waits {

    private static final int MOST_COUNTED = 1000;

    private final CaseDocuments documents;

    Waits(CaseDocuments documents) {
        this.documents = documents;
    }

    /**
     * The newest of what waits.
     *
     * @param at when it began to wait or became due
     * @param count how many did at this moment
     */
    public record Newest(Instant at, long count) {

        /** Whether this tells more than what was known before. */
        public boolean isMoreThan(Newest before) {
            return at.isAfter(before.at) || at.equals(before.at) && count > before.count;
        }

        private Newest and(Newest other) {
            if (at.equals(other.at)) {
                return new Newest(at, count + other.count);
            }
            return at.isAfter(other.at) ? this : other;
        }
    }

    /** The newest free case of this urgency on these desks, snoozed ones apart. */
    public Optional<Newest> newest(Collection<String> desks, Urgency urgency) {
        return newest(desks, urgency, "since", Filters.lte("snoozed", Date.from(documents.now())));
    }

    /** The newest of those in danger now whose time to be read is over, and which nobody reads. Snoozing hides none of them. */
    public Optional<Newest> overdueNow(Collection<String> desks) {
        return newest(desks, Urgency.NOW, "due", Filters.lt("due", Date.from(documents.now())));
    }

    private Optional<Newest> newest(Collection<String> desks, Urgency urgency, String by, Bson also) {
        Date now = Date.from(documents.now());
        return desks.stream()
                .map(desk -> Filters.and(
                        Filters.eq("desk", desk),
                        Filters.eq("state", CaseState.WAITING.code()),
                        Filters.eq("rank", urgency.ordinal()),
                        also,
                        Filters.lte("lease.until", now)))
                .flatMap(free -> newest(free, by).stream())
                .reduce(Newest::and);
    }

    private Optional<Newest> newest(Bson free, String by) {
        Document newest = documents
                .cases()
                .find(free)
                .projection(Projections.include(by))
                .sort(Sorts.descending(by))
                .first();
        if (newest == null) {
            return Optional.empty();
        }
        Date at = newest.getDate(by);
        long count = documents
                .cases()
                .countDocuments(Filters.and(free, Filters.eq(by, at)), new CountOptions().limit(MOST_COUNTED));
        return Optional.of(new Newest(at.toInstant(), count));
    }
}
