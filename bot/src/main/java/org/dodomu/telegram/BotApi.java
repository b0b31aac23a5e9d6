package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.dodomu.config.TelegramSettings;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** The Bot API behind one address and one token. The token stands in each URL: requests are never logged. */
final class BotApi {

    /** The longest wait that the Bot API allows for getUpdates. */
    static final Duration LONG_POLL = Duration.ofSeconds(50);

    /** Three calls of this length fit into a lease of errands. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static final List<String> KINDS = List.of("message", "edited_message", "callback_query", "my_chat_member");
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int BATCH = 100;
    private static final int WEBHOOK_CONNECTIONS = 40;

    private final ObjectMapper mapper = new ObjectMapper();
    private final OkHttpClient http;
    private final OkHttpClient polls;
    private final OkHttpTelegramClient client;
    private final URI base;
    private final String token;
    private final Duration longPoll;
    private volatile okhttp3.@Nullable Call polling;

    BotApi(TelegramSettings settings, Duration longPoll) {
        this.base = settings.url();
        this.token = settings.token().reveal();
        this.longPoll = longPoll;
        this.http = new OkHttpClient.Builder()
                .connectTimeout(SHORT)
                .readTimeout(SHORT)
                .writeTimeout(SHORT)
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        this.polls = http.newBuilder().readTimeout(longPoll.plusSeconds(20)).build();
        this.client = new OkHttpTelegramClient(mapper, http, token, address(base));
    }

    private static TelegramUrl address(URI base) {
        int port = base.getPort() > 0 ? base.getPort() : "http".equals(base.getScheme()) ? 80 : 443;
        return new TelegramUrl(base.getScheme(), base.getHost(), port, false);
    }

    /** The next updates, each as its own tree, or none when the long poll ran out. */
    List<JsonNode> getUpdates(OptionalLong offset) throws ApiRefused, IOException {
        ObjectNode body = mapper.createObjectNode().put("limit", BATCH).put("timeout", longPoll.toSeconds());
        offset.ifPresent(next -> body.put("offset", next));
        ArrayNode kinds = body.putArray("allowed_updates");
        KINDS.forEach(kinds::add);
        JsonNode answer = poll(body);
        List<JsonNode> updates = new ArrayList<>();
        answer.path("result").forEach(updates::add);
        return updates;
    }

    /** Ends a long poll that is under way. */
    void stopPolling() {
        okhttp3.Call call = polling;
        if (call != null) {
            call.cancel();
        }
    }

    /** From now on Telegram calls this address with the secret in a header, in place of being asked. */
    void setWebhook(URI url, String secret) throws ApiRefused, IOException {
        ObjectNode body = mapper.createObjectNode()
                .put("url", url.toString())
                .put("secret_token", secret)
                .put("max_connections", WEBHOOK_CONNECTIONS);
        ArrayNode kinds = body.putArray("allowed_updates");
        KINDS.forEach(kinds::add);
        call(http.newCall(request("setWebhook", body)));
    }

    /** How many updates wait at Telegram, whether they are polled or called for. */
    int waitingUpdates() throws ApiRefused, IOException {
        return call(http.newCall(request("getWebhookInfo", mapper.createObjectNode())))
                .path("result")
                .path("pending_update_count")
                .asInt();
    }

    /** Telegram can be asked again; what waits is kept. */
    void deleteWebhook() throws ApiRefused, IOException {
        call(http.newCall(request("deleteWebhook", mapper.createObjectNode().put("drop_pending_updates", false))));
    }

    private JsonNode poll(ObjectNode body) throws ApiRefused, IOException {
        okhttp3.Call call = polls.newCall(request("getUpdates", body));
        polling = call;
        try {
            return call(call);
        } finally {
            polling = null;
        }
    }

    private Request request(String method, ObjectNode body) throws IOException {
        return new Request.Builder()
                .url(base.resolve("/bot" + token + "/" + method).toString())
                .post(RequestBody.create(mapper.writeValueAsBytes(body), JSON))
                .build();
    }

    private JsonNode call(okhttp3.Call call) throws ApiRefused, IOException {
        try (Response response = call.execute()) {
            JsonNode answer = tree(response);
            if (response.isSuccessful() && answer.path("ok").asBoolean()) {
                return answer;
            }
            throw ApiRefused.of(
                    answer.path("error_code").asInt(response.code()),
                    answer.path("parameters").path("retry_after").asInt(0),
                    answer.path("description").asText(""));
        }
    }

    private JsonNode tree(Response response) throws IOException {
        try {
            return mapper.readTree(response.body().byteStream());
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return mapper.createObjectNode();
        }
    }

    <T extends Serializable> T execute(BotApiMethod<T> method) throws ApiRefused, IOException {
        try {
            return client.execute(method);
        } catch (TelegramApiRequestException refused) {
            Integer code = refused.getErrorCode();
            if (code == null || code == 0) {
                throw new IOException("The Bot API answered something else than JSON");
            }
            Integer wait = refused.getParameters() == null
                    ? null
                    : refused.getParameters().getRetryAfter();
            String said = refused.getApiResponse();
            throw ApiRefused.of(code, wait == null ? 0 : wait, said == null ? "" : said);
        } catch (TelegramApiException unreachable) {
            throw neverSent(unreachable) ? new NeverSent() : new IOException("The Bot API did not answer");
        }
    }

    private static boolean neverSent(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof UnknownHostException
                        || cause instanceof NoRouteToHostException);
    }

    /** Opens a file for download. The caller checks status and length, and closes the response. */
    Response download(String filePath) throws IOException {
        Request request = new Request.Builder()
                .url(base.resolve("/file/bot" + token + "/" + filePath).toString())
                .build();
        try {
            return http.newCall(request).execute();
        } catch (IOException unreachable) {
            throw new IOException("The file server did not answer");
        }
    }

    ObjectMapper mapper() {
        return mapper;
    }
}
