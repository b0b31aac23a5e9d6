package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bot that speaks plain HTTP to a sandbox of its own. */
final class TestBot implements AutoCloseable {

    final SandboxTelegram sandbox;
    final Control people;
    final HttpClient http = HttpClient.newHttpClient();

    private TestBot(SandboxTelegram.Settings settings) {
        try {
            this.sandbox = SandboxTelegram.start(settings, null);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        this.people = sandbox.control();
    }

    static TestBot start() {
        return new TestBot(SandboxTelegram.Settings.forTests());
    }

    static TestBot start(SandboxTelegram.Settings settings) {
        return new TestBot(settings);
    }

    static TestBot start(Path file) {
        return new TestBot(new SandboxTelegram.Settings(0, Optional.of(file), () -> "{}"));
    }

    URI method(String name) {
        return sandbox.baseUri().resolve("/bot" + sandbox.token() + "/" + name);
    }

    HttpResponse<String> raw(String path, String json, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.baseUri().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The whole answer of a method. */
    JsonNode call(String method, String json) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(raw("/bot" + sandbox.token() + "/" + method, json).body());
    }

    JsonNode result(String method, String json) throws IOException, InterruptedException {
        JsonNode answer = call(method, json);
        if (!answer.path("ok").asBoolean()) {
            throw new AssertionError(answer.toString());
        }
        return answer.path("result");
    }

    String refusal(String method, String json) throws IOException, InterruptedException {
        return call(method, json).path("description").asString("");
    }

    List<JsonNode> updates() throws IOException, InterruptedException {
        return result("getUpdates", "{}").valueStream().toList();
    }

    /** Sends words; returns the message. */
    JsonNode send(long person, String text) throws IOException, InterruptedException {
        return result("sendMessage", "{\"chat_id\":" + person + ",\"text\":\"" + text + "\"}");
    }

    JsonNode control(String path, String json) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(raw("/sandbox/api/" + path, json, "X-Sandbox", "1").body());
    }

    HttpResponse<byte[]> download(String path) throws IOException, InterruptedException {
        URI address = sandbox.baseUri().resolve("/file/bot" + sandbox.token() + "/" + path);
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The file_path that getFile gives for the newest update's file. */
    String filePath(String kind) throws IOException, InterruptedException {
        List<JsonNode> all = updates();
        JsonNode part = all.get(all.size() - 1).path("message").path(kind);
        String id = (part.isArray() ? part.get(0) : part).path("file_id").asString();
        return result("getFile", "{\"file_id\":\"" + id + "\"}")
                .path("file_path")
                .asString();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
