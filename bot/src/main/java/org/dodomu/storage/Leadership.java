package org.dodomu.storage;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Elects one of the instances over the database, for what only one may do at a time: polling, sending at Telegram's pace, timers and sweeps. The leader beats a counter; whoever sees it stand
 * still long enough, by their own monotonic clock, takes over with one guarded write. So no wall clock is trusted, neither one that jumps nor one that differs. A leader that cannot beat stops
 * believing in itself before anybody may take over.
 */
public final class Leadership implements SmartLifecycle {

    public static final String COLLECTION = "leadership";

    private static final String ID = "leader";
    private static final String NOBODY = "";

    private final Store store;
    private final Duration takeOverAfter;
    private final String self;
    private final StorageJournal journal = new StorageJournal();
    private volatile boolean running;
    private volatile boolean leads;
    private volatile long believedUntil;
    private volatile long inTouchUntil = System.nanoTime();
    private @Nullable Thread thread;
    private @Nullable Long seenBeat;
    private long seenSince;

    /** @param takeOverAfter how long a leader may be silent before another instance takes over; it beats four times as often */
    public Leadership(Store store, SecureRandom random, Duration takeOverAfter) {
        this.store = store;
        this.takeOverAfter = takeOverAfter;
        byte[] name = new byte[8];
        random.nextBytes(name);
        this.self = HexFormat.of().formatHex(name);
    }

    /** Whether this instance leads now. */
    public boolean held() {
        return leads && System.nanoTime() - believedUntil < 0;
    }

    /** The same; empty while it cannot be told, because the database does not answer or takes no writes. */
    public Optional<Boolean> known() {
        return System.nanoTime() - inTouchUntil < 0 ? Optional.of(held()) : Optional.empty();
    }

    @Override
    public synchronized void start() {
        running = true;
        Thread started = new Thread(this::run, "leadership");
        thread = started;
        started.start();
    }

    private void run() {
        while (running) {
            try {
                beat();
            } catch (MongoException away) {
                journal.leadershipUnknown(away.getClass());
            } catch (RuntimeException fault) {
                journal.leadershipUnknown(fault.getClass());
            }
            try {
                Thread.sleep(takeOverAfter.toMillis() / 4);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** One turn: the leader beats, the others look whether it does. */
    private void beat() {
        long before = System.nanoTime();
        boolean won = leads ? renew() : candidate(before);
        if (won != leads) {
            journal.leads(won);
        }
        if (won) {
            believedUntil = before + takeOverAfter.toNanos() * 3 / 4;
        }
        leads = won;
        inTouchUntil = System.nanoTime() + takeOverAfter.toNanos();
    }

    private boolean renew() {
        seenBeat = null;
        return leaders()
                        .updateOne(
                                Filters.and(Filters.eq("_id", ID), Filters.eq("owner", self)), Updates.inc("beat", 1L))
                        .getMatchedCount()
                == 1;
    }

    private boolean candidate(long now) {
        Document known = leaders().find(Filters.eq("_id", ID)).first();
        if (known == null) {
            store.insertOnce(
                    COLLECTION, new Document("_id", ID).append("owner", NOBODY).append("beat", 0L));
            return false;
        }
        long beat = Store.longNumber(known, "beat");
        if (seenBeat == null || beat != seenBeat) {
            seenBeat = beat;
            seenSince = now;
        }
        boolean silent = now - seenSince >= takeOverAfter.toNanos();
        return (silent || NOBODY.equals(known.getString("owner"))) && takeOver(beat);
    }

    private boolean takeOver(long beat) {
        return leaders()
                        .updateOne(
                                Filters.and(Filters.eq("_id", ID), Filters.eq("beat", beat)),
                                Updates.combine(Updates.set("owner", self), Updates.inc("beat", 1L)))
                        .getMatchedCount()
                == 1;
    }

    private MongoCollection<Document> leaders() {
        return store.collection(COLLECTION);
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread beating = thread;
        if (beating == null) {
            return;
        }
        beating.interrupt();
        try {
            beating.join(5000);
            if (leads) {
                leads = false;
                leaders()
                        .updateOne(
                                Filters.and(Filters.eq("_id", ID), Filters.eq("owner", self)),
                                Updates.combine(Updates.set("owner", NOBODY), Updates.inc("beat", 1L)));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (MongoException away) {
            journal.leadershipUnknown(away.getClass());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the schema, before whatever asks who leads; so it stops after all of them. */
    @Override
    public int getPhase() {
        return Schema.PHASE + 1;
    }
}
