package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.desk.Member;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** Who looks at which case at this moment, on all instances. A browser says so again while it does; what it said is worth 90 seconds. */
@Component
public class Presence {

    static final String COLLECTION = "presence";
    static final Duration WORTH = Duration.ofSeconds(90);

    private static final int MOST = 1000;

    private final Store store;
    private final CaseDocuments documents;

    Presence(Store store, CaseDocuments documents) {
        this.store = store;
        this.documents = documents;
    }

    /**
     * The member looks at this case, and at no other one.
     *
     * @throws NotAllowed when it is neither of their desk nor granted to them
     */
    public void looksAt(CaseNumber number, Member member) {
        Bson visible = Filters.and(
                Filters.eq("_id", number.value()),
                Filters.or(View.desk(member), Filters.eq("readers", member.id().value())));
        if (documents.cases().countDocuments(visible) == 0) {
            throw new NotAllowed();
        }
        store.collection(COLLECTION).deleteMany(Filters.lte("until", Date.from(documents.now())));
        store.collection(COLLECTION)
                .replaceOne(
                        Filters.eq("_id", member.id().value()),
                        new Document("_id", member.id().value())
                                .append("case", number.value())
                                .append("until", Date.from(documents.now().plus(WORTH))),
                        new com.mongodb.client.model.ReplaceOptions().upsert(true));
    }

    /** The member looks at no case any more. */
    public void looksAway(Member member) {
        store.collection(COLLECTION).deleteOne(Filters.eq("_id", member.id().value()));
    }

    /** The opaque ids of those who look at these cases now, the asking member not among them. */
    public Map<String, List<String>> of(List<CaseRow> rows, Member asking) {
        Set<String> numbers = rows.stream().map(CaseRow::number).collect(Collectors.toSet());
        Instant now = documents.now();
        Map<String, List<String>> present = new HashMap<>();
        store.collection(COLLECTION)
                .find(Filters.gt("until", Date.from(now)))
                .limit(MOST)
                .forEach(one -> {
                    String number = one.getString("case");
                    if (numbers.contains(number)
                            && !one.getString("_id").equals(asking.id().value())) {
                        present.computeIfAbsent(number, none -> new ArrayList<>())
                                .add(one.getString("_id"));
                    }
                });
        return present;
    }
}
