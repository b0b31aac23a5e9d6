package org.dodomu.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.dodomu.config.AlarmSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Texts;
import org.dodomu.desk.Rosters;
import org.dodomu.intake.Backlogs;
import org.dodomu.intake.DeadLetters;
import org.dodomu.intake.Line;
import org.dodomu.intake.Mishaps;
import org.dodomu.storage.Leadership;
import org.dodomu.storage.Rounds;
import org.dodomu.storage.Store;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, metrics, alarms, and dead letters' second chance. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    private static final Duration RETRY_LOOK = Duration.ofSeconds(5);

    private final TelegramJournal journal = new TelegramJournal();

    @Bean
    Alarm alarm(BotApi api, AlarmSettings settings, Texts texts, LineSettings line, Clock clock) {
        AlarmChat chat = new AlarmChat(api, settings.chatId(), clock, journal);
        return new Alarm(settings, new AlarmText(texts, line, settings), chat, journal);
    }

    @Bean(destroyMethod = "close")
    Watch watch(
            BotApi api,
            PollState polls,
            Leadership leadership,
            Backlogs backlogs,
            Rosters rosters,
            Store store,
            Mishaps mishaps,
            Clock clock,
            Alarm alarm,
            AlarmSettings settings) {
        Watch.Sources sources = new Watch.Sources(
                api, polls, leadership::known, backlogs, rosters::standing, new AlarmMemory(store), mishaps, clock);
        return new Watch(sources, alarm, settings);
    }

    @Bean
    Rounds watchRounds(Watch watch, AlarmSettings settings) {
        return new Rounds("watch", settings.look(), watch::look, journal::failed);
    }

    @Bean
    Rounds deadLetterRounds(DeadLetters letters, Line line, BotApi api, Leadership leadership, Clock clock) {
        Updates updates = new Updates(api.mapper(), clock);
        DeadLetterRetry retry = new DeadLetterRetry(letters, updates, line, leadership::held, api.mapper(), journal);
        return new Rounds("dead-letters", RETRY_LOOK, retry, journal::failed);
    }

    @Bean
    TelegramHealth telegramHealthIndicator(Watch watch, Clock clock) {
        return new TelegramHealth(watch, clock);
    }

    @Bean
    LineMetrics lineMetrics(Watch watch, Mishaps mishaps) {
        return new LineMetrics(watch, mishaps);
    }

    @Bean
    StoredCollection alarmsCollection() {
        return new StoredCollection(AlarmMemory.COLLECTION, 1, List.of());
    }
}
