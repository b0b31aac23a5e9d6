package org.dodomu.sandbox.line.faults;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dodomu.sandbox.line.FoundedLine;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.sandbox.telegram.SandboxTelegram;

/** A founded line: the stand-in for Telegram here, the database and any number of instances in processes of their own. */
final class RunningLine implements AutoCloseable {

    private final Path folder;
    private final SandboxTelegram telegram;
    private final DatabaseProcess database;
    private final MongoClient client;
    private final FoundedLine founded;
    private final List<BotProcess> bots = new ArrayList<>();
    private final List<Replier> repliers = new ArrayList<>();

    private RunningLine(Path folder, DatabaseProcess database, boolean local) throws IOException {
        this.folder = folder;
        this.database = database;
        database.start();
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(database.uri()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(10, TimeUnit.SECONDS))
                .build());
        this.telegram = SandboxTelegram.start(new SandboxTelegram.Settings(
                0, Optional.of(folder.resolve("telegram.jsonl")), () -> "{\"collections\":[]}", local));
        this.founded = FoundedLine.found(folder, data());
    }

    static RunningLine start(Path folder) throws IOException {
        return start(folder, DatabaseProcess.inFolder(folder));
    }

    static RunningLine start(Path folder, DatabaseProcess database) throws IOException {
        return start(folder, database, false);
    }

    /** With a Bot API server of one's own, whose files lie in {@link #files}. */
    static RunningLine startLocal(Path folder) throws IOException {
        return start(folder, DatabaseProcess.inFolder(folder), true);
    }

    private static RunningLine start(Path folder, DatabaseProcess database, boolean local) throws IOException {
        try {
            return new RunningLine(folder, database, local);
        } catch (IOException | RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /** Starts an instance of the packaged jar as it is. */
    BotProcess bot(String name, Map<String, String> own) {
        return bot(name, PackagedJar.start(), own);
    }

    BotProcess bot(String name, List<String> start, Map<String, String> own) {
        BotProcess bot = unstarted(name, start, own);
        bot.start();
        return bot;
    }

    /** One that is set up and not started yet. */
    BotProcess unstarted(String name, Map<String, String> own) {
        return unstarted(name, PackagedJar.start(), own);
    }

    private BotProcess unstarted(String name, List<String> start, Map<String, String> own) {
        Map<String, String> settings = new LinkedHashMap<>(settings());
        settings.putAll(own);
        BotProcess bot = new BotProcess(
                folder,
                name,
                start,
                settings,
                Map.of("dodomu.roster.pin-file", folder.resolve(name + ".pin").toString()));
        bots.add(bot);
        return bot;
    }

    /** A member who writes replies in this instance's console. */
    Replier replier(BotProcess bot) {
        Replier replier = new Replier(this, bot.console());
        repliers.add(replier);
        return replier;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.mongodb.uri", database.uri());
        settings.put("dodomu.telegram.url", telegram.baseUri().toString());
        settings.put("dodomu.telegram.token", telegram.token());
        settings.put("dodomu.keys.master-file", founded.masterFile().toString());
        settings.put("dodomu.roster.root", founded.root());
        settings.put("dodomu.instances.take-over-after", "1s");
        settings.put("dodomu.line.id", founded.id());
        settings.put("dodomu.line.languages", "uk");
        settings.put("dodomu.console.passkeys", "offered");
        settings.put("management.endpoint.health.show-details", "always");
        settings.put("logging.level.org.mongodb.driver", "error");
        return settings;
    }

    /** Where the stand-in for Telegram keeps what people sent. */
    Path files() {
        return folder.resolve("files");
    }

    Control people() {
        return telegram.control();
    }

    SandboxTelegram telegram() {
        return telegram;
    }

    DatabaseProcess database() {
        return database;
    }

    MongoDatabase data() {
        String name = new ConnectionString(database.uri()).getDatabase();
        return client.getDatabase(Objects.requireNonNull(name));
    }

    FoundedLine founded() {
        return founded;
    }

    Talks talks() throws IOException {
        return new Talks(data(), founded.master());
    }

    /** Waits until Telegram has handed everything over and nothing is left to do in any chat. */
    void awaitQuiet(Duration atMost) throws IOException {
        Talks talks = talks();
        Waiting.until(
                "an end of what waits",
                atMost,
                () -> people().waiting() == 0
                        && talks.look()
                                .map(all -> all.values().stream().allMatch(Talk::isQuiet))
                                .orElse(false));
    }

    /** Waits until all replies that members wrote are kept. */
    void awaitReplies(Duration atMost) {
        Waiting.until("all replies to be kept", atMost, () -> repliers.stream().allMatch(one -> one.waiting() == 0));
    }

    /** Waits until Telegram has handed everything over. */
    void awaitTaken(Duration atMost) {
        Waiting.until("all updates to be taken", atMost, () -> people().waiting() == 0);
    }

    @Override
    public void close() {
        repliers.forEach(Replier::close);
        bots.forEach(BotProcess::close);
        telegram.close();
        client.close();
        database.close();
    }
}
