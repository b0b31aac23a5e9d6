package org.dodomu.sandbox.line.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dodomu.sandbox.telegram.Control;
import org.jspecify.annotations.Nullable;

/** So many people at once, each at their own speed; whoever has told everything makes room for somebody new. */
final class Crowd implements AutoCloseable {

    private static final int MOST_THINKING_MILLIS = 1500;

    private final Control people;
    private final Talks talks;
    private final Replier replier;
    private final int atOnce;
    private final Random random;
    private final Questionary questions = new Questionary();
    private final List<Reporter> all = new CopyOnWriteArrayList<>();
    private final Map<Reporter, Long> thinkingUntil = new HashMap<>();
    private final Thread thread = new Thread(this::run, "crowd");
    private volatile boolean leaving;
    private volatile @Nullable Throwable broken;

    Crowd(Control people, Talks talks, Replier replier, int atOnce, long seed) {
        this.replier = replier;
        this.people = people;
        this.talks = talks;
        this.atOnce = atOnce;
        this.random = new Random(seed);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!leaving) {
                talks.look().ifPresent(this::turn);
                Waiting.pause(java.time.Duration.ofMillis(150));
            }
        } catch (RuntimeException | Error fault) {
            broken = fault;
        }
    }

    private void turn(Map<String, Talk> known) {
        List<Reporter> here =
                new ArrayList<>(all.stream().filter(one -> !one.isDone()).toList());
        while (here.size() < atOnce) {
            Reporter one = newcomer();
            all.add(one);
            here.add(one);
        }
        for (Reporter one : here) {
            Optional<Talk> talk = talks.of(one.chat(), known);
            if (talk.filter(one::isAnswered).isPresent() && thought(one)) {
                if (random.nextInt(2) == 0 && one.isReadyForAReply(talk.orElseThrow())) {
                    replier.write(talk.orElseThrow().text("caseNumber"), one.reply());
                }
                one.act();
            }
        }
    }

    private Reporter newcomer() {
        Belongings own = new Belongings(people, "CANARY-" + Integer.toHexString(random.nextInt()) + "-" + all.size());
        return new Reporter(people, questions, own, random.nextLong(), random.nextInt(6));
    }

    private boolean thought(Reporter one) {
        long now = System.nanoTime();
        Long until = thinkingUntil.get(one);
        if (until == null) {
            thinkingUntil.put(one, now + random.nextInt(MOST_THINKING_MILLIS) * 1_000_000L);
            return false;
        }
        if (now - until < 0) {
            return false;
        }
        thinkingUntil.remove(one);
        return true;
    }

    /** Nobody does anything more. */
    void stop() {
        leaving = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        mustStand();
    }

    /** Fails as soon as something broke among the people: a storm over silence proves nothing. */
    void mustStand() {
        Throwable fault = broken;
        if (fault != null) {
            throw new IllegalStateException("The crowd broke", fault);
        }
    }

    /** Everybody, in the order of their coming. */
    List<Reporter> everybody() {
        return all.stream().sorted(Comparator.comparingLong(Reporter::chat)).toList();
    }

    @Override
    public void close() {
        leaving = true;
    }
}
