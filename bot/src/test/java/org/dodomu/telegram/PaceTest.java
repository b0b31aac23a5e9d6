package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            }
        }
        assertThat(out).hasSizeGreaterThan(500);
        for (int i = 25; i < out.size(); i++) {
            assertThat(out.get(i) - out.get(i - 25))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void givesBackAPlaceThatWasNotUsed() {
        for (int i = 0; i < 25; i++) {
            assertThat(pace.tryTake()).isTrue();
        }
        assertThat(pace.tryTake()).isFalse();
        pace.giveBack();
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
