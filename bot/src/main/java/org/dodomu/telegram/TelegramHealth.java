package org.dodomu.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** DOWN while people's words are not taken in, ATTENTION while something else needs people; numbers only. */
final class TelegramHealth implements HealthIndicator {

    static final Status ATTENTION = new Status("ATTENTION");

    private static final Duration STALE = Duration.ofMinutes(3);

    private final Watch watch;
    private final Clock clock;

    TelegramHealth(Watch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Watch.Condition condition = watch.latest();
        Duration age = Duration.between(condition.sight().at(), clock.instant());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("leads", condition.sight().leads());
        details.put("lookedSecondsAgo", age.toSeconds());
        details.put("alarmUnsaid", watch.isMute());
        condition.findings().forEach((concern, finding) -> details.put(concern.code(), detail(finding)));
        return Health.status(status(condition, age)).withDetails(details).build();
    }

    private static Map<String, Object> detail(Finding finding) {
        return Map.of(
                "state", finding.state().name(),
                "count", finding.count(),
                "seconds", finding.lasting().toSeconds());
    }

    private Status status(Watch.Condition condition, Duration age) {
        boolean stopped = condition.findings().entrySet().stream()
                .anyMatch(one -> one.getValue().bad() && one.getKey().stopsTheLine());
        if (stopped || age.compareTo(STALE) > 0) {
            return Status.DOWN;
        }
        boolean bad = condition.findings().values().stream().anyMatch(Finding::bad);
        return bad || watch.isMute() ? ATTENTION : Status.UP;
    }
}
