package org.dodomu.contract;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.Base32;

/** Fills the queue in bulk with copies of one case that was born as every case is; their keys are of the first, so they can be claimed and not opened. */
final class WaitingCases {

    private static final int BATCH = 1000;

    private final MongoDatabase database;
    private final Document sample;

    WaitingCases(MongoDatabase database, CaseNumber sample) {
        this.database = database;
        Document born = database.getCollection("cases")
                .find(Filters.eq("_id", sample.value()))
                .first();
        this.sample = Objects.requireNonNull(born);
    }

    /** The n-th of them; the numbers tell no order. */
    static CaseNumber number(int n) {
        long mixed = (n * 0x9E3779B97F4AL + 0x51L) & 0xFFFFFFFFFFL;
        byte[] bytes = new byte[5];
        for (int i = 0; i < 5; i++) {
            bytes[i] = (byte) (mixed >>> (8 * i));
        }
        String symbols = Base32.encode(bytes).toUpperCase(Locale.ROOT);
        return new CaseNumber(symbols.substring(0, 4) + "-" + symbols.substring(4));
    }

    static Urgency urgency(int n) {
        return n % 100 == 0 ? Urgency.NOW : n % 10 == 0 ? Urgency.SOON : Urgency.ROUTINE;
    }

    /** Adds those from one number up to another, each a second younger than the one before; of a hundred one is in danger now and nine are soon. */
    void add(int from, int to, Instant start) {
        MongoCollection<Document> cases = database.getCollection("cases");
        List<Document> batch = new ArrayList<>();
        for (int n = from; n < to; n++) {
            Date since = Date.from(start.plusSeconds(n));
            batch.add(new Document(sample)
                    .append("_id", number(n).value())
                    .append("urgency", urgency(n).code())
                    .append("rank", urgency(n).ordinal())
                    .append("since", since)
                    .append("changed", since));
            if (batch.size() == BATCH || n == to - 1) {
                cases.insertMany(batch);
                batch.clear();
            }
        }
    }
}
