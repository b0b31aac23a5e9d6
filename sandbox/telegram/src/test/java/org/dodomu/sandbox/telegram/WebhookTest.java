package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pushes to a webhook of this machine. */
class WebhookTest {

    private static final int PATIENCE_SECONDS = 60;

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Sample", "uk");
    private final LinkedBlockingQueue<JsonNode> pushed = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> secrets = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private HttpServer server;

    WebhookTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    }

    @BeforeEach
    void listen() {
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        held.countDown();
        bot.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode update = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        String secret = exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token");
        secrets.add(secret == null ? "" : secret);
        pushed.add(update);
        try {
            held.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Integer refusal = refusals.poll();
        exchange.sendResponseHeaders(refusal == null ? 200 : refusal, -1);
        exchange.close();
    }

    private void set(String more) throws Exception {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        bot.result("setWebhook", "{\"url\":\"" + url + "\"" + more + "}");
    }

    private JsonNode next() throws InterruptedException {
        JsonNode update = pushed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(update).isNotNull();
        return update;
    }

    private static String text(JsonNode update) {
        return update.path("message").path("text").asString("");
    }

    private void awaitNoneWaiting() throws InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 100 && people.waiting() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(people.waiting()).isZero();
    }

    @Test
    void pushesWithTheSecretAndConfirmsByTheAnswer() throws Exception {
        people.text(person, "before");
        set(",\"secret_token\":\"s-_1\"");
        people.text(person, "after");
        assertThat(text(next())).isEqualTo("before");
        assertThat(text(next())).isEqualTo("after");
        assertThat(secrets).containsExactly("s-_1", "s-_1");
        awaitNoneWaiting();
    }

    @Test
    void aWebhookAndGetUpdatesExcludeEachOther() throws Exception {
        set("");
        assertThat(bot.refusal("getUpdates", "{}"))
                .isEqualTo(
                        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        bot.result("deleteWebhook", "{}");
        people.text(person, "polled");
        assertThat(bot.updates()).hasSize(1);
    }

    @Test
    void takesAddressesOfThisMachineOnlyAndRealSecrets() throws Exception {
        for (String url : List.of(
                "https://example.org/",
                "http://localhost@example.org/",
                "http://127.0.0.1.example.org/",
                "ftp://localhost/",
                "http://127.0.0.1:99999/",
                "http://localhost/{")) {
            assertThat(bot.refusal("setWebhook", "{\"url\":\"" + url + "\"}")).startsWith("Bad Request: bad webhook");
        }
        assertThat(bot.refusal("setWebhook", "{\"url\":\"http://localhost/\",\"secret_token\":\"a b\"}"))
                .isEqualTo("Bad Request: secret token contains unallowed characters");
        assertThat(bot.refusal(
                        "setWebhook", "{\"url\":\"http://localhost/\",\"secret_token\":\"" + "a".repeat(257) + "\"}"))
                .isEqualTo("Bad Request: secret token is too long");
        assertThat(bot.result("getWebhookInfo", "{}").path("url").asString()).isEmpty();
    }

    @Test
    void triesAgainWithGrowingWaitsAndTellsTheError() throws Exception {
        refusals.addAll(List.of(500, 500));
        people.text(person, "stubborn");
        set("");
        long id = next().path("update_id").asLong();
        assertThat(next().path("update_id").asLong()).isEqualTo(id);
        JsonNode info = bot.result("getWebhookInfo", "{}");
        for (int i = 0; i < PATIENCE_SECONDS * 100 && !info.has("last_error_date"); i++) {
            Thread.sleep(10);
            info = bot.result("getWebhookInfo", "{}");
        }
        assertThat(info.path("last_error_message").asString())
                .isEqualTo("Wrong response from the webhook: 500 Internal Server Error");
        assertThat(info.path("pending_update_count").asInt()).isEqualTo(1);
        people.advance(Duration.ofMinutes(2));
        assertThat(next().path("update_id").asLong()).isEqualTo(id);
        awaitNoneWaiting();
    }

    @Test
    void oneChatGetsOneAtATimeWhileOthersGoOn() throws Exception {
        long other = people.person("Other", "uk");
        held = new CountDownLatch(1);
        people.text(person, "1");
        people.text(person, "2");
        people.text(other, "a");
        set(",\"max_connections\":5");
        assertThat(List.of(text(next()), text(next()))).containsExactlyInAnyOrder("1", "a");
        people.text(other, "b");
        assertThat(pushed.poll(300, TimeUnit.MILLISECONDS)).isNull();
        held.countDown();
        assertThat(List.of(text(next()), text(next()))).containsExactlyInAnyOrder("2", "b");
        awaitNoneWaiting();
    }

    @Test
    void noMorePushesAtOnceThanAllowed() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.removeContext("/");
        server.createContext("/", exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            pushed.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            now.decrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        people.script(people.crowd(200, "Sample", "uk").stream()
                .map(one -> new Control.Line(one, "x"))
                .toList());
        set(",\"max_connections\":3");
        awaitNoneWaiting();
        assertThat(pushed).hasSize(200);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void everyChatKeepsItsOrderWhenManyPushesFail() throws Exception {
        List<Long> crowd = people.crowd(20, "Sample", "uk");
        for (int i = 0; i < 30; i++) {
            refusals.add(502);
        }
        List<Control.Line> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lines.add(new Control.Line(crowd.get(i % 20), Integer.toString(i)));
        }
        people.script(lines);
        set("");
        for (int i = 0; i < 600 && people.waiting() > 0; i++) {
            Thread.sleep(20);
            people.advance(Duration.ofSeconds(61));
        }
        assertThat(people.waiting()).isZero();
        Map<Long, Integer> last = new ConcurrentHashMap<>();
        for (JsonNode update : pushed) {
            int number = Integer.parseInt(text(update));
            long chat = update.path("message").path("chat").path("id").asLong();
            assertThat(number).isGreaterThanOrEqualTo(last.getOrDefault(chat, -1));
            last.put(chat, number);
        }
        assertThat(pushed.stream().map(WebhookTest::text).distinct()).hasSize(200);
    }

    @Test
    void whatWasRefusedForADayIsLost() throws Exception {
        server.stop(0);
        people.text(person, "lost");
        set("");
        people.advance(Duration.ofHours(25));
        awaitNoneWaiting();
    }

    @Test
    void dropsWhatWaitsAndPushesOnlyTheKindsAskedFor() throws Exception {
        people.text(person, "dropped");
        set(",\"drop_pending_updates\":true,\"allowed_updates\":[\"my_chat_member\"]");
        people.text(person, "not asked for");
        people.block(person, true);
        assertThat(next().has("my_chat_member")).isTrue();
        awaitNoneWaiting();
        assertThat(pushed).isEmpty();
    }

    @Test
    void aTesterCanHaveAnUpdatePushedTwice() throws Exception {
        people.faults().order(Faults.Kind.DUPLICATE, "webhook", 0, 1);
        people.text(person, "twice");
        set("");
        assertThat(next()).isEqualTo(next());
        awaitNoneWaiting();
    }
}
