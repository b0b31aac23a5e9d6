package org.dodomu.intake;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.OpenCases;
import org.dodomu.config.LimitSettings;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/**
 * Whether one more report may begin. All instances count the births of an hour in one document: {@code _id} (the hour since 1970) and {@code n}; it tells of no person. The two short doors are neither
 * refused nor counted here.
 */
@Component
class Births {

    static final String COLLECTION = "births";

    private static final long HOUR_SECONDS = 3600;

    private final Store store;
    private final Cases cases;
    private final OpenCases open;
    private final LimitSettings limits;
    private final Clock clock;

    Births(Store store, Cases cases, OpenCases open, LimitSettings limits, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.open = open;
        this.limits = limits;
        this.clock = clock;
    }

    /** Why this conversation may not begin its report now; takes a place when it may. A birth done before needs none. */
    Optional<Excess> excess(byte[] mark, Conversation next) {
        if (next.stage == Stage.CHILD || next.stage == Stage.DANGER || cases.isBorn(mark)) {
            return Optional.empty();
        }
        if (tooManyOpen(next)) {
            return Optional.of(Excess.CASES);
        }
        return takesPlace() ? Optional.empty() : Optional.of(Excess.LINE);
    }

    private boolean tooManyOpen(Conversation next) {
        List<CaseNumber> earlier =
                next.past.keySet().stream().map(CaseNumber::new).toList();
        return earlier.size() >= limits.openCases() && open.among(earlier) >= limits.openCases();
    }

    private boolean takesPlace() {
        long hour = Math.floorDiv(clock.instant().getEpochSecond(), HOUR_SECONDS);
        if (counted(hour)) {
            return true;
        }
        if (store.insertOnce(COLLECTION, new Document("_id", hour).append("n", 1))) {
            store.collection(COLLECTION).deleteMany(Filters.lt("_id", hour - 1));
            return true;
        }
        return counted(hour);
    }

    private boolean counted(long hour) {
        Bson place = Filters.and(Filters.eq("_id", hour), Filters.lt("n", limits.lineCasesPerHour()));
        return store.collection(COLLECTION)
                        .updateOne(place, Updates.inc("n", 1))
                        .getMatchedCount()
                == 1;
    }
}
