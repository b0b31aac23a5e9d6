package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaceTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
    private final Pace pace = new Pace(() -> now, 25);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void letsNoMoreThan25OutInAnySecond() {
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            pass(Duration.ofMillis(i % 7));
            if (pace.tryTake()) {
                out.add(now);
                pace.ended();
            }
        }
        assertThat(out).hasSizeGreaterThan(500);
        assertThatNoMoreThan25CameInAnySecond(out);
    }

    @Test
    void letsNoMoreThan25ArriveInAnySecondHoweverLongEachCallTakes() {
        now = 0;
        Pace pace = new Pace(() -> now, 25);
        Random random = new Random(25);
        List<Long> arrived = new ArrayList<>();
        NavigableMap<Long, Integer> ends = new TreeMap<>();
        for (int i = 0; i < 50_000; i++) {
            pass(Duration.ofMillis(1));
            for (var due = ends.firstEntry(); due != null && due.getKey() <= now; due = ends.firstEntry()) {
                for (int call = 0; call < due.getValue(); call++) {
                    pace.ended();
                }
                ends.pollFirstEntry();
            }
            if (pace.tryTake()) {
                long lasts = random.nextInt(8) == 0 ? random.nextInt(2000) : random.nextInt(20);
                long end = now + Duration.ofMillis(lasts).toNanos();
                arrived.add(now + (long) (random.nextDouble() * (end - now)));
                ends.merge(end, 1, Integer::sum);
            }
        }
        arrived.sort(null);
        assertThat(arrived).hasSizeGreaterThan(500);
        assertThatNoMoreThan25CameInAnySecond(arrived);
    }

    private static void assertThatNoMoreThan25CameInAnySecond(List<Long> times) {
        for (int i = 25; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 25))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void givesBackAPlaceThatWasNotUsed() {
        for (int i = 0; i < 25; i++) {
            assertThat(pace.tryTake()).isTrue();
        }
        assertThat(pace.tryTake()).isFalse();
        pace.giveBack(1);
        assertThat(pace.tryTake()).isTrue();
    }

    @Test
    void leavesASecondAfterWhoeverSentBefore() {
        pace.standBack();
        pass(Duration.ofMillis(999));
        assertThat(pace.tryTake()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(pace.tryTake()).isTrue();
    }

    @Test
    void makesEverybodyWaitOnlyWhenTheNextMessageIsRefusedToo() {
        pace.refused(Duration.ofSeconds(30));
        pass(Duration.ofSeconds(2));
        assertThat(pace.tryTake()).isTrue();
        pace.refused(Duration.ofSeconds(30));
        pass(Duration.ofSeconds(29));
        assertThat(pace.tryTake()).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(pace.tryTake()).isTrue();
        pace.accepted();
        pace.refused(Duration.ofSeconds(30));
        pass(Duration.ofSeconds(2));
        assertThat(pace.tryTake()).isTrue();
    }
}
