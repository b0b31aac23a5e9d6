package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Secret;
import org.dodomu.config.TelegramSettings;
import org.dodomu.config.Texts;
import org.dodomu.desk.RosterStanding;
import org.dodomu.intake.Backlog;
import org.dodomu.intake.Mishaps;
import org.dodomu.intake.StorageAway;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.telegram.Faults;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.dodomu.storage.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** Alarms as the leads' phone shows them, over the sandbox's Bot API and a database that can be taken away. */
class WatchTest {

    private static final Backlog EMPTY = new Backlog(0, Optional.empty(), Optional.empty(), 0);

    private final Hands clock = new Hands();
    private final SandboxTelegram telegram = SandboxTelegram.start(SandboxTelegram.Settings.forTests());
    private final EmbeddedStore embedded = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(embedded.uri("test")))
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(200, TimeUnit.MILLISECONDS))
            .build());
    private final long leads = telegram.control().person("Leads", "uk");
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean unwritable = new AtomicBoolean();
    private final List<Watch> watches = new ArrayList<>();
    private Backlog backlog = EMPTY;
    private RosterStanding roster = RosterStanding.PROVEN;
    private final Instance one = new Instance(true);

    WatchTest() throws IOException {}

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-24T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** One process of the line. */
    private final class Instance {
        final PollState polls = new PollState(clock);
        final AtomicBoolean held;
        final Watch watch;
        final TelegramHealth health;

        Instance(boolean held) {
            this.held = new AtomicBoolean(held);
            TelegramJournal journal = new TelegramJournal();
            BotApi api =
                    new BotApi(new TelegramSettings(telegram.token(), null, telegram.baseUri()), Duration.ofSeconds(1));
            AlarmChat chat = new AlarmChat(api, Optional.of(Secret.of(leads)), clock, journal);
            AlarmText text = new AlarmText(new Texts(), line(), AlarmPlanTest.SETTINGS);
            Watch.Sources sources = new Watch.Sources(
                    api,
                    polls,
                    () -> unwritable.get() ? Optional.empty() : Optional.of(this.held.get() && !away.get()),
                    near -> {
                        if (away.get()) {
                            throw new StorageAway(new MongoException("away"));
                        }
                        return backlog;
                    },
                    () -> roster,
                    new AlarmMemory(new Store(client.getDatabase("test"))),
                    new Mishaps(clock),
                    clock);
            this.watch =
                    new Watch(sources, new Alarm(AlarmPlanTest.SETTINGS, text, chat, journal), AlarmPlanTest.SETTINGS);
            this.health = new TelegramHealth(watch, clock);
            watches.add(watch);
        }
    }

    private static LineSettings line() {
        return new LineSettings(
                "test",
                "Test",
                List.of("uk", "en"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("Europe/Kyiv"));
    }

    @AfterEach
    void end() {
        watches.forEach(Watch::close);
        telegram.close();
        client.close();
        embedded.close();
    }

    private void pass(Duration time) {
        Instant end = clock.now.plus(time);
        while (clock.now.isBefore(end)) {
            clock.now = clock.now.plusSeconds(60);
            for (Watch watch : watches) {
                watch.look();
            }
        }
    }

    /** Time passes while Telegram answers every poll. */
    private void passPolling(Duration time, Instance polling) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            polling.polls.polled(clock.now.plusSeconds(50));
            pass(Duration.ofMinutes(1));
        }
    }

    private List<String> said() {
        return telegram.control()
                .chat(leads)
                .path("messages")
                .valueStream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    @Test
    void callsTheLeadsWhenPollingStandsStillAndTellsThemWhenItGoesAgain() {
        passPolling(Duration.ofMinutes(10), one);
        assertThat(said()).isEmpty();
        assertThat(one.health.health().getStatus()).isEqualTo(Status.UP);

        pass(Duration.ofMinutes(6));
        assertThat(said())
                .containsExactly("Лінія: опитування Telegram стоїть 5 хв. Telegram відкидає те, що чекає довше доби.");
        assertThat(one.health.health().getStatus()).isEqualTo(Status.DOWN);
        pass(Duration.ofMinutes(58));
        assertThat(said()).hasSize(1);
        pass(Duration.ofMinutes(2));
        assertThat(said()).hasSize(2);

        passPolling(Duration.ofMinutes(30), one);
        assertThat(said()).hasSize(3);
        assertThat(said().get(2)).startsWith("Лінія: опитування Telegram: знову гаразд, тривало");
        passPolling(Duration.ofHours(3), one);
        assertThat(said()).hasSize(3);
        assertThat(one.health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aClockThatIsSetBackHidesNoOutage() {
        passPolling(Duration.ofMinutes(10), one);
        clock.now = clock.now.minus(Duration.ofDays(1));
        pass(Duration.ofMinutes(4));
        assertThat(said()).isEmpty();
        pass(Duration.ofMinutes(3));

        assertThat(said()).singleElement().asString().startsWith("Лінія: опитування Telegram стоїть");
    }

    @Test
    void aLeaderWhoJustBeganIsNotBlamedForTheTimeBefore() {
        Instance two = new Instance(false);
        passPolling(Duration.ofHours(2), one);
        one.held.set(false);
        two.held.set(true);
        passPolling(Duration.ofMinutes(3), two);
        two.held.set(false);
        one.held.set(true);
        pass(Duration.ofMinutes(4));

        assertThat(said()).isEmpty();
    }

    @Test
    void callsTheLeadsWithoutADatabaseAndTheNextLeaderTellsThatItIsBack() {
        Instance two = new Instance(false);
        passPolling(Duration.ofMinutes(2), one);
        away.set(true);
        passPolling(Duration.ofMinutes(4), one);
        assertThat(said()).singleElement().asString().startsWith("Лінія: база даних не відповідає");
        assertThat(two.health.health().getStatus()).isEqualTo(Status.DOWN);

        away.set(false);
        one.held.set(false);
        two.held.set(true);
        passPolling(Duration.ofMinutes(20), two);
        assertThat(said()).hasSize(2);
        assertThat(said().get(1)).startsWith("Лінія: база даних: знову гаразд");
    }

    @Test
    void callsTheLeadsWhenTheDatabaseAnswersAndTakesNoWrites() {
        passPolling(Duration.ofMinutes(2), one);
        unwritable.set(true);
        passPolling(Duration.ofMinutes(4), one);

        assertThat(said()).singleElement().asString().startsWith("Лінія: база даних не відповідає");
        assertThat(one.health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void anInstanceThatNeverLedIsSilentWithoutADatabase() {
        one.held.set(false);
        pass(Duration.ofMinutes(2));
        away.set(true);
        pass(Duration.ofMinutes(30));

        assertThat(said()).isEmpty();
        assertThat(one.health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void callsTheLeadsWhenTheRosterIsNotProvenAndNotBeforeTheFounding() {
        roster = RosterStanding.UNFOUNDED;
        passPolling(Duration.ofMinutes(10), one);
        assertThat(said()).isEmpty();
        assertThat(one.health.health().getStatus()).isEqualTo(Status.UP);

        roster = RosterStanding.UNPROVEN;
        passPolling(Duration.ofMinutes(10), one);
        assertThat(said()).singleElement().asString().startsWith("Лінія: не доведено, хто може читати");
        assertThat(one.health.health().getStatus()).isEqualTo(Status.DOWN);

        roster = RosterStanding.PROVEN;
        passPolling(Duration.ofMinutes(20), one);
        assertThat(said().get(1)).startsWith("Лінія: доведення списку учасників: знову гаразд");
        assertThat(one.health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void theNextLeaderAndTheNextStartDoNotSayItAgain() {
        backlog = new Backlog(2, Optional.empty(), Optional.empty(), 0);
        passPolling(Duration.ofMinutes(5), one);
        one.held.set(false);
        Instance two = new Instance(true);
        passPolling(Duration.ofMinutes(20), two);

        assertThat(said())
                .containsExactly(
                        "Лінія: звернень, які не вдалося обробити: 2. Вони під замком; див. інструмент deadletters.");
        assertThat(two.health.health().getStatus()).isEqualTo(TelegramHealth.ATTENTION);
        backlog = EMPTY;
        passPolling(Duration.ofMinutes(20), two);
        assertThat(said()).hasSize(2);
    }

    @Test
    void saysItLaterWhenTheBotApiIsAwayAndHealthSaysSoMeanwhile() {
        telegram.control().faults().order(Faults.Kind.BAD_GATEWAY, "sendmessage", 0, 3);
        backlog = new Backlog(1, Optional.empty(), Optional.empty(), 0);
        passPolling(Duration.ofMinutes(1), one);
        assertThat(said()).isEmpty();
        assertThat(one.health.health().getDetails()).containsEntry("alarmUnsaid", true);

        backlog = EMPTY;
        passPolling(Duration.ofMinutes(30), one);
        assertThat(said()).singleElement().asString().startsWith("Лінія: необроблені звернення: знову гаразд");
        assertThat(one.health.health().getDetails()).containsEntry("alarmUnsaid", false);
    }

    /** Seven tries in the first hour; the HTTP client may repeat each once on a connection that just broke. */
    @Test
    void doesNotFloodWhenItsAnswersGetLost() {
        telegram.control().faults().order(Faults.Kind.DROP_ANSWER, "sendmessage", 0, 1000);
        backlog = new Backlog(1, Optional.empty(), Optional.empty(), 0);
        passPolling(Duration.ofHours(1), one);

        assertThat(said()).hasSizeBetween(1, 14);
    }

    @Test
    void noticesThatUpdatesWaitAndNobodyTakesThem() {
        long person = telegram.control().person("Sample", "uk");
        telegram.control().text(person, "CANARY-words");
        passPolling(Duration.ofMinutes(5), one);
        one.polls.takenNow();
        passPolling(Duration.ofMinutes(5), one);
        assertThat(said()).isEmpty();
        passPolling(Duration.ofMinutes(2), one);

        assertThat(said()).singleElement().asString().startsWith("Лінія: у Telegram чекають повідомлення (1)");
        assertThat(said().toString()).doesNotContain("CANARY").doesNotContain(Long.toString(person));
    }

    @Test
    void tellsOfASecondPollerThatTheTokenMayBeStolen() {
        one.polls.conflict(clock.now);
        passPolling(Duration.ofMinutes(1), one);
        assertThat(said()).singleElement().asString().contains("токен украдено");
    }

    @Test
    void saysSeveralThingsInOneMessage() {
        backlog = new Backlog(1, Optional.of(clock.now.minusSeconds(3600)), Optional.of(clock.now), 4);
        passPolling(Duration.ofMinutes(1), one);
        assertThat(said()).singleElement().satisfies(text -> assertThat(text.lines())
                .hasSize(3));
    }
}
