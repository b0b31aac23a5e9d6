package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The chat page and the control API. */
class PageTest {

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
    void thePageRunsNothingButItsOwnFiles() throws Exception {
        HttpResponse<String> page = bot.http.send(
                HttpRequest.newBuilder(bot.sandbox.baseUri()).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "trusted-types 'none'");
        HttpResponse<String> noHeader = bot.raw("/sandbox/api/people", "{\"name\":\"x\"}");
        assertThat(noHeader.statusCode()).isEqualTo(403);
    }

    private int statusFor(String host, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bot.sandbox.port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void servesUnderThisMachinesNamesOnly() throws Exception {
        String api = bot.method("getMe").getPath();
        for (String path : List.of("/", "/page.js", "/sandbox/api/state", api)) {
            assertThat(statusFor("evil.example:" + bot.sandbox.port(), path)).isEqualTo(421);
            assertThat(statusFor("localhost.evil.example", path)).isEqualTo(421);
            assertThat(statusFor("localhost:" + bot.sandbox.port(), path)).isEqualTo(200);
        }
    }

    @Test
    void manyPeopleAndLinesComeInOneCall() throws Exception {
        bot.control("people", "{\"count\":300,\"name\":\"Зразок\",\"language\":\"en\"}");
        JsonNode state = bot.control("script", "{\"everybody\":true,\"texts\":[\"/start\",\"two\"]}");
        assertThat(state.path("people")).hasSize(301);
        assertThat(state.path("updates").asInt()).isEqualTo(602);
        assertThat(Drain.all(bot)).isEqualTo(602);
        bot.control("script", "{\"lines\":[{\"person\":" + person + ",\"text\":\"three\"}]}");
        assertThat(bot.updates().get(0).path("message").path("text").asString()).isEqualTo("three");
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        for (String path : List.of("nothing", "chat/1", "chat/x/text", "chat/999/text", "chat/" + person + "/dance")) {
            assertThat(bot.raw("/sandbox/api/" + path, "{}", "X-Sandbox", "1").statusCode())
                    .isEqualTo(400);
        }
        assertThat(bot.raw("/sandbox/api/people", "not JSON", "X-Sandbox", "1").statusCode())
                .isEqualTo(400);
    }

    @Test
    void thePersonsVerbsReachTheBot() throws Exception {
        String chat = "chat/" + person + "/";
        bot.control(chat + "live", "{\"lat\":1,\"lon\":2,\"seconds\":60}");
        int shared =
                people.chat(person).path("messages").get(0).path("message_id").asInt();
        bot.control(chat + "move", "{\"message\":" + shared + ",\"lat\":3,\"lon\":4,\"seconds\":60}");
        bot.control(chat + "file", "{\"kind\":\"sticker\",\"base64\":\"AA==\"}");
        bot.control(chat + "unknown", "{}");
        bot.control(chat + "delete", "{\"message\":" + shared + "}");
        assertThat(bot.updates())
                .extracting(
                        one -> one.propertyNames().stream().skip(1).findFirst().orElse(""))
                .containsExactly("message", "edited_message", "message", "letter_of_tomorrow");
        assertThat(people.chat(person).path("messages")).hasSize(1);
    }

    @Test
    void aTakenPortIsToldAndTheOneWhoHasItGoesOn() throws Exception {
        int port = bot.sandbox.port();
        SandboxTelegram.Settings taken = new SandboxTelegram.Settings(port, Optional.empty(), () -> "{}");
        assertThatThrownBy(() -> SandboxTelegram.start(taken, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + port);
        assertThat(bot.updates()).isEmpty();
    }
}
