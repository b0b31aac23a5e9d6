package org.dodomu.telegram;

import java.time.Clock;
import java.time.Duration;
import org.dodomu.alerts.AlertLinks;
import org.dodomu.alerts.Alerts;
import org.dodomu.config.AlarmSettings;
import org.dodomu.config.FileSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.TelegramSettings;
import org.dodomu.config.Texts;
import org.dodomu.config.WebhookSettings;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.intake.ErrandDesk;
import org.dodomu.intake.FileSealing;
import org.dodomu.intake.Line;
import org.dodomu.storage.Leadership;
import org.dodomu.storage.Rounds;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TelegramConfiguration {

    private static final int ERRANDS_AT_ONCE = 8;
    /** Telegram allows about 30; with the alerts of {@link LinkedChats} and an alarm 25 at most. */
    private static final int MESSAGES_A_SECOND = 22;

    private static final Duration ALERT_LOOK = Duration.ofSeconds(15);

    private final TelegramJournal journal = new TelegramJournal();

    @Bean
    BotApi botApi(TelegramSettings settings) {
        return new BotApi(settings, BotApi.LONG_POLL);
    }

    @Bean
    PollState pollState(Clock clock) {
        return new PollState(clock);
    }

    @Bean
    Groups groups(BotApi api, AlarmSettings alarms) {
        return new Groups(api, alarms.chatId(), journal);
    }

    @Bean
    MemberLinks memberLinks(AlertLinks links, BotApi api, Texts texts, LineSettings line) {
        return new MemberLinks(links, api, texts, line, journal);
    }

    @Bean
    BatchHandler batchHandler(
            BotApi api, Line line, Groups groups, MemberLinks memberLinks, PollState state, Clock clock) {
        return new BatchHandler(new Updates(api.mapper(), clock), line, groups, memberLinks, journal, state);
    }

    @Bean
    BotUser botUser(BotApi api) {
        return new BotUser(api, journal);
    }

    @Bean
    Rounds alertRounds(Alerts alerts, BotApi api, BotUser user, Leadership leadership, Clock clock) {
        LinkedChats chats = new LinkedChats(api, clock, journal);
        return new Rounds("alerts", ALERT_LOOK, () -> lookIfLeader(alerts, chats, user, leadership), journal::failed);
    }

    private static void lookIfLeader(Alerts alerts, LinkedChats chats, BotUser user, Leadership leadership) {
        user.learn();
        if (leadership.held()) {
            alerts.look(chats);
        }
    }

    @Bean
    @ConditionalOnProperty("dodomu.telegram.webhook.url")
    WebhookServer webhookServer(
            BotApi api,
            BatchHandler batches,
            WebhookSettings settings,
            MasterKey master,
            Leadership leadership,
            PollState state,
            Clock clock) {
        String secret = master.index(Purpose.WEBHOOK).text(32, BlindIndex.part("secret"));
        return new WebhookServer(api, batches, settings, secret, leadership, state, clock, journal);
    }

    @Bean
    @ConditionalOnMissingBean(WebhookServer.class)
    PollLoop pollLoop(BotApi api, BatchHandler batches, Leadership leadership, PollState state, Clock clock) {
        return new PollLoop(api, batches, leadership, clock, journal, state);
    }

    @Bean
    Sender sender(
            BotApi api, ErrandDesk desk, FileSealing sealing, FileSettings local, Leadership leadership, Texts texts) {
        Pace messages = new Pace(System::nanoTime, MESSAGES_A_SECOND);
        Errands errands = new Errands(api, messages, texts, journal);
        FileFetcher files = new FileFetcher(api, sealing, local, journal);
        return new Sender(desk, errands, files, leadership, messages, journal, ERRANDS_AT_ONCE);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> botMenu(BotApi api, Texts texts, LineSettings line) {
        BotMenu menu = new BotMenu(api, texts, line, journal);
        return ready -> new Thread(menu::set, "telegram-menu").start();
    }
}
