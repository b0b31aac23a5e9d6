package org.dodomu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.dodomu.config.SettingRefused;
import org.dodomu.crypto.MasterKey;
import org.dodomu.intake.DeadLetterBox;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.dodomu.storage.SchemaRefused;
import org.dodomu.storage.Store;
import org.dodomu.tools.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application as a host watches it: metrics, health, alarm, tools. */
@ExtendWith(OutputCaptureExtension.class)
class RunningLineTest {

    private static final List<String> NAMES = List.of(
            "dodomu_leads",
            "dodomu_poll_age_seconds",
            "dodomu_updates_waiting",
            "dodomu_updates_untaken_seconds",
            "dodomu_database_away_seconds",
            "dodomu_errands_oldest_seconds",
            "dodomu_scrub_left_seconds",
            "dodomu_scrub_chats",
            "dodomu_deadletters",
            "dodomu_messages_undeletable_total",
            "dodomu_sends_doubtful_total",
            "dodomu_alarm_unsaid",
            "dodomu_concern");

    @TempDir
    Path folder;

    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final SandboxTelegram telegram = SandboxTelegram.start(SandboxTelegram.Settings.forTests());
    private final HttpClient http = HttpClient.newHttpClient();

    RunningLineTest() throws IOException {}

    @AfterEach
    void end() {
        telegram.close();
        store.close();
    }

    private ConfigurableApplicationContext start(Map<String, String> more) throws IOException {
        Path master = folder.resolve("master.key");
        Files.createFile(master, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(master, MasterKey.generate(new SecureRandom()));
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "spring.mongodb.uri",
                store.uri("dodomu"),
                "server.port",
                "0",
                "management.server.port",
                "0",
                "management.server.address",
                "127.0.0.1",
                "dodomu.telegram.url",
                telegram.baseUri().toString(),
                "dodomu.telegram.token",
                telegram.token(),
                "dodomu.keys.master-file",
                master.toString(),
                "dodomu.roster.pin-file",
                folder.resolve("roster.pin").toString(),
                "dodomu.instances.take-over-after",
                "1s",
                "dodomu.alarm.look",
                "1s"));
        settings.putAll(more);
        return new SpringApplicationBuilder(DodomuApplication.class)
                .properties(settings)
                .run();
    }

    private String seen(ConfigurableApplicationContext line, String path) throws IOException, InterruptedException {
        URI address = URI.create(
                "http://127.0.0.1:" + line.getEnvironment().getProperty("local.management.port") + "/actuator/" + path);
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void until(BooleanSupplier happens) throws InterruptedException {
        for (int i = 0; i < 1200 && !happens.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(happens.getAsBoolean()).isTrue();
    }

    private String phone(long person) {
        return telegram.control().chat(person).toString();
    }

    @Test
    void tellsTheHostNumbersOnlyAndTheLeadsWithoutAWordOfAnybody(CapturedOutput log) throws Exception {
        long leads = telegram.control().person("CANARY-lead", "uk");
        long person = telegram.control().person("CANARY-name", "uk");
        try (var line = start(Map.of("dodomu.alarm.chat", Long.toString(leads)))) {
            telegram.control().text(person, "/start CANARY-words");
            telegram.control().poison(person);
            until(() -> phone(leads).contains("deadletters"));

            String metrics = seen(line, "prometheus");
            String health = seen(line, "health");
            NAMES.forEach(name -> assertThat(metrics).contains("\n" + name));
            assertThat(metrics).contains("dodomu_deadletters 1.0").contains("dodomu_leads 1.0");
            assertThat(tags(metrics)).isNotEmpty().allMatch(tag -> tag.matches("\\{concern=\"[a-z-]+\"}"));
            assertThat(health).contains("\"dead-letters\":{").contains("ATTENTION");
            for (String secret : List.of("CANARY", Long.toString(person), Long.toString(leads), telegram.token())) {
                assertThat(metrics).doesNotContain(secret);
                assertThat(health).doesNotContain(secret);
                assertThat(seen(line, "metrics")).doesNotContain(secret);
                assertThat(log.getAll()).doesNotContain(secret);
            }
            assertThat(phone(leads).replace("CANARY-lead", ""))
                    .doesNotContain("CANARY")
                    .doesNotContain(Long.toString(person));
        }
    }

    private static List<String> tags(String metrics) {
        return metrics.lines()
                .filter(row -> row.startsWith("dodomu") && row.contains("{"))
                .map(row -> row.substring(row.indexOf('{'), row.indexOf('}') + 1))
                .toList();
    }

    @Test
    void theRunningLineHandlesDeadLettersAgainWhenTheToolAsks() throws Exception {
        long person = telegram.control().person("Sample", "uk");
        try (var line = start(Map.of())) {
            DeadLetterBox box = new DeadLetterBox(line.getBean(Store.class));
            telegram.control().poison(person);
            until(() -> box.list().size() == 1);

            assertThat(Tools.run("deadletters", "--mongodb-uri", store.uri("dodomu")))
                    .isZero();
            assertThat(Tools.run("deadletters", "--mongodb-uri", store.uri("dodomu"), "--retry"))
                    .isEqualTo(1);
            assertThat(box.list()).singleElement().satisfies(letter -> {
                assertThat(letter.tries()).isEqualTo(1);
                assertThat(letter.marked()).isFalse();
            });
        }
    }

    @Test
    void refusesAWrongAlarmChatWithoutRepeatingIt(CapturedOutput log) {
        assertThatThrownBy(() -> start(Map.of("dodomu.alarm.chat", "12CANARY34")))
                .rootCause()
                .hasMessageStartingWith("dodomu.alarm.chat must be a chat id");
        assertThat(log.getAll()).contains("dodomu.alarm.chat must be a chat id").doesNotContain("CANARY");
    }

    @Test
    void saysInOneSentenceWhatStopsTheStart(CapturedOutput log) {
        assertThatThrownBy(() -> start(Map.of("spring.mongodb.uri", store.uri(""))))
                .rootCause()
                .isInstanceOf(SettingRefused.class);
        assertThat(told(log)).isEqualTo("Name the database in SPRING_MONGODB_URI: mongodb://…/dodomu.");
    }

    @Test
    void saysInOneSentenceThatANewerVersionWroteTheDatabase(CapturedOutput log) {
        try (MongoClient client = MongoClients.create(store.uri("dodomu"))) {
            client.getDatabase("dodomu")
                    .getCollection("schema")
                    .insertOne(new Document("_id", "cases").append("version", 99));
        }
        assertThatThrownBy(() -> start(Map.of())).rootCause().isInstanceOf(SchemaRefused.class);
        assertThat(told(log))
                .isEqualTo("The collection cases was written by a newer version of Dodomu: start that version.");
    }

    /** The description of a start that failed, which must be all that is said of it. */
    private static String told(CapturedOutput log) {
        String all = log.getAll();
        assertThat(all).doesNotContain("\tat ");
        return all.substring(all.lastIndexOf("Description:") + "Description:".length())
                .strip();
    }

    @Test
    void refusesAWrongThresholdWithoutPrintingTheChat(CapturedOutput log) {
        assertThatThrownBy(() -> start(Map.of("dodomu.alarm.chat", "-100777333", "dodomu.alarm.poll-age", "50s")))
                .rootCause()
                .hasMessageStartingWith("dodomu.alarm.poll-age must be");
        assertThat(Stream.of(log.getAll())).noneMatch(text -> text.contains("100777333"));
    }
}
