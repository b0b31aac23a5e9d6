package org.dodomu.desk;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import org.bson.Document;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** The seals of epochs that are over: those of former members go at once, the others when no case is sealed to the epoch any more. */
@Component
public class EndedEpochs {

    /** A case that was being born when the epoch ended is stored by then. */
    static final Duration KEPT = Duration.ofHours(1);

    private final Store store;
    private final Rosters rosters;
    private final Clock clock;

    EndedEpochs(Store store, Rosters rosters, Clock clock) {
        this.store = store;
        this.rosters = rosters;
        this.clock = clock;
    }

    private MongoCollection<Document> epochs() {
        return store.collection(Rosters.EPOCHS);
    }

    /** The names of the copies of epochs that ended and still have seals. */
    public List<String> names() {
        List<Desk> desks = rosters.current().publicPart().desks();
        List<String> ended = new ArrayList<>();
        for (Document epoch : epochs().find()) {
            String id = epoch.getString("_id");
            boolean runs = desks.stream().anyMatch(desk -> desk.epochName().equals("epoch:" + id));
            if (!runs && !epoch.getList("seals", Document.class).isEmpty()) {
                ended.add("epoch:" + id);
            }
        }
        return ended;
    }

    /** Notes when it was first seen that this epoch is over, and takes the seals of these former members away. */
    public void end(String name, List<String> former) {
        String id = id(name);
        epochs().updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.exists("ended", false)),
                        Updates.set("ended", Date.from(clock.instant())));
        keep(id, seal -> !former.contains(seal.getString("member")));
    }

    /** Whether it ended so long ago that nothing can be on its way to it. */
    public boolean isSettled(String name) {
        Document epoch = epochs().find(Filters.eq("_id", id(name))).first();
        Date ended = epoch == null ? null : epoch.getDate("ended");
        return ended != null
                && clock.instant().isAfter(Instant.ofEpochMilli(ended.getTime()).plus(KEPT));
    }

    /** Deletes its seals: whoever has none of their own copies cannot open it any more. */
    public void clear(String name) {
        keep(id(name), seal -> false);
    }

    private void keep(String id, Predicate<Document> which) {
        Document epoch = epochs().find(Filters.eq("_id", id)).first();
        if (epoch == null) {
            return;
        }
        List<Document> seals = epoch.getList("seals", Document.class);
        List<Document> kept = seals.stream().filter(which).toList();
        if (kept.size() < seals.size()) {
            epochs().updateOne(Filters.eq("_id", id), Updates.set("seals", kept));
        }
    }

    private static String id(String name) {
        return name.substring("epoch:".length());
    }
}
