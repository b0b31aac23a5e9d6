package org.dodomu.telegram;

import java.time.Duration;
import org.dodomu.storage.Leadership;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the Bot API has not answered for five minutes: what waits there longer than a day is lost. */
final class TelegramHealth implements HealthIndicator {

    private static final Duration ALARM = Duration.ofMinutes(5);

    private final Leadership leadership;
    private final PollState state;

    TelegramHealth(PollState state, Leadership leadership) {
        this.leadership = leadership;
        this.state = state;
    }

    @Override
    public Health health() {
        if (!leadership.held()) {
            return Health.up().withDetail("leads", false).build();
        }
        boolean fresh = state.pollAge().filter(age -> age.compareTo(ALARM) < 0).isPresent();
        Health.Builder health = fresh && !state.contested() ? Health.up() : Health.down();
        state.pollAge().ifPresent(age -> health.withDetail("pollAgeSeconds", age.toSeconds()));
        return health.withDetail("secondPoller", state.contested()).build();
    }
}
