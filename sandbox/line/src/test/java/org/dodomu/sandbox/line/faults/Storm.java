package org.dodomu.sandbox.line.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.dodomu.sandbox.telegram.Requests;

/** Kills by a seed: the line by SIGKILL or SIGTERM, the database by SIGKILL; each after so many calls of the line's or so much time, and starts again what it killed. */
final class Storm {

    /** What is killed, and how. */
    enum Blow {
        BOT_KILL,
        BOT_TERM,
        DATABASE_KILL
    }

    /** Shuffled and drawn to its end again and again, so that ten blows are of all kinds. */
    private static final List<Blow> DECK = Stream.of(Blow.values())
            .flatMap(blow -> Collections.nCopies(blow == Blow.BOT_TERM ? 2 : 4, blow).stream())
            .toList();

    private static final Set<String> IDLE = Set.of("getupdates", "deletewebhook", "setmycommands", "setmydescription");

    private final RunningLine line;
    private final BotProcess bot;
    private final Random random;
    private final Duration patience;
    private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
    private final Runnable mustStand;
    private int unwilling;

    /**
     * @param patience how long a blow waits for the line to be busy; it then strikes all the same
     * @param mustStand fails when those broke whom the storm is for
     */
    Storm(RunningLine line, BotProcess bot, long seed, Duration patience, Runnable mustStand) {
        this.line = line;
        this.bot = bot;
        this.random = new Random(seed);
        this.patience = patience;
        this.mustStand = mustStand;
    }

    void rage(int blows) {
        List<Blow> drawn = new ArrayList<>();
        for (int i = 0; i < blows; i++) {
            if (drawn.isEmpty()) {
                drawn.addAll(DECK);
                Collections.shuffle(drawn, random);
            }
            strike(drawn.remove(0));
        }
    }

    private void strike(Blow blow) {
        awaitMoment();
        mustStand.run();
        struck.merge(blow, 1, Integer::sum);
        switch (blow) {
            case BOT_KILL -> bot.child().kill();
            case BOT_TERM -> unwilling += bot.child().terminate(Duration.ofSeconds(40)) ? 0 : 1;
            case DATABASE_KILL -> {
                line.database().kill();
                Waiting.pause(Duration.ofMillis(random.nextInt(2000)));
                line.database().start();
                return;
            }
        }
        bot.close();
        bot.start();
    }

    /** One blow in ten falls while the line still starts, the others in the midst of work. */
    private void awaitMoment() {
        if (random.nextInt(10) == 0) {
            Waiting.pause(Duration.ofMillis(random.nextInt(3000)));
            return;
        }
        long before = calls();
        int more = 1 + random.nextInt(25);
        Waiting.came(patience, () -> calls() - before >= more);
        Waiting.pause(Duration.ofMillis(random.nextInt(250)));
    }

    private long calls() {
        Requests requests = line.people().requests();
        return requests.all().stream()
                .filter(one -> !IDLE.contains(one.method()))
                .count();
    }

    /** How often each blow fell. */
    Map<Blow, Integer> struck() {
        return struck;
    }

    /** How often SIGTERM did not end the line in time. */
    int unwilling() {
        return unwilling;
    }
}
