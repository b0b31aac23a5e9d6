package org.dodomu.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.Statements;
import org.jspecify.annotations.Nullable;

/** A browser that keeps cookies and sends the CSRF header, as the console's page does. */
final class Browser {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String origin;
    private final @Nullable ConsoleLine line;
    private final Map<String, String> cookies = new HashMap<>();
    private boolean withCsrf = true;

    Browser(String origin, @Nullable ConsoleLine line) {
        this.origin = origin;
        this.line = line;
    }

    /** A browser at a line whose members' keys somebody else holds. */
    Browser(String origin) {
        this(origin, null);
    }

    Browser withoutCsrfHeader() {
        withCsrf = false;
        return this;
    }

    String session() {
        return cookies.getOrDefault("__Host-sid", "");
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** The head of an answer whose body may never end. */
    HttpResponse<?> begin(String path) {
        HttpResponse<java.io.InputStream> answer = stream(path);
        try {
            answer.body().close();
            return answer;
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** A body that goes on while it is read. */
    HttpResponse<java.io.InputStream> stream(String path) {
        try {
            return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    HttpResponse<String> post(String path, Map<String, ?> body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body))));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
        cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
        if (withCsrf && cookies.containsKey("XSRF-TOKEN")) {
            request.header("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    String challenge(String member) {
        get("/api/line");
        HttpResponse<String> response = post("/api/sign-in/challenge", Map.of("member", member));
        return String.valueOf(Json.read(response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .get("nonce"));
    }

    HttpResponse<String> prove(String member, String nonce, byte[] signature) {
        return post(
                "/api/sign-in",
                Map.of(
                        "member", member,
                        "nonce", nonce,
                        "signature", Base64.getUrlEncoder().withoutPadding().encodeToString(signature)));
    }

    HttpResponse<String> signIn(String name) {
        ConsoleLine line = Objects.requireNonNull(this.line);
        String member = line.id(name);
        String nonce = challenge(member);
        return prove(member, nonce, line.sign(name, Statements.signIn(ConsoleLine.LINE, member, nonce)));
    }
}
