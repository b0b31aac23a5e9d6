package org.dodomu.storage;

import com.mongodb.MongoException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dodomu.config.SettingRefused;
import org.dodomu.crypto.MasterKey;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Takes a newer master key file while the line runs. A new key opens boxes as soon as an instance has it, and seals them only when every instance has it: the instance that leads changes the
 * key in use in the database, and then has every box sealed anew under it. An instance that cannot tell which key is in use seals nothing, so that nothing is kept that the others cannot open.
 */
public final class KeyWatch implements SmartLifecycle, MasterKey.Unknown {

    private final KeyRecords records;
    private final Reseal reseal;
    private final MasterKey master;
    private final Supplier<String> file;
    private final BooleanSupplier leads;
    private final Duration look;
    private final Duration certain;
    private final String self;
    private final StorageJournal journal = new StorageJournal();
    private final Map<String, Seen> seen = new HashMap<>();
    private @Nullable String lastText;
    private boolean proven;
    private boolean missing;
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * A watch that has not looked yet.
     *
     * @param file reads the master key file's text
     * @param leads whether this instance leads now
     * @param look the pause between two looks
     * @param certain how long a look is good for; several times {@code look}
     */
    public KeyWatch(
            Store store,
            MasterKey master,
            Supplier<String> file,
            BooleanSupplier leads,
            SecureRandom random,
            Duration look,
            Duration certain) {
        this.records = new KeyRecords(store);
        this.reseal = new Reseal(store, master, random);
        this.master = master;
        this.file = file;
        this.leads = leads;
        this.look = look;
        this.certain = certain;
        byte[] name = new byte[8];
        random.nextBytes(name);
        this.self = HexFormat.of().formatHex(name);
    }

    /** An instance's beat, and since when it stands still by this machine's monotonic clock. */
    private record Seen(long beat, long since) {}

    /**
     * Looks once, and begins to look regularly.
     *
     * @throws MasterKeyForeign when the file belongs to another line
     * @throws RestoreUnfinished when the database is half restored
     */
    @Override
    public synchronized void start() {
        running = true;
        master.whenUnknown(this);
        master.sealUnder(master.sealsUnder(), Duration.ZERO);
        try {
            turn();
        } catch (MongoException away) {
            journal.databaseAway(away.getClass(), away.getCode());
        }
        Thread started = new Thread(this::run, "master-key");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void run() {
        boolean more = false;
        Class<?> said = Void.class;
        while (running) {
            try {
                Thread.sleep(pause(more).toMillis());
                more = turn();
                said = Void.class;
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                more = false;
                if (!said.equals(failed.getClass())) {
                    journal.keysUnsettled(failed.getClass());
                }
                said = failed.getClass();
            }
        }
    }

    /** While it is not certain which key is in use nothing is taken: the next look comes sooner. */
    private Duration pause(boolean more) {
        if (more) {
            return Duration.ofMillis(1);
        }
        return master.isInUseHere() ? look : look.dividedBy(5);
    }

    /**
     * One look.
     *
     * @return true when boxes are left to be sealed anew
     */
    public boolean turn() {
        read();
        if (!proven) {
            records.prove(master);
            proven = true;
        }
        long before = System.nanoTime();
        records.announce(self, master);
        String sealing = records.sealing(master.ids().get(0));
        boolean here = master.ids().contains(sealing);
        if (!here && !missing) {
            journal.keyMissing();
        }
        missing = !here;
        if (missing) {
            return false;
        }
        if (!sealing.equals(master.sealsUnder())) {
            journal.sealsUnderNewKey();
        }
        master.sealUnder(sealing, certain.minusNanos(System.nanoTime() - before));
        return leads.getAsBoolean() && lead(sealing);
    }

    /** What was taken before stays when the file is not there, not whole or not ours. */
    private synchronized void read() {
        try {
            String text = file.get();
            if (!text.equals(lastText)) {
                lastText = text;
                master.take(text);
            }
        } catch (IllegalArgumentException | SettingRefused refused) {
            journal.keyFileRefused();
        }
    }

    private boolean lead(String sealing) {
        List<KeyRecords.Instance> living = living();
        String wanted = master.ids().get(0);
        if (!wanted.equals(sealing)) {
            if (living.stream().allMatch(one -> one.holds().contains(wanted))) {
                records.use(sealing, wanted);
            }
            return false;
        }
        return living.stream().allMatch(one -> one.seals().equals(sealing)) && resealFor(look);
    }

    private List<KeyRecords.Instance> living() {
        long now = System.nanoTime();
        Map<String, Seen> before = Map.copyOf(seen);
        seen.clear();
        List<KeyRecords.Instance> all = records.instances();
        for (KeyRecords.Instance one : all) {
            Seen known = before.get(one.name());
            boolean still = known != null && known.beat() == one.beat();
            seen.put(one.name(), still ? Objects.requireNonNull(known) : new Seen(one.beat(), now));
        }
        List<KeyRecords.Instance> gone = all.stream()
                .filter(one ->
                        now - Objects.requireNonNull(seen.get(one.name())).since() > 2 * certain.toNanos())
                .toList();
        gone.forEach(one -> records.forget(one.name()));
        return all.stream().filter(one -> !gone.contains(one)).toList();
    }

    private boolean resealFor(Duration time) {
        String key = master.sealsUnder();
        long end = System.nanoTime() + time.toNanos();
        boolean more = true;
        try {
            while (more && System.nanoTime() - end < 0) {
                more = reseal.next(key);
            }
        } catch (MasterKeyAway later) {
            journal.keyMissing();
            return false;
        }
        return more;
    }

    /** Looks into the file and the database before a box counts as broken. */
    @Override
    public boolean inUse(String keyId) {
        read();
        return records.inUse(keyId);
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread looking = thread;
        if (looking == null) {
            return;
        }
        looking.interrupt();
        try {
            looking.join(5000);
            records.forget(self);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (MongoException away) {
            journal.keysUnsettled(away.getClass());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After who leads, before whatever seals. */
    @Override
    public int getPhase() {
        return Schema.PHASE + 2;
    }
}
