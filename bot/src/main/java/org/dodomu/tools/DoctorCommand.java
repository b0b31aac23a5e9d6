package org.dodomu.tools;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.dodomu.config.KeySettings;
import org.dodomu.config.TelegramSettings;
import org.dodomu.crypto.CryptoSelfTest;
import org.dodomu.crypto.MasterKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything the line needs and says one sentence each. Prints no value of any setting. */
@Command(name = "doctor", description = "Checks keys, database, Bot API and clock.", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SKEW = Duration.ofSeconds(30);

    @Option(
            names = "--master-file",
            defaultValue = "${env:DODOMU_KEYS_MASTERFILE}",
            description = "The master key file.")
    private @Nullable Path masterFile;

    @Option(names = "--mongodb-uri", defaultValue = "${env:SPRING_MONGODB_URI}", description = "The database.")
    private @Nullable String mongodb;

    @Option(
            names = "--telegram-url",
            defaultValue = "${env:DODOMU_TELEGRAM_URL}",
            description = "The Bot API; Telegram's own otherwise.")
    private @Nullable String telegramUrl;

    @Option(
            names = "--token-file",
            defaultValue = "${env:DODOMU_TELEGRAM_TOKENFILE}",
            description = "The bot's token file; DODOMU_TELEGRAM_TOKEN otherwise.")
    private @Nullable Path tokenFile;

    private int failed;

    private interface Check {
        String run() throws Exception;
    }

    @Override
    public Integer call() {
        check("Sealing", () -> {
            CryptoSelfTest.run(new java.security.SecureRandom());
            return "works on this machine.";
        });
        check("Master key", () -> {
            MasterKey.parse(new KeySettings(masterFile).readMaster().reveal()).close();
            return "is there and readable by its owner only.";
        });
        check("Database", this::database);
        check("Bot API", this::botApi);
        return failed == 0 ? 0 : 1;
    }

    private void check(String what, Check check) {
        try {
            System.out.println("ok      " + what + " " + check.run());
        } catch (Exception refused) {
            failed++;
            boolean ours = refused.getClass().getName().startsWith("org.dodomu");
            String why = ours
                    ? String.valueOf(refused.getMessage())
                    : "cannot be used (" + refused.getClass().getSimpleName() + ").";
            System.out.println("FAILED  " + what + ": " + why);
        }
    }

    private String database() {
        if (mongodb == null) {
            throw new org.dodomu.config.SettingRefused("Set SPRING_MONGODB_URI.");
        }
        ConnectionString uri = new ConnectionString(mongodb);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(uri)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            MongoDatabase database = client.getDatabase(
                            Optional.ofNullable(uri.getDatabase()).orElse("dodomu"))
                    .withWriteConcern(WriteConcern.MAJORITY);
            database.getCollection("doctor").insertOne(new Document("_id", "probe"));
            database.getCollection("doctor").deleteOne(Filters.eq("_id", "probe"));
            int indexes = database.getCollection("cases")
                    .listIndexes()
                    .into(new java.util.ArrayList<>())
                    .size();
            return indexes > 1
                    ? "takes writes with a majority, and has its indexes."
                    : "takes writes with a majority; the line has not made its indexes yet.";
        }
    }

    private String botApi() throws IOException, InterruptedException {
        URI url = URI.create(telegramUrl == null ? "https://api.telegram.org" : telegramUrl);
        String given = tokenFile == null ? System.getenv("DODOMU_TELEGRAM_TOKEN") : null;
        String token = new TelegramSettings(given, tokenFile, url).token().reveal();
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/bot" + token + "/getMe"))
                .timeout(PATIENCE)
                .build();
        HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new org.dodomu.config.SettingRefused(
                    "It does not accept the token (status " + response.statusCode() + ").");
        }
        Optional<Duration> skew = response.headers()
                .firstValue("date")
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .map(theirs -> Duration.between(theirs, Instant.now()).abs());
        if (skew.filter(difference -> difference.compareTo(SKEW) > 0).isPresent()) {
            throw new org.dodomu.config.SettingRefused("This machine's clock differs from it by more than 30 seconds.");
        }
        return "answers, and the clock agrees with it.";
    }
}
