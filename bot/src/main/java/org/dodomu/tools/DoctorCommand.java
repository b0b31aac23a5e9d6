package org.dodomu.tools;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dodomu.config.AlarmSettings;
import org.dodomu.config.KeySettings;
import org.dodomu.config.Secret;
import org.dodomu.config.TelegramSettings;
import org.dodomu.crypto.CryptoSelfTest;
import org.dodomu.crypto.MasterKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything the line needs and says one sentence each. Prints no value of any setting. */
@Command(
        name = "doctor",
        description =
                "Checks settings, keys, database, what lies under the master key, indexes, dead letters, Bot API, alarm chat, clocks and, where it is set, the mail server.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

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

    @Option(
            names = "--webhook-url",
            defaultValue = "${env:DODOMU_TELEGRAM_WEBHOOK_URL}",
            description = "Where Telegram calls the line; without it the line polls.")
    private @Nullable URI webhookUrl;

    @Option(
            names = "--alarm-chat-file",
            description = "A file with the id of the leads' chat; DODOMU_ALARM_CHAT otherwise.")
    private @Nullable Path alarmChatFile;

    @Mixin
    private DoctorMail mail = new DoctorMail();

    private final Clock clock = Clock.systemUTC();
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
        check("Settings", () -> DoctorSettings.read(given()));
        check("Master key", () -> {
            MasterKey.parse(new KeySettings(masterFile).readMaster().reveal()).close();
            return "is there and readable by its owner only.";
        });
        checkDatabase();
        checkBotApi();
        if (mail.isSet()) {
            check("Mail", () -> mail.answers(clock));
        }
        return failed == 0 ? 0 : 1;
    }

    /** The options as the line would take them. */
    private String[] given() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("keys.master-file", masterFile);
        options.put("telegram.url", telegramUrl);
        options.put("telegram.token-file", tokenFile);
        options.put("telegram.webhook.url", webhookUrl);
        return options.entrySet().stream()
                .filter(option -> option.getValue() != null)
                .map(option -> "--dodomu." + option.getKey() + "=" + option.getValue())
                .toArray(String[]::new);
    }

    private void checkDatabase() {
        try (ToolDatabase opened = ToolDatabase.open(mongodb)) {
            DoctorDatabase database = new DoctorDatabase(opened, clock);
            if (check("Database", database::writes)) {
                check("Indexes", () -> database.indexes(DeclaredCollections.all()));
                check("Database clock", () -> database.clock(SKEW));
                checkBoxes(database);
                check("Dead letters", database::deadLetters);
            }
        } catch (RuntimeException unusable) {
            check("Database", () -> {
                throw unusable;
            });
        }
    }

    /** A master key file that cannot be read was said already. */
    private void checkBoxes(DoctorDatabase database) {
        try (MasterKey master =
                MasterKey.parse(new KeySettings(masterFile).readMaster().reveal())) {
            check("Master key", () -> database.boxes(master));
        } catch (RuntimeException unreadable) {
            return;
        }
    }

    private void checkBotApi() {
        try {
            DoctorBotApi api = botApi();
            if (check("Bot API", api::answers)) {
                check("Bot API clock", () -> api.clock(SKEW));
                check("Updates", () -> api.updates(Optional.ofNullable(webhookUrl)));
                check("Alarm chat", () -> api.alarmChat(alarmChat()));
            }
        } catch (RuntimeException unusable) {
            check("Bot API", () -> {
                throw unusable;
            });
        }
    }

    private DoctorBotApi botApi() {
        URI url = URI.create(telegramUrl == null ? "https://api.telegram.org" : telegramUrl);
        String given = tokenFile == null ? System.getenv("DODOMU_TELEGRAM_TOKEN") : null;
        return new DoctorBotApi(url, new TelegramSettings(given, tokenFile, url).token(), clock);
    }

    private Optional<Secret<Long>> alarmChat() throws IOException {
        String given = alarmChatFile == null ? System.getenv("DODOMU_ALARM_CHAT") : Files.readString(alarmChatFile);
        return AlarmSettings.chatId(given == null ? null : Secret.of(given));
    }

    private boolean check(String what, Check check) {
        try {
            System.out.println("ok      " + what + " " + check.run());
            return true;
        } catch (Exception refused) {
            failed++;
            boolean ours = refused.getClass().getName().startsWith("org.dodomu");
            String why = ours
                    ? String.valueOf(refused.getMessage())
                    : "cannot be used (" + refused.getClass().getSimpleName() + ").";
            System.out.println("FAILED  " + what + ": " + why);
            return false;
        }
    }
}
