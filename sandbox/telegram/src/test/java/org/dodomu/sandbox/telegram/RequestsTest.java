package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The record of what the bot asked for. */
class RequestsTest {

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Sample", "uk");

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void keepsWordsOnlyWhenATestWantsThem() throws Exception {
        bot.send(person, "CANARY-1");
        people.requests().keepTexts(true);
        int id = bot.send(person, "CANARY-2").path("message_id").asInt();
        List<Requests.Request> sent = people.requests().of("SENDMESSAGE");
        assertThat(sent.get(0).text()).isEmpty();
        assertThat(sent.get(1).text()).contains("CANARY-2");
        assertThat(sent.get(1).messageIds()).containsExactly(id);
        assertThat(sent.get(1).chat()).isEqualTo(person);
        String overHttp = bot.http
                .send(
                        HttpRequest.newBuilder(bot.sandbox.baseUri().resolve("/sandbox/api/requests"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(overHttp).contains("sendmessage").doesNotContain("CANARY");
    }

    @Test
    void namesTheMessagesThatACallWasAbout() throws Exception {
        int one = bot.send(person, "1").path("message_id").asInt();
        int two = bot.send(person, "2").path("message_id").asInt();
        bot.call("editMessageText", "{\"chat_id\":\"" + person + "\",\"message_id\":" + one + ",\"text\":\"1\"}");
        bot.call("deleteMessages", "{\"chat_id\":" + person + ",\"message_ids\":[" + one + "," + two + "]}");
        Requests.Request edit = people.requests().of("editMessageText").get(0);
        assertThat(edit.status()).isEqualTo(400);
        assertThat(edit.messageIds()).containsExactly(one);
        assertThat(people.requests().of("deletemessages").get(0).messageIds()).containsExactly(one, two);
    }

    @Test
    void countsTheMostCallsWithinAStretch() {
        Requests requests = new Requests();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (long millis : new long[] {0, 400, 999, 1000, 1500, 9000}) {
            JsonNode given = JsonMapper.shared().readTree("{\"chat_id\":" + (millis < 1000 ? 1 : 2) + "}");
            requests.add(
                    "sendMessage",
                    start.plusMillis(millis),
                    new Parameters((ObjectNode) given),
                    200,
                    JsonNodeFactory.instance.missingNode());
        }
        assertThat(requests.mostWithin(Duration.ofSeconds(1), any -> true)).isEqualTo(3);
        assertThat(requests.mostWithin(Duration.ofSeconds(1), one -> one.chat() == 2))
                .isEqualTo(2);
        assertThat(requests.mostWithin(Duration.ofSeconds(10), any -> true)).isEqualTo(6);
        assertThat(requests.mostWithin(Duration.ofSeconds(1), one -> one.chat() == 3))
                .isZero();
    }
}
