package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.dodomu.config.AlarmSettings;
import org.junit.jupiter.api.Test;

class AlarmPlanTest {

    static final AlarmSettings SETTINGS = new AlarmSettings(
            null,
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofHours(4),
            Duration.ofMinutes(1),
            10,
            50,
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(15));

    private static final Finding BAD = Finding.of(true, 0, Duration.ofMinutes(6));
    private static final Finding WELL = Finding.of(false, 0, Duration.ZERO);

    private Instant now = Instant.parse("2026-11-24T09:00:00Z");
    private Map<Concern, Episode> open = Map.of();
    private int bad;
    private int well;

    private void look(Finding finding, boolean reaches) {
        AlarmPlan plan = AlarmPlan.of(open, Map.of(Concern.POLL, finding), SETTINGS, now);
        open = reaches ? plan.told() : plan.silent();
        bad += reaches ? plan.bad().size() : 0;
        well += reaches ? plan.well().size() : 0;
    }

    private void pass(Duration time, Finding finding, boolean reaches) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            look(finding, reaches);
            now = now.plus(SETTINGS.look());
        }
    }

    @Test
    void saysItAtOnceThenEveryHourThenOnceThatAllIsWell() {
        pass(Duration.ofSeconds(15), BAD, true);
        assertThat(bad).isEqualTo(1);
        pass(Duration.ofMinutes(185), BAD, true);
        assertThat(bad).isEqualTo(4);
        pass(Duration.ofHours(5), WELL, true);
        assertThat(well).isEqualTo(1);
        assertThat(bad).isEqualTo(4);
        assertThat(open).isEmpty();
    }

    @Test
    void whatComesAndGoesIsOneEpisode() {
        for (int i = 0; i < 24 * 60 * 2; i++) {
            look(i % 2 == 0 ? BAD : WELL, true);
            now = now.plusSeconds(30);
        }
        assertThat(bad).isEqualTo(24);
        assertThat(well).isZero();
    }

    @Test
    void evenTheWorstRhythmSaysLittle() {
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(15), BAD, true);
            pass(SETTINGS.calm().plusSeconds(30), WELL, true);
        }
        assertThat(bad + well).isLessThanOrEqualTo(200);
        assertThat(Duration.between(Instant.parse("2026-11-24T09:00:00Z"), now)).isGreaterThan(Duration.ofHours(17));
    }

    @Test
    void whatCouldNotBeSaidIsSaidLaterEvenIfItIsOver() {
        pass(Duration.ofMinutes(42), BAD, false);
        pass(Duration.ofMinutes(30), WELL, false);
        assertThat(open).containsKey(Concern.POLL);
        AlarmPlan plan = AlarmPlan.of(open, Map.of(Concern.POLL, WELL), SETTINGS, now);

        assertThat(plan.well().get(Concern.POLL)).isEqualTo(Duration.ofMinutes(42));
        assertThat(plan.told()).isEmpty();
    }

    @Test
    void whatCannotBeToldNeitherBeginsNorEndsAnything() {
        pass(Duration.ofHours(3), Finding.UNKNOWN, true);
        assertThat(open).isEmpty();
        pass(Duration.ofSeconds(15), BAD, true);
        pass(Duration.ofHours(3), Finding.UNKNOWN, true);

        assertThat(bad).isEqualTo(1);
        assertThat(well).isZero();
        assertThat(open).containsKey(Concern.POLL);
    }
}
