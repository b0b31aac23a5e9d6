package org.dodomu.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.dodomu.config.Secret;
import org.dodomu.config.SettingRefused;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.storage.StoredCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private static final String TOKEN = "4200042:CANARY-token-of-twenty-and-more";
    private static final Duration SKEW = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final EmbeddedStore embedded = EmbeddedStore.inMemory();
    private final Map<String, String> answers =
            new ConcurrentHashMap<>(Map.of("getMe", "{\"ok\":true,\"result\":{}}", "getWebhookInfo", info("", 3, 0)));
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final URI base;

    DoctorTest() throws IOException {
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer = path.startsWith("/bot" + TOKEN + "/")
                    ? answers.get(path.substring(path.lastIndexOf('/') + 1))
                    : null;
            byte[] bytes = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        embedded.close();
    }

    private static String info(String url, int waiting, long failedAt) {
        return "{\"ok\":true,\"result\":{\"url\":\"" + url + "\",\"pending_update_count\":" + waiting
                + ",\"last_error_date\":" + failedAt + "}}";
    }

    private DoctorBotApi api() {
        return api(Clock.systemUTC());
    }

    private DoctorBotApi api(Clock clock) {
        return new DoctorBotApi(base, Secret.of(TOKEN), clock);
    }

    private static Clock fast() {
        return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
    }

    @Test
    void tellsHowManyUpdatesWait() throws Exception {
        assertThat(api().updates(Optional.empty())).isEqualTo("are polled; at Telegram wait 3.");
    }

    @Test
    void findsAWebhookThatNobodySet() {
        answers.put("getWebhookInfo", info("https://thief.example/CANARY", 0, 0));
        for (Optional<URI> set : List.of(Optional.<URI>empty(), Optional.of(URI.create("https://line.example/hook")))) {
            assertThatThrownBy(() -> api().updates(set))
                    .isInstanceOf(SettingRefused.class)
                    .hasMessageContaining("revoke")
                    .hasMessageNotContaining("CANARY");
        }
    }

    @Test
    void findsAWebhookThatTelegramCannotReach() throws Exception {
        URI hook = URI.create("https://line.example/hook");
        answers.put("getWebhookInfo", info(hook.toString(), 7, 0));
        assertThat(api().updates(Optional.of(hook))).contains("wait 7");
        answers.put("getWebhookInfo", info(hook.toString(), 7, Instant.now().getEpochSecond()));
        assertThatThrownBy(() -> api().updates(Optional.of(hook))).hasMessageContaining("certificate");
    }

    @Test
    void findsAnAlarmChatToWhichTheBotCannotWrite() throws Exception {
        assertThat(api().alarmChat(Optional.empty())).contains("not set");
        assertThatThrownBy(() -> api().alarmChat(Optional.of(Secret.of(-100777L))))
                .hasMessageContaining("cannot write there")
                .hasMessageNotContaining("777");
        answers.put("getChat", "{\"ok\":true,\"result\":{}}");
        assertThat(api().alarmChat(Optional.of(Secret.of(-100777L)))).contains("is there");
    }

    @Test
    void findsAClockThatDiffersFromTheBotApisOrTheDatabases() throws Exception {
        assertThat(api().clock(SKEW)).contains("agrees");
        assertThatThrownBy(() -> api(fast()).clock(SKEW)).hasMessageContaining("NTP");
        try (ToolDatabase opened = ToolDatabase.open(embedded.uri("dodomu"))) {
            assertThat(new DoctorDatabase(opened, Clock.systemUTC()).clock(SKEW))
                    .contains("agrees");
            assertThatThrownBy(() -> new DoctorDatabase(opened, fast()).clock(SKEW))
                    .hasMessageContaining("NTP");
        }
    }

    @Test
    void knowsEveryIndexThatTheLineDeclaresAndFindsTheOneThatIsMissing() {
        List<StoredCollection> declared = DeclaredCollections.all();
        assertThat(declared)
                .extracting(StoredCollection::name)
                .contains("cases", "conversations", "deadletters", "replies", "custody", "alarms");
        try (ToolDatabase opened = ToolDatabase.open(embedded.uri("dodomu"))) {
            DoctorDatabase doctor = new DoctorDatabase(opened, Clock.systemUTC());
            makeIndexes(opened, List.of("conversations"));
            assertThatThrownBy(() -> doctor.indexes(declared)).hasMessageContaining("missing in conversations:");
            makeIndexes(opened, List.of());
            assertThat(doctor.indexes(declared)).isEqualTo("are all there.");
        }
    }

    @Test
    void saysASentenceEachAndFailsWhileADeadLetterWaits() throws IOException {
        Path master = folder.resolve("master.key");
        Tools.run("keys", "init", "--file", master.toString());
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        try (ToolDatabase opened = ToolDatabase.open(embedded.uri("dodomu"))) {
            makeIndexes(opened, List.of());
            Said healthy = examined(master, token);
            assertThat(healthy.code()).as(healthy.text()).isZero();
            assertThat(healthy.text().lines().filter(line -> line.startsWith("ok      ")))
                    .hasSize(12);

            opened.store()
                    .collection("deadletters")
                    .insertOne(new Document("_id", "CANARY-id").append("at", new java.util.Date()));
            Said ill = examined(master, token);
            assertThat(ill.code()).isEqualTo(1);
            assertThat(ill.text())
                    .contains("FAILED  Dead letters: Messages that could not be handled: 1.")
                    .doesNotContain("CANARY");
        }
    }

    @Test
    void refusesASettingThatTheLineWouldNotStartWith() {
        assertThat(DoctorSettings.read("--dodomu.telegram.token=1:sample")).contains("can start");
        assertThatThrownBy(() -> DoctorSettings.read("--dodomu.telegram.token=1:sample", "--dodomu.roster.k=1"))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("dodomu.roster.k must be 2 to 5");
    }

    private static void makeIndexes(ToolDatabase opened, List<String> leftOut) {
        DeclaredCollections.all().stream()
                .filter(one -> !leftOut.contains(one.name()))
                .forEach(one -> one.indexes()
                        .forEach(keys -> opened.store().collection(one.name()).createIndex(keys)));
    }

    private record Said(int code, String text) {}

    private Said examined(Path master, Path token) {
        PrintStream before = System.out;
        java.io.ByteArrayOutputStream said = new java.io.ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int code = Tools.run(
                    "doctor",
                    "--master-file",
                    master.toString(),
                    "--token-file",
                    token.toString(),
                    "--telegram-url",
                    base.toString(),
                    "--mongodb-uri",
                    embedded.uri("dodomu"));
            return new Said(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void saysWhetherTheMailServerAnswers() {
        try (org.dodomu.support.SmtpSink sink = new org.dodomu.support.SmtpSink()) {
            String port = Integer.toString(sink.port());
            assertThat(mail("127.0.0.1", port, "none", "line@example.org")).contains("ok      Mail server answers.");
            assertThat(sink.letters()).isEmpty();
            assertThat(mail("127.0.0.1", port, "starttls", "line@example.org"))
                    .contains("FAILED  Mail: It does not answer as it should")
                    .doesNotContain("127.0.0.1", port);
            assertThat(mail("127.0.0.1", port, "none", "CANARY"))
                    .contains("FAILED  Mail: dodomu.alerts.mail.from must be an e-mail address alone")
                    .doesNotContain("CANARY");
        }
    }

    private static String mail(String host, String port, String security, String from) {
        java.io.ByteArrayOutputStream said = new java.io.ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Tools.run(
                    "doctor",
                    "--mongodb-uri=nowhere",
                    "--mail-host=" + host,
                    "--mail-port=" + port,
                    "--mail-security=" + security,
                    "--mail-from=" + from);
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
