package org.dodomu.tools;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Secret;
import org.dodomu.config.SettingRefused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the doctor asks the Bot API. Each check ends in a sentence that holds no token, address or id. */
final class DoctorBotApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;
    private final Secret<String> token;
    private final Clock clock;

    DoctorBotApi(URI base, Secret<String> token, Clock clock) {
        this.base = base;
        this.token = token;
        this.clock = clock;
    }

    String answers() throws IOException, InterruptedException {
        int status = ask("getMe", Map.of()).statusCode();
        if (status != 200) {
            throw new SettingRefused("It does not accept the token (status " + status + ").");
        }
        return "answers and accepts the token.";
    }

    String clock(Duration most) throws IOException, InterruptedException {
        Optional<Duration> skew = ask("getMe", Map.of())
                .headers()
                .firstValue("date")
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .map(theirs -> Duration.between(theirs, clock.instant()).abs());
        if (skew.filter(difference -> difference.compareTo(most) > 0).isPresent()) {
            throw new SettingRefused("This machine's clock differs from the Bot API's by more than " + most.toSeconds()
                    + " seconds: set it by NTP.");
        }
        return skew.isPresent() ? "agrees with this machine's." : "is not told by it, so it was not compared.";
    }

    /** @param webhook where Telegram is to call; empty when the line polls */
    String updates(Optional<URI> webhook) throws IOException, InterruptedException {
        JsonNode info = result("getWebhookInfo", Map.of());
        String set = info.path("url").asString("");
        int waiting = info.path("pending_update_count").asInt(0);
        if (webhook.isEmpty() && !set.isEmpty()) {
            throw new SettingRefused(
                    "The line is to poll, but Telegram calls some address. Starting the line ends that; if nobody of yours set it, the token is stolen: revoke it.");
        }
        if (webhook.isPresent() && !set.equals(webhook.get().toString())) {
            throw new SettingRefused(
                    set.isEmpty()
                            ? "Telegram does not call the webhook yet: start the line, it tells Telegram where."
                            : "Telegram calls another address than the one that is set. Starting the line ends that; if nobody of yours set it, the token is stolen: revoke it.");
        }
        Instant failed = Instant.ofEpochSecond(info.path("last_error_date").asLong(0));
        if (webhook.isPresent() && waiting > 0 && failed.plus(LATELY).isAfter(clock.instant())) {
            throw new SettingRefused("Telegram could not hand over updates lately, and " + waiting
                    + " wait: look at the proxy before the webhook and its certificate.");
        }
        return (webhook.isPresent() ? "are called for" : "are polled") + "; at Telegram wait " + waiting + ".";
    }

    String alarmChat(Optional<Secret<Long>> chat) throws IOException, InterruptedException {
        if (chat.isEmpty()) {
            return "is not set: alarms stand in the log and in health only.";
        }
        Map<String, Object> asked = Map.of("chat_id", chat.get().reveal());
        if (ask("getChat", asked).statusCode() != 200) {
            throw new SettingRefused(
                    "The bot cannot write there: add it to the group, or let the lead press start in their own chat with it, and check DODOMU_ALARM_CHAT.");
        }
        return "is there, and the bot can write to it.";
    }

    private JsonNode result(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        HttpResponse<String> response = ask(method, parameters);
        if (response.statusCode() != 200) {
            throw new SettingRefused("It does not answer " + method + " (status " + response.statusCode() + ").");
        }
        try {
            return JsonMapper.shared().readTree(response.body()).path("result");
        } catch (JacksonException notJson) {
            throw new SettingRefused("It answers " + method + " with something else than JSON.");
        }
    }

    private HttpResponse<String> ask(String method, Map<String, Object> parameters)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/bot" + token.reveal() + "/" + method))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(parameters)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
