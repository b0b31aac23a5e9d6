package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * Sweeps entries that no conversation came to name, and parts of files whose entry never came, a week after they were written. What is deleted is deleted only if it is still due in that moment: a
 * deposit that is done again puts its end off first.
 */
@Component
public class Leftovers {

    static final Duration SWEPT_AFTER = Duration.ofDays(7);

    private static final int AT_ONCE = 1000;

    private final CaseDocuments documents;

    Leftovers(CaseDocuments documents) {
        this.documents = documents;
    }

    public void sweep() {
        Bson due = Filters.lte("sweep", Date.from(documents.now()));
        documents.entries().deleteMany(Filters.and(due, Filters.eq("counted", false)));
        List<Document> chunks = documents
                .chunks()
                .find(due)
                .projection(Projections.include("attempt"))
                .limit(AT_ONCE)
                .into(new ArrayList<>());
        Map<String, Boolean> named = named(chunks);
        for (Document chunk : chunks) {
            Bson still = Filters.and(Filters.eq("_id", chunk.getString("_id")), due);
            Boolean counts = named.get(chunk.getString("attempt"));
            if (counts == null) {
                documents.chunks().deleteOne(still);
            } else {
                documents.chunks().updateOne(still, counts ? Updates.unset("sweep") : later());
            }
        }
    }

    /** Whether the entry that names a file counts: it stays for good. One that does not count yet may come to, or go. */
    private Map<String, Boolean> named(List<Document> chunks) {
        Set<String> attempts = new HashSet<>();
        chunks.forEach(chunk -> attempts.add(chunk.getString("attempt")));
        Map<String, Boolean> named = new LinkedHashMap<>();
        documents
                .entries()
                .find(Filters.in("file.attempt", attempts))
                .projection(Projections.include("file.attempt", "counted"))
                .forEach(entry -> named.put(
                        entry.get("file", Document.class).getString("attempt"), entry.getBoolean("counted", false)));
        return named;
    }

    private Bson later() {
        return Updates.set("sweep", Date.from(documents.now().plus(SWEPT_AFTER)));
    }
}
