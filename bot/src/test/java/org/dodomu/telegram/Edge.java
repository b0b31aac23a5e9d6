package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.dodomu.config.TelegramSettings;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.dodomu.storage.Leadership;
import org.dodomu.storage.Store;

/** The edge to Telegram over the sandbox's Bot API and a line that records. */
final class Edge implements AutoCloseable {

    final RecordingLine line = new RecordingLine();
    final TelegramJournal journal = new TelegramJournal();
    final Clock clock = Clock.systemUTC();
    final PollState state = new PollState(clock);
    final SandboxTelegram telegram = SandboxTelegram.start(SandboxTelegram.Settings.forTests());
    private final EmbeddedStore embedded = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(embedded.uri("test"));
    final Leadership leadership =
            new Leadership(new Store(client.getDatabase("test")), new SecureRandom(), Duration.ofSeconds(1));
    final BotApi api = api(telegram.baseUri());
    final BatchHandler batches = new BatchHandler(
            new Updates(api.mapper(), clock),
            line,
            new Groups(api, java.util.Optional.empty(), journal),
            raw -> false,
            journal,
            state);

    Edge() throws IOException {}

    BotApi api(URI address) {
        return new BotApi(new TelegramSettings(telegram.token(), null, address), Duration.ofSeconds(1));
    }

    PollLoop polls(BotApi from) {
        return new PollLoop(from, batches, leadership, clock, journal, state);
    }

    static void until(BooleanSupplier happens) throws InterruptedException {
        for (int i = 0; i < 1200 && !happens.getAsBoolean(); i++) {
            Thread.sleep(25);
        }
        assertThat(happens.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
        leadership.stop();
        telegram.close();
        client.close();
        embedded.close();
    }
}
