package org.dodomu.config;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the line calls for its people, and where. Environment: {@code DODOMU_ALARM_CHAT} and so on.
 *
 * @param chat the id of the leads' chat; secret; without it alarms stand in the log and in health only
 * @param pollAge how long Telegram may hand out nothing, or keep what nobody takes; 2 minutes (a poll may wait for 50 s) to 12 hours (Telegram drops what waits for 24)
 * @param errandAge how long something may stay undone after it was due; at least a minute
 * @param scrubLeft how long before Telegram's 48 hours end a message must have left its chat; 10 minutes to 47 hours
 * @param databaseAway how long the database may be away; 10 seconds to 12 hours
 * @param undeletableHourly how many messages in an hour may prove impossible to take out of chats
 * @param doubtfulHourly how many sends in an hour may end without an answer
 * @param again after how long an alarm is said again while its cause lasts; at least 10 minutes
 * @param calm how long all must be well before that is said; a minute or more, not longer than {@code again}
 * @param look how often this instance looks; 1 second to a minute
 */
@ConfigurationProperties("dodomu.alarm")
public record AlarmSettings(
        @Nullable Secret<String> chat,
        @DefaultValue("5m") Duration pollAge,
        @DefaultValue("10m") Duration errandAge,
        @DefaultValue("4h") Duration scrubLeft,
        @DefaultValue("1m") Duration databaseAway,
        @DefaultValue("10") int undeletableHourly,
        @DefaultValue("50") int doubtfulHourly,
        @DefaultValue("1h") Duration again,
        @DefaultValue("10m") Duration calm,
        @DefaultValue("15s") Duration look) {

    private static final String CHAT_ID = "-?[1-9][0-9]{0,17}";

    public AlarmSettings {
        within("poll-age", pollAge, Duration.ofMinutes(2), Duration.ofHours(12));
        within("errand-age", errandAge, Duration.ofMinutes(1), Duration.ofDays(1));
        within("scrub-left", scrubLeft, Duration.ofMinutes(10), Duration.ofHours(47));
        within("database-away", databaseAway, Duration.ofSeconds(10), Duration.ofHours(12));
        within("again", again, Duration.ofMinutes(10), Duration.ofDays(1));
        within("calm", calm, Duration.ofMinutes(1), again);
        within("look", look, Duration.ofSeconds(1), Duration.ofMinutes(1));
        if (undeletableHourly < 0 || doubtfulHourly < 0) {
            throw new SettingRefused(
                    "dodomu.alarm.undeletable-hourly and dodomu.alarm.doubtful-hourly must be 0 or more.");
        }
    }

    private static void within(String name, Duration given, Duration least, Duration most) {
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            throw new SettingRefused("dodomu.alarm." + name + " must be " + least.toSeconds() + "s to "
                    + most.toSeconds() + "s" + (name.equals("calm") ? ", the time of dodomu.alarm.again." : "."));
        }
    }

    /**
     * The chat that alarms go to. Secret.
     *
     * @throws SettingRefused when what was set is no chat id
     */
    public Optional<Secret<Long>> chatId() {
        return chatId(chat);
    }

    /** The same for a chat that was set elsewhere. */
    public static Optional<Secret<Long>> chatId(@Nullable Secret<String> set) {
        return Optional.ofNullable(set)
                .map(given -> given.reveal().trim())
                .filter(given -> !given.isEmpty())
                .map(AlarmSettings::parse);
    }

    private static Secret<Long> parse(String given) {
        if (!given.matches(CHAT_ID)) {
            throw new SettingRefused(
                    "dodomu.alarm.chat must be a chat id: digits, with a hyphen before them for a group.");
        }
        return Secret.of(Long.valueOf(given));
    }
}
