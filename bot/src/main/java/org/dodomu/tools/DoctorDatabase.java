package org.dodomu.tools;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.dodomu.config.SettingRefused;
import org.dodomu.crypto.MasterKey;
import org.dodomu.intake.DeadLetterBox;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.KeyCensus;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.Store;
import org.dodomu.storage.StoredCollection;

/** What the doctor asks the database. Each check ends in a sentence. */
final class DoctorDatabase {

    private final ToolDatabase opened;
    private final Clock clock;

    DoctorDatabase(ToolDatabase opened, Clock clock) {
        this.opened = opened;
        this.clock = clock;
    }

    String writes() {
        MongoDatabase database = opened.database();
        database.getCollection("doctor").deleteOne(Filters.eq("_id", "probe"));
        database.getCollection("doctor").insertOne(new Document("_id", "probe"));
        database.getCollection("doctor").deleteOne(Filters.eq("_id", "probe"));
        return "takes writes with a majority.";
    }

    String indexes(List<StoredCollection> declared) {
        List<String> lacking = declared.stream()
                .filter(this::lacks)
                .map(StoredCollection::name)
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            throw new SettingRefused("They are missing in " + String.join(", ", lacking)
                    + ": start the line once, it makes them; until then it would be slow.");
        }
        return "are all there.";
    }

    private boolean lacks(StoredCollection collection) {
        Set<BsonDocument> there = new HashSet<>();
        opened.database()
                .getCollection(collection.name())
                .listIndexes()
                .forEach(index -> there.add(numbers(index.get("key", Document.class))));
        return collection.indexes().stream().anyMatch(keys -> !there.contains(numbers(keys.toBsonDocument())));
    }

    /** Drivers and databases write the direction as different kinds of number. */
    private static BsonDocument numbers(java.util.Map<String, ?> keys) {
        BsonDocument same = new BsonDocument();
        keys.forEach((field, direction) ->
                same.append(field, new org.bson.BsonInt32(direction.toString().contains("-") ? -1 : 1)));
        return same;
    }

    String clock(Duration most) {
        Document answer = opened.database().runCommand(new Document("hello", 1));
        Date theirs = Objects.requireNonNull(answer.getDate("localTime"));
        Duration skew = Duration.between(theirs.toInstant(), clock.instant()).abs();
        if (skew.compareTo(most) > 0) {
            throw new SettingRefused("This machine's clock differs from the database's by more than " + most.toSeconds()
                    + " seconds: set both by NTP.");
        }
        return "agrees with this machine's.";
    }

    /** Which line wrote the database, and whether what lies under the master key opens. */
    String boxes(MasterKey master) {
        Store store = opened.store();
        KeyRecords records = new KeyRecords(store);
        if (records.isRestoring()) {
            throw new SettingRefused(
                    "A restore into this database has not ended: run it again, no line starts before.");
        }
        if (!records.belongs(master)) {
            throw new SettingRefused("The master key file is not the one this database was written with.");
        }
        KeyCensus census = new KeyCensus(store, master, new SecureRandom());
        long broken = Stream.of(Boxed.values())
                .mapToLong(boxed -> census.count(boxed).broken())
                .sum();
        if (broken > 0) {
            throw new SettingRefused("The master key file does not open " + broken
                    + " boxes: look for a newer copy of the file; 'keys status' tells which keys this one has.");
        }
        return "opens what lies under it in the database.";
    }

    String deadLetters() {
        int waiting = new DeadLetterBox(opened.store()).list().size();
        if (waiting > 0) {
            throw new SettingRefused("Messages that could not be handled: " + waiting
                    + ". After the cause is mended run 'dodomu.jar deadletters --retry'.");
        }
        return "none waits.";
    }
}
