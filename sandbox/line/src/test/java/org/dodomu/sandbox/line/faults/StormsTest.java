package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.dodomu.crypto.Sha256;
import org.dodomu.sandbox.telegram.Faults;
import org.dodomu.sandbox.telegram.Requests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Whatever Telegram and the database do to one running line: it goes on by itself, keeps everything once and in order, says how it is, and never spins. */
@Tag("storm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StormsTest {

    private static final Duration QUIET_WITHIN = Duration.ofMinutes(10);
    private static final Duration SAID_WITHIN = Duration.ofMinutes(10);
    private static final Map<String, String> WATCHFUL =
            Map.of("dodomu.alarm.look", "1s", "dodomu.alarm.database-away", "10s", "dodomu.alarm.doubtful-hourly", "0");

    private RunningLine line;
    private BotProcess bot;
    private Teller teller;
    private URI hook = URI.create("http://127.0.0.1/");
    private Instant began = Instant.now();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        assumeTrue(PackagedJar.isFresh(), "SKIPPED: no bot/target/dodomu.jar of these classes; run mvn verify");
        line = RunningLine.start(folder);
        bot = line.bot("bot", WATCHFUL);
        teller = Teller.athome(line);
    }

    @AfterAll
    void stop() {
        if (line != null) {
            line.close();
        }
    }

    @BeforeEach
    void clear() {
        began = Instant.now();
    }

    /** After each storm nothing waits, everything opens, and the line says that it is well but for what people have to see to. */
    @AfterEach
    void everythingIsKept() throws IOException {
        line.people().faults().clear();
        teller.tell();
        line.awaitQuiet(QUIET_WITHIN);
        teller.isKept();
        awaitMetric("dodomu.concern", "poll", 0);
        awaitMetric("dodomu.concern", "database", 0);
        assertThat(bot.status()).isIn("UP", "ATTENTION");
    }

    private Faults faults() {
        return line.people().faults();
    }

    private void awaitMetric(String name, String concern, double value) {
        Waiting.until(name + " " + concern + " " + value, SAID_WITHIN, () -> bot.metric(name, concern) == value);
    }

    private List<Requests.Request> since(String method) {
        return line.people().requests().of(method).stream()
                .filter(one -> one.at().isAfter(began))
                .toList();
    }

    private long calls() {
        return line.people().requests().all().stream()
                .filter(one -> one.at().isAfter(began))
                .count();
    }

    private void struck() {
        Waiting.until("the faults to strike", QUIET_WITHIN, () -> faults().left() == 0);
    }

    private long logged(String words) {
        try {
            return Pattern.compile(Pattern.quote(words))
                    .matcher(Files.readString(bot.log()))
                    .results()
                    .count();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    @Order(1)
    void theDatabaseIsAwayForAMinute() {
        teller.tell(3);
        line.database().kill();
        Instant gone = Instant.now();
        teller.tell(5);
        awaitMetric("dodomu.concern", "database", 1);
        assertThat(bot.status()).isEqualTo("DOWN");
        Waiting.came(Duration.ofMinutes(1).minus(Duration.between(gone, Instant.now())), () -> false);
        assertThat(since("getupdates")).hasSizeLessThan(12);
        assertThat(line.people().waiting()).isPositive();
        line.database().start();
    }

    @Test
    @Order(2)
    void theBotApiIsAwayWhenTheLineStarts() throws IOException {
        bot.close();
        line.telegram().goAway();
        teller.tell(2);
        long before = logged("The Bot API is away");
        bot.start();
        Waiting.until("an age of the last poll", SAID_WITHIN, () -> bot.metric("dodomu.poll.age", "") > 15);
        assertThat(logged("The Bot API is away") - before).isBetween(1L, 12L);
        line.telegram().comeBack();
    }

    @Test
    @Order(3)
    void theBotApiGoesAwayForMoreThanTwoMinutes() throws IOException {
        bot.close();
        bot = line.bot("poll-age", Map.of("dodomu.alarm.look", "1s", "dodomu.alarm.poll-age", "2m"));
        teller.tell();
        Waiting.until("updates to be taken", QUIET_WITHIN, () -> line.people().waiting() == 0);
        line.telegram().goAway();
        teller.tell(3);
        awaitMetric("dodomu.concern", "poll", 1);
        assertThat(bot.status()).isEqualTo("DOWN");
        assertThat(logged("The Bot API is away")).isBetween(1L, 25L);
        line.telegram().comeBack();
    }

    @Test
    @Order(4)
    void answersArePagesOfHtml() {
        faults().order(Faults.Kind.BAD_GATEWAY, "getupdates", 0, 4);
        faults().order(Faults.Kind.BAD_GATEWAY, "editmessagetext", 0, 3);
        faults().order(Faults.Kind.BAD_GATEWAY, "deletemessages", 0, 3);
        teller.tell(4);
        struck();
        assertThat(calls()).isLessThan(80);
    }

    @Test
    @Order(5)
    void tooManyRequestsAreHeldForAsLongAsTelegramAsks() {
        faults().order(Faults.Kind.TOO_MANY, "getupdates", 4, 2);
        faults().order(new Faults.Order(Faults.Kind.TOO_MANY, "editmessagetext", teller.chat(), 4, 2, 100, 1));
        teller.tell(2);
        struck();
        Waiting.until(
                "a card", QUIET_WITHIN, () -> since("editmessagetext").stream().anyMatch(one -> one.status() == 200));
        for (String method : List.of("getupdates", "editmessagetext")) {
            List<Requests.Request> calls = since(method);
            for (int i = 1; i < calls.size(); i++) {
                if (calls.get(i - 1).status() == 429) {
                    assertThat(Duration.between(
                                    calls.get(i - 1).at(), calls.get(i).at()))
                            .as(method)
                            .isGreaterThan(Duration.ofMillis(3900));
                }
            }
        }
    }

    @Test
    @Order(6)
    void somebodyElsePollsWithTheSameToken() {
        faults().order(Faults.Kind.CONFLICT, "getupdates", 0, 3);
        teller.tell(2);
        awaitMetric("dodomu.concern", "second-poller", 1);
        assertThat(bot.status()).isEqualTo("ATTENTION");
        struck();
        assertThat(since("getupdates")).hasSizeLessThan(20);
    }

    @Test
    @Order(7)
    void aPersonBlocksTheBotAndLetsItInAgain() throws IOException {
        teller.tell();
        line.people().block(teller.chat(), true);
        Waiting.until("the block to be known", QUIET_WITHIN, () -> line.people().waiting() == 0);
        Teller other = Teller.athome(line);
        assertThat(since("editmessagetext").stream().filter(one -> one.chat() == teller.chat()))
                .hasSizeLessThan(6);
        line.people().block(teller.chat(), false);
        line.awaitQuiet(QUIET_WITHIN);
        other.isKept();
    }

    @Test
    @Order(8)
    void sendsAreRefusedAsBlocked() {
        faults().order(new Faults.Order(Faults.Kind.BLOCKED, "editmessagetext", teller.chat(), 0, 1, 100, 1));
        teller.tell(3);
        struck();
    }

    @Test
    @Order(9)
    void answersAreDropped() throws IOException {
        faults().order(new Faults.Order(Faults.Kind.DROP_ANSWER, "*", 0, 0, 30, 40, 7));
        faults().order(new Faults.Order(Faults.Kind.HANG_UP, "*", 0, 0, 10, 20, 8));
        Teller newcomer = Teller.athome(line);
        newcomer.tell(4);
        teller.tell(4);
        Waiting.came(Duration.ofSeconds(40), () -> faults().left() == 0);
        faults().clear();
        line.awaitQuiet(QUIET_WITHIN);
        newcomer.isKept();
        int cards = Card.count(line.people().chat(newcomer.chat()));
        assertThat(cards).isBetween(1, 1 + newcomer.doubtful());
        assertThat(calls()).isLessThan(250);
    }

    @Test
    @Order(10)
    void answersAreSlow() {
        faults().order(new Faults.Order(Faults.Kind.SLOW, "*", 0, 3000, 12, 60, 9));
        teller.tell(5);
        struck();
        assertThat(calls()).isLessThan(60);
    }

    @Test
    @Order(10)
    void aDownloadEndsHalfWay() throws IOException {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        faults().order(Faults.Kind.TRUNCATED, "file", 0, 1);
        faults().order(Faults.Kind.WRONG_LENGTH, "file", 0, 1);
        line.people().file(teller.chat(), "document", "whole.bin", "application/octet-stream", content, null);
        teller.expect("sha256 " + Sha256.hex(content));
        struck();
        line.awaitQuiet(QUIET_WITHIN);
    }

    @Test
    @Order(11)
    void updatesComeTwiceAgainAndInNoOrder() {
        for (Faults.Kind kind : List.of(Faults.Kind.DUPLICATE, Faults.Kind.REPEAT, Faults.Kind.SHUFFLE)) {
            bot.child().kill();
            teller.tell(6);
            faults().order(kind, "getupdates", 0, 1);
            bot.start();
            struck();
        }
    }

    @Test
    @Order(12)
    void idsStartAgainLower() {
        Waiting.until("an empty queue", QUIET_WITHIN, () -> line.people().waiting() == 0);
        line.people().restartIds();
        teller.tell();
        Waiting.until("an empty queue", QUIET_WITHIN, () -> line.people().waiting() == 0);
        teller.tell(3);
        Waiting.until("an empty queue", QUIET_WITHIN, () -> line.people().waiting() == 0);
        assertThat(since("getupdates")).hasSizeLessThan(12);
    }

    @Test
    @Order(13)
    void updatesOfAnUnknownKindAndOnesThatCannotBeMapped() {
        teller.tell();
        line.people().unknownKind(teller.chat());
        line.people().poison(teller.chat());
        teller.tell();
        awaitMetric("dodomu.concern", "dead-letters", 1);
        assertThat(bot.metric("dodomu.deadletters", "")).isEqualTo(1);
        assertThat(bot.status()).isEqualTo("ATTENTION");
    }

    /** From here on Telegram calls the line, and the line does not ask. */
    @Test
    @Order(14)
    void theDatabaseIsAwayWhenTheWebhookIsCalled() throws IOException {
        bot.close();
        hook = URI.create("http://127.0.0.1:" + DatabaseProcess.freePort() + "/");
        Map<String, String> called = new HashMap<>(WATCHFUL);
        called.put("dodomu.telegram.webhook.url", hook.toString());
        called.put("dodomu.telegram.webhook.port", Integer.toString(hook.getPort()));
        bot = line.bot("called", called);
        teller.tell(3);
        Waiting.until("an empty queue", QUIET_WITHIN, () -> line.people().waiting() == 0);
        assertThat(since("getupdates")).isEmpty();
        line.database().kill();
        teller.tell(5);
        awaitMetric("dodomu.concern", "database", 1);
        assertThat(bot.status()).isEqualTo("DOWN");
        assertThat(line.people().waiting()).isPositive();
        line.database().start();
    }

    @Test
    @Order(15)
    void theWebhookIsCalledTwiceAndTheLineIsKilledMeanwhile() throws IOException {
        faults().order(Faults.Kind.DUPLICATE, "webhook", 0, 12);
        teller.tell(6);
        Waiting.until("a call that comes again", QUIET_WITHIN, () -> faults().left() < 12);
        bot.child().kill();
        teller.tell(6);
        bot.start();
        struck();
        line.people().poison(teller.chat());
        teller.tell();
        Waiting.until("a second dead letter", SAID_WITHIN, () -> bot.metric("dodomu.deadletters", "") == 2);
    }

    @Test
    @Order(16)
    void strangersCallTheWebhook() throws Exception {
        HttpClient stranger =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String forged =
                "{\"update_id\":999999999,\"message\":{\"message_id\":1,\"date\":1,\"text\":\"FORGED\",\"chat\":{\"id\":"
                        + teller.chat() + ",\"type\":\"private\"},\"from\":{\"id\":" + teller.chat()
                        + ",\"is_bot\":false,\"first_name\":\"x\"}}}";
        for (String body : List.of(forged, "", "{", "\u0000".repeat(100), "x".repeat(100_000))) {
            for (int i = 0; i < 20; i++) {
                HttpRequest.Builder call = HttpRequest.newBuilder(hook).POST(HttpRequest.BodyPublishers.ofString(body));
                if (i % 2 == 0) {
                    call.header("X-Telegram-Bot-Api-Secret-Token", "guess-" + i);
                }
                assertThat(stranger.send(call.build(), HttpResponse.BodyHandlers.ofString()))
                        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(404))
                        .satisfies(answer -> assertThat(answer.body()).isEmpty());
            }
            teller.tell();
        }
    }
}
