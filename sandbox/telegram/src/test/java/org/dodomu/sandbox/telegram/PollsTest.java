package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** getUpdates and its rules. */
class PollsTest {

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Sample", "uk");

    @AfterEach
    void stop() {
        bot.close();
    }

    private JsonNode answerTo(String text) throws IOException, InterruptedException {
        return bot.call("sendMessage", "{\"chat_id\":" + person + ",\"text\":\"" + text + "\"}");
    }

    private static String description(JsonNode answer) {
        return answer.path("description").asString("");
    }

    @Test
    void handsAnUpdateOverAgainUntilItIsConfirmed() throws Exception {
        people.text(person, "one");
        long id = bot.call("getupdates", "{}")
                .path("result")
                .get(0)
                .path("update_id")
                .asLong();
        assertThat(bot.call("getUpdates", "{}").path("result")).hasSize(1);
        assertThat(bot.call("getUpdates", "{\"offset\":" + (id + 1) + "}").path("result"))
                .isEmpty();
        assertThat(people.waiting()).isZero();
    }

    @Test
    void idsThatBeginAnewAreNotSwallowedByAnOldOffset() throws Exception {
        people.text(person, "before");
        long id = bot.call("getUpdates", "{}")
                .path("result")
                .get(0)
                .path("update_id")
                .asLong();
        bot.call("getUpdates", "{\"offset\":" + (id + 1) + "}");
        people.restartIds();
        people.text(person, "after");
        assertThat(bot.call("getUpdates", "{\"offset\":" + (id + 1) + "}").path("result"))
                .hasSize(1);
    }

    @Test
    void aLongPollWakesWhenSomebodyWrites() throws Exception {
        CompletableFuture<JsonNode> poll = CompletableFuture.supplyAsync(() -> {
            try {
                return bot.call("getUpdates", "{\"timeout\":30}");
            } catch (IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        });
        people.text(person, "wake");
        assertThat(poll.get().path("result")).hasSize(1);
    }

    @Test
    void aSecondPollerEndsTheFirst() throws Exception {
        CompletableFuture<HttpResponse<String>> first = bot.http.sendAsync(
                HttpRequest.newBuilder(
                                bot.sandbox.baseUri().resolve("/bot" + bot.sandbox.token() + "/getUpdates?timeout=30"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        while (!first.isDone()) {
            bot.call("getUpdates", "{\"timeout\":0}");
        }
        assertThat(first.get().statusCode()).isEqualTo(409);
    }

    @Test
    void whatWaitsLongerThanADayIsLost() throws Exception {
        people.text(person, "old");
        people.advance(Duration.ofHours(25));
        assertThat(bot.call("getUpdates", "{}").path("result")).isEmpty();
    }

    @Test
    void idsBeginAnewOnlyWhenNothingWaits() throws Exception {
        people.text(person, "before");
        people.restartIds();
        people.text(person, "still before");
        long first = bot.updates().get(0).path("update_id").asLong();
        assertThat(bot.updates().get(1).path("update_id").asLong()).isEqualTo(first + 1);
        bot.call("getUpdates", "{\"offset\":" + (first + 2) + "}");
        people.text(person, "after");
        assertThat(bot.updates().get(0).path("update_id").asLong()).isLessThan(first);
    }

    @Test
    void aNegativeOffsetKeepsTheNewest() throws Exception {
        for (int i = 0; i < 5; i++) {
            people.text(person, Integer.toString(i));
        }
        JsonNode kept = bot.result("getUpdates", "{\"offset\":-2}");
        assertThat(kept.get(0).path("message").path("text").asString()).isEqualTo("3");
        assertThat(people.waiting()).isEqualTo(2);
    }

    @Test
    void handsOutAHundredAtMostAndTheKindsAskedForOnly() throws Exception {
        bot.call("getUpdates", "{\"allowed_updates\":[\"message\"]}");
        people.block(person, true);
        people.script(IntStream.range(0, 150)
                .mapToObj(i -> new Control.Line(person, "x"))
                .toList());
        assertThat(bot.result("getUpdates", "{\"limit\":1000}")).hasSize(100);
        assertThat(bot.result("getUpdates", "{\"limit\":0}")).hasSize(1);
        assertThat(people.waiting()).isEqualTo(150);
    }
}
