package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dodomu.config.Secret;
import org.dodomu.config.TelegramSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private static final long LEADS = -100_777L;

    private final List<String> left = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Groups groups;

    GroupsTest() throws IOException {
        server.createContext("/", exchange -> {
            left.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] yes = "{\"ok\":true,\"result\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, yes.length);
            exchange.getResponseBody().write(yes);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        BotApi api = new BotApi(new TelegramSettings("1:12345678901234567890", null, base), Duration.ofSeconds(1));
        groups = new Groups(api, Optional.of(Secret.of(LEADS)), new TelegramJournal());
    }

    @AfterEach
    void end() {
        groups.close();
        server.stop(0);
    }

    private static JsonNode from(long chat, String type) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree("{\"update_id\":1,\"message\":{\"text\":\"x\",\"chat\":{\"id\":" + chat + ",\"type\":\""
                        + type + "\"}}}");
    }

    @Test
    void leavesEveryGroupButTheLeadsAndListensInNone() throws Exception {
        assertThat(groups.refuse(from(LEADS, "supergroup"))).isTrue();
        assertThat(groups.refuse(from(-5, "group"))).isTrue();
        assertThat(groups.refuse(from(5, "private"))).isFalse();
        Edge.until(() -> !left.isEmpty());

        assertThat(left).singleElement().asString().contains("-5").doesNotContain("777");
    }
}
