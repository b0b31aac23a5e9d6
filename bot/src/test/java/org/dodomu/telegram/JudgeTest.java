package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.intake.Backlog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Duration NONE = Duration.ZERO;
    private static final Backlog EMPTY = new Backlog(0, Optional.empty(), Optional.empty(), 0);

    private final Judge judge = new Judge(AlarmPlanTest.SETTINGS);

    private List<Concern> bad(Sight sight) {
        Map<Concern, Finding> all = judge.judge(sight);
        return Arrays.stream(Concern.values())
                .filter(concern -> all.getOrDefault(concern, Finding.UNKNOWN).bad())
                .toList();
    }

    private static Sight polls(boolean leads, Duration age, Duration untaken, boolean contested) {
        return new Sight(NOW, leads, age, 3, untaken, contested, NONE, Optional.of(EMPTY), false, 0, 0);
    }

    private static Sight holds(Backlog backlog) {
        return new Sight(NOW, false, NONE, 0, NONE, false, NONE, Optional.of(backlog), false, 0, 0);
    }

    @Test
    void aQuietLineIsWell() {
        assertThat(bad(polls(true, Duration.ofSeconds(60), NONE, false))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT5M, false", "PT5M1S, true"})
    void pollingIsBadAfterFiveMinutes(Duration age, boolean bad) {
        assertThat(bad(polls(true, age, NONE, false)).contains(Concern.POLL)).isEqualTo(bad);
        assertThat(bad(polls(true, NONE, age, false)).contains(Concern.WAITING)).isEqualTo(bad);
    }

    @Test
    void onlyTheLeaderJudgesPolling() {
        assertThat(bad(polls(false, Duration.ofDays(1), Duration.ofDays(1), true)))
                .isEmpty();
        assertThat(bad(polls(true, Duration.ofDays(1), Duration.ofDays(1), true)))
                .containsExactly(Concern.POLL, Concern.WAITING, Concern.SECOND_POLLER);
    }

    @ParameterizedTest
    @CsvSource({"PT1M, false", "PT1M1S, true"})
    void theDatabaseIsBadAfterAMinuteAndNothingElseIsToldMeanwhile(Duration away, boolean bad) {
        Sight sight = new Sight(NOW, false, NONE, 0, NONE, false, away, Optional.empty(), false, 0, 0);
        assertThat(bad(sight)).isEqualTo(bad ? List.of(Concern.DATABASE) : List.of());
        assertThat(judge.judge(sight)).containsEntry(Concern.DEAD_LETTERS, Finding.UNKNOWN);
    }

    @Test
    void everyInstanceJudgesWhatLiesInTheDatabase() {
        Instant old = NOW.minusSeconds(601);
        assertThat(bad(holds(new Backlog(0, Optional.of(NOW.minusSeconds(600)), Optional.empty(), 0))))
                .isEmpty();
        assertThat(bad(holds(new Backlog(0, Optional.of(old), Optional.empty(), 0))))
                .containsExactly(Concern.ERRANDS);
        assertThat(bad(holds(new Backlog(0, Optional.empty(), Optional.of(NOW.plusSeconds(60)), 2))))
                .containsExactly(Concern.SCRUB);
        assertThat(bad(holds(new Backlog(1, Optional.empty(), Optional.empty(), 0))))
                .containsExactly(Concern.DEAD_LETTERS);
    }

    @Test
    void aRosterThatIsNotProvenStopsTheLine() {
        Sight sight = new Sight(NOW, false, NONE, 0, NONE, false, NONE, Optional.of(EMPTY), true, 0, 0);
        assertThat(bad(sight)).singleElement().isEqualTo(Concern.ROSTER).matches(Concern::stopsTheLine);
    }

    @Test
    void aFewMishapsAreBorne() {
        Sight few = new Sight(NOW, false, NONE, 0, NONE, false, NONE, Optional.of(EMPTY), false, 10, 50);
        Sight many = new Sight(NOW, false, NONE, 0, NONE, false, NONE, Optional.of(EMPTY), false, 11, 51);
        assertThat(bad(few)).isEmpty();
        assertThat(bad(many)).containsExactly(Concern.UNDELETABLE, Concern.DOUBTFUL);
    }
}
