package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.telegram.Edge.until;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dodomu.config.WebhookSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private static final String SECRET = "sample-secret";

    private final Edge edge = new Edge();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebhookServer server = new WebhookServer(
            edge.api,
            edge.batches,
            new WebhookSettings(URI.create("http://127.0.0.1:1/"), "127.0.0.1", 0),
            SECRET,
            edge.leadership,
            edge.state,
            edge.clock,
            edge.journal);

    WebhookTest() throws IOException {}

    @BeforeEach
    void begin() {
        server.start();
    }

    @AfterEach
    void end() {
        server.stop();
        edge.close();
    }

    private HttpRequest.Builder call(String secret, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .header("X-Telegram-Bot-Api-Secret-Token", secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String update(int id, String words) {
        return """
                {"update_id":%d,"message":{"message_id":%d,"date":1700000000,"chat":{"id":77,"type":"private"},\
                "from":{"id":77,"is_bot":false,"first_name":"Sample"},"text":"%s"}}""".formatted(id, id, words);
    }

    @Test
    void answersOnlyWhenTheUpdateIsDurable() throws IOException, InterruptedException {
        edge.line.away.set(1);
        assertThat(status(call(SECRET, update(1, "one")).build())).isEqualTo(503);
        assertThat(edge.line.words).isEmpty();
        assertThat(status(call(SECRET, update(1, "one")).build())).isEqualTo(200);
        assertThat(edge.line.saidBy(77)).containsExactly("one");
    }

    @Test
    void tellsAStrangerNothing() throws IOException, InterruptedException {
        for (String guess : List.of("", "sample-secre", "sample-secret2", "Sample-secret")) {
            assertThat(status(call(guess, update(1, "forged")).build())).isEqualTo(404);
        }
        assertThat(status(call(SECRET, update(1, "x")).GET().build())).isEqualTo(404);
        assertThat(edge.line.words).isEmpty();
    }

    @Test
    void refusesWhatIsNoUpdate() throws IOException, InterruptedException {
        assertThat(status(call(SECRET, "no json").build())).isEqualTo(400);
        assertThat(status(call(SECRET, "{}").build())).isEqualTo(400);
        assertThat(status(call(SECRET, "x".repeat((1 << 20) + 1)).build())).isEqualTo(413);
        assertThat(edge.line.words).isEmpty();
    }

    @Test
    void keepsManyAtOnceEachOne() {
        List<CompletableFuture<HttpResponse<Void>>> calls = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            calls.add(http.sendAsync(call(SECRET, update(i, "w" + i)).build(), HttpResponse.BodyHandlers.discarding()));
        }
        assertThat(calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200);
        assertThat(edge.line.saidBy(77)).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void tellsTelegramWhereItIsOnlyWhileThisInstanceLeads() throws InterruptedException {
        Thread.sleep(1500);
        assertThat(edge.state.polled()).isEmpty();
        edge.leadership.start();
        until(() -> edge.state.polled().isPresent());
    }
}
