package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What goes wrong when a tester orders it. */
class FaultsTest {

    private final TestBot bot = TestBot.start();
    private final Control people = bot.people;
    private final long person = people.person("Sample", "uk");

    @AfterEach
    void stop() {
        bot.close();
    }

    private void order(Faults.Kind kind, String method, int value, int times) {
        people.faults().order(kind, method, value, times);
    }

    private HttpResponse<String> me() throws IOException, InterruptedException {
        return bot.raw(bot.method("getMe").getPath(), "{}");
    }

    private List<Long> ids() throws IOException, InterruptedException {
        return bot.updates().stream().map(one -> one.path("update_id").asLong()).toList();
    }

    @Test
    void refusesInTelegramsWords() throws Exception {
        String message = "{\"chat_id\":" + person + ",\"text\":\"x\"}";
        order(Faults.Kind.TOO_MANY, "sendMessage", 7, 1);
        JsonNode busy = bot.call("sendMessage", message);
        assertThat(busy.path("error_code").asInt()).isEqualTo(429);
        assertThat(busy.path("parameters").path("retry_after").asInt()).isEqualTo(7);
        order(Faults.Kind.BLOCKED, "*", 0, 1);
        assertThat(bot.refusal("sendMessage", message)).isEqualTo("Forbidden: bot was blocked by the user");
        order(Faults.Kind.CONFLICT, "getupdates", 0, 1);
        assertThat(bot.refusal("getUpdates", "{}")).startsWith("Conflict: terminated by other getUpdates request");
        assertThat(people.chat(person).path("messages")).isEmpty();
        order(Faults.Kind.BAD_GATEWAY, "*", 0, 1);
        HttpResponse<String> gateway = me();
        assertThat(gateway.statusCode()).isEqualTo(502);
        assertThat(gateway.body()).contains("<html>");
        order(Faults.Kind.SLOW, "getMe", 1, 1);
        assertThat(me().statusCode()).isEqualTo(200);
        assertThat(people.faults().left()).isZero();
    }

    @Test
    void aDroppedAnswerWasCarriedOutAndAHangUpWasNot() throws Exception {
        order(Faults.Kind.DROP_ANSWER, "sendMessage", 0, 1);
        assertThatThrownBy(() -> bot.send(person, "done but not told")).isInstanceOf(IOException.class);
        order(Faults.Kind.HANG_UP, "sendMessage", 0, 1);
        assertThatThrownBy(() -> bot.send(person, "not done")).isInstanceOf(IOException.class);
        assertThat(people.everythingHeld()).contains("done but not told").doesNotContain("\"not done");
        assertThat(people.requests().of("sendMessage"))
                .extracting(Requests.Request::status)
                .containsExactly(0, 0);
        assertThat(people.requests().of("sendMessage").get(0).messageIds()).hasSize(1);
        assertThat(people.requests().of("sendMessage").get(1).messageIds()).isEmpty();
    }

    @Test
    void updatesComeTwiceAgainOrInNoOrder() throws Exception {
        people.text(person, "1");
        people.text(person, "2");
        List<Long> right = ids();
        order(Faults.Kind.DUPLICATE, "getUpdates", 0, 1);
        assertThat(ids()).containsExactly(right.get(0), right.get(0), right.get(1), right.get(1));
        bot.call("getUpdates", "{\"offset\":" + (right.get(0) + 1) + "}");
        order(Faults.Kind.REPEAT, "getUpdates", 0, 1);
        assertThat(ids()).isEqualTo(right);
        assertThat(ids()).containsExactly(right.get(1));
        IntStream.range(0, 50).forEach(i -> people.text(person, "x"));
        List<Long> ordered = ids();
        people.faults().order(new Faults.Order(Faults.Kind.SHUFFLE, "getUpdates", 0, 0, 1, 100, 7));
        List<Long> shuffled = ids();
        assertThat(shuffled).isNotEqualTo(ordered).containsExactlyInAnyOrderElementsOf(ordered);
        people.faults().order(new Faults.Order(Faults.Kind.SHUFFLE, "getUpdates", 0, 0, 1, 100, 7));
        assertThat(ids()).isEqualTo(shuffled);
    }

    @Test
    void aDeliveryFaultWaitsForAnAnswerWithUpdates() throws Exception {
        order(Faults.Kind.DUPLICATE, "*", 0, 1);
        bot.updates();
        people.text(person, "x");
        assertThat(ids()).hasSize(2);
    }

    @Test
    void theSameSeedStrikesTheSameCallsAndOnlyTheChatMeant() throws Exception {
        assertThat(strikes(1)).isEqualTo(strikes(1)).isNotEqualTo(strikes(2)).contains(true, false);
        long other = people.person("Other", "uk");
        people.faults().order(new Faults.Order(Faults.Kind.BLOCKED, "sendmessage", other, 0, 1, 100, 0));
        bot.send(person, "through");
        assertThatThrownBy(() -> bot.send(other, "not through")).isInstanceOf(AssertionError.class);
    }

    private List<Boolean> strikes(long seed) throws Exception {
        people.faults().clear();
        people.faults().order(new Faults.Order(Faults.Kind.BAD_GATEWAY, "getme", 0, 0, 1000, 50, seed));
        List<Boolean> strikes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            strikes.add(me().statusCode() == 502);
        }
        people.faults().clear();
        return strikes;
    }

    @Test
    void ordersAreBounded() {
        for (int times : new int[] {0, -1, 100_001}) {
            assertThatThrownBy(() -> order(Faults.Kind.SLOW, "*", 1, times)).isInstanceOf(ApiError.class);
        }
    }

    @Test
    void theControlApiOrdersAndTakesBack() throws Exception {
        bot.control("fault", "{\"kind\":\"hang_up\",\"method\":\"getMe\",\"times\":2,\"percent\":100,\"seed\":1}");
        assertThatThrownBy(this::me).isInstanceOf(IOException.class);
        bot.control("no-faults", "{}");
        assertThat(me().statusCode()).isEqualTo(200);
        assertThat(bot.raw("/sandbox/api/fault", "{\"kind\":\"nonsense\"}", "X-Sandbox", "1")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theBotApiGoesAwayAndComesBackOnTheSamePort() throws Exception {
        int port = bot.sandbox.port();
        people.text(person, "kept");
        bot.sandbox.goAway();
        assertThatThrownBy(this::me).isInstanceOf(ConnectException.class);
        bot.sandbox.comeBack();
        assertThat(bot.sandbox.port()).isEqualTo(port);
        assertThat(bot.updates()).hasSize(1);
    }
}
