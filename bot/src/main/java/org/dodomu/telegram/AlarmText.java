package org.dodomu.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dodomu.config.AlarmSettings;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Texts;

/** Puts an alarm into words, in the line's first language: which part stands still, how long, how many. */
final class AlarmText {

    private final Texts texts;
    private final Language language;
    private final AlarmSettings settings;

    AlarmText(Texts texts, LineSettings line, AlarmSettings settings) {
        this.texts = texts;
        this.language = line.offered().stream().findFirst().orElse(Language.UK);
        this.settings = settings;
    }

    /** One line for each thing to say. */
    String of(AlarmPlan plan) {
        List<String> lines = new ArrayList<>();
        plan.bad()
                .forEach((concern, finding) -> lines.add(texts.text(
                        language,
                        "alarm." + concern.code(),
                        Map.of(
                                "count",
                                finding.count(),
                                "minutes",
                                minutes(finding.lasting()),
                                "hours",
                                settings.scrubLeft().toHours()))));
        plan.well()
                .forEach((concern, lasted) -> lines.add(texts.text(
                        language,
                        "alarm.well",
                        Map.of(
                                "name",
                                texts.text(language, "alarm.name." + concern.code()),
                                "minutes",
                                minutes(lasted)))));
        return lines.stream()
                .map(what -> texts.text(language, "alarm.line", Map.of("what", what)))
                .reduce((one, next) -> one + "\n" + next)
                .orElse("");
    }

    /** Nothing that lasts lasts for none. */
    private static long minutes(Duration time) {
        return Math.max(1, time.toMinutes());
    }
}
