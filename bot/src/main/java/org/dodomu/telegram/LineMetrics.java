package org.dodomu.telegram;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.dodomu.intake.Backlog;
import org.dodomu.intake.Mishaps;

/** What was seen last, as metrics. The names are these and no others; the only tag is {@code concern}, whose values are the codes of {@link Concern}. What this instance cannot tell is NaN. */
final class LineMetrics implements MeterBinder {

    private final Watch watch;
    private final Mishaps mishaps;

    LineMetrics(Watch watch, Mishaps mishaps) {
        this.watch = watch;
        this.mishaps = mishaps;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "dodomu.leads", "1 on the instance that polls and sends", sight -> sight.leads() ? 1 : 0);
        seconds(registry, "dodomu.poll.age", "Since Telegram answered last", sight -> leader(sight, sight.pollAge()));
        seconds(
                registry,
                "dodomu.updates.untaken",
                "For how long updates have waited at Telegram while none was taken",
                sight -> leader(sight, sight.untaken()));
        gauge(
                registry,
                "dodomu.updates.waiting",
                "Updates waiting at Telegram",
                sight -> sight.leads() ? sight.waiting() : Double.NaN);
        seconds(
                registry,
                "dodomu.database.away",
                "Since when the database has not answered",
                sight -> Optional.of(sight.databaseAway()));
        seconds(registry, "dodomu.errands.oldest", "For how long the oldest errand is due", sight -> sight.backlog()
                .map(any -> sight.oldestErrand().orElse(Duration.ZERO)));
        seconds(registry, "dodomu.scrub.left", "Until the next message can no longer be taken out", Sight::scrubLeft);
        count(registry, "dodomu.scrub.chats", "Chats in which that is near", Backlog::scrubsNear);
        count(registry, "dodomu.deadletters", "Updates that could not be handled", Backlog::deadLetters);
        total(registry, "dodomu.messages.undeletable", "Messages that stay in a chat", mishaps.undeletable());
        total(registry, "dodomu.sends.doubtful", "Sends that may not have arrived", mishaps.doubtful());
        gauge(
                registry,
                "dodomu.alarm.unsaid",
                "1 while Telegram does not take an alarm",
                sight -> watch.isMute() ? 1 : 0);
        for (Concern concern : Concern.values()) {
            Gauge.builder("dodomu.concern", watch, seen -> state(seen, concern))
                    .description("1 while it is bad, 0 while it is well")
                    .tag("concern", concern.code())
                    .register(registry);
        }
    }

    private static double state(Watch watch, Concern concern) {
        return switch (watch.latest()
                .findings()
                .getOrDefault(concern, Finding.UNKNOWN)
                .state()) {
            case BAD -> 1;
            case WELL -> 0;
            case UNKNOWN -> Double.NaN;
        };
    }

    private static Optional<Duration> leader(Sight sight, Duration known) {
        return sight.leads() ? Optional.of(known) : Optional.empty();
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Sight> value) {
        Gauge.builder(name, watch, seen -> value.applyAsDouble(seen.latest().sight()))
                .description(description)
                .register(registry);
    }

    private interface Lasting {
        Optional<Duration> of(Sight sight);
    }

    private void seconds(MeterRegistry registry, String name, String description, Lasting value) {
        Gauge.builder(name, watch, seen -> value.of(seen.latest().sight())
                        .map(lasting -> lasting.toMillis() / 1000.0)
                        .orElse(Double.NaN))
                .description(description)
                .baseUnit("seconds")
                .register(registry);
    }

    private void count(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> value) {
        gauge(registry, name, description, sight -> sight.backlog()
                .map(value::applyAsDouble)
                .orElse(Double.NaN));
    }

    private static void total(MeterRegistry registry, String name, String description, Mishaps.Count count) {
        FunctionCounter.builder(name, count, Mishaps.Count::total)
                .description(description)
                .register(registry);
    }
}
