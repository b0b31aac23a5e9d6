package org.dodomu.sandbox.line.faults;

import com.mongodb.MongoException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.Statements;
import org.dodomu.sandbox.line.FoundedLine;

/** An operator whose browser writes replies through the console, again and again with the same key until the server says that it is kept. Keeps at it while the server dies and comes back. */
final class Replier implements AutoCloseable {

    /** The console takes twenty requests of a sign-in in a minute; one sign-in has two. */
    private static final Duration BEFORE_ANOTHER_SIGN_IN = Duration.ofSeconds(7);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Map<String, String> cookies = new HashMap<>();
    private final List<Open> open = new CopyOnWriteArrayList<>();
    private final Age age = new Age(new SecureRandom());
    private final RunningLine line;
    private final URI console;
    private final Thread thread = new Thread(this::run, "replier");
    private volatile boolean leaving;
    private boolean signedIn;

    Replier(RunningLine line, URI console) {
        this.line = line;
        this.console = console;
        thread.start();
    }

    private record Open(String number, String key, String words) {}

    /** Writes it, sooner or later. */
    void write(String number, String words) {
        open.add(new Open(number, "key-" + words.replaceAll("[^A-Za-z0-9]", "-"), words));
    }

    /** How many are not known to be kept. */
    int waiting() {
        return open.size();
    }

    private void run() {
        while (!leaving) {
            for (Open one : List.copyOf(open)) {
                if (isKept(one)) {
                    open.remove(one);
                }
            }
            Waiting.pause(Duration.ofMillis(200));
        }
    }

    private boolean isKept(Open one) {
        try {
            if (!signedIn) {
                signedIn = signIn();
            }
            if (!signedIn) {
                Waiting.pause(BEFORE_ANOTHER_SIGN_IN);
                return false;
            }
            String path = "/api/cases/" + one.number();
            if (post(path + "/claim", Map.of()).statusCode() == 401) {
                signedIn = false;
            }
            HttpResponse<String> file = send(request(path).GET());
            if (file.statusCode() != 200) {
                return false;
            }
            byte[] record = Json.write(Map.of("kind", "thread", "text", one.words()));
            byte[] sealed = age.seal(RecipientSet.of(HybridRecipient.parse(recipient(file.body()))), record);
            Map<String, Object> reply = Map.of(
                    "key", one.key(),
                    "generation", 1,
                    "sealed", Base64.getEncoder().encodeToString(sealed),
                    "words", one.words());
            return post(path + "/thread", reply).statusCode() == 200;
        } catch (IOException | MongoException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            leaving = true;
            return false;
        }
    }

    private static String recipient(String body) {
        Object generations = Json.read(body.getBytes(StandardCharsets.UTF_8)).get("generations");
        return String.valueOf(((Map<?, ?>) ((List<?>) Objects.requireNonNull(generations)).get(0)).get("recipient"));
    }

    private boolean signIn() throws IOException, InterruptedException {
        cookies.clear();
        FoundedLine.Operator operator = line.founded().operator();
        send(request("/api/line").GET());
        HttpResponse<String> challenge = post("/api/sign-in/challenge", Map.of("member", operator.member()));
        if (challenge.statusCode() != 200) {
            return false;
        }
        String nonce = String.valueOf(
                Json.read(challenge.body().getBytes(StandardCharsets.UTF_8)).get("nonce"));
        byte[] signature = operator.key().sign(Statements.signIn(line.founded().id(), operator.member(), nonce));
        Map<String, String> proof = Map.of(
                "member", operator.member(),
                "nonce", nonce,
                "signature", Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
        return post("/api/sign-in", proof).statusCode() == 204;
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(console.resolve(path)).timeout(Duration.ofSeconds(20));
        new ArrayList<>(cookies.entrySet())
                .forEach(one -> request.header("Cookie", one.getKey() + "=" + one.getValue()));
        if (cookies.containsKey("XSRF-TOKEN")) {
            request.header("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return response;
    }

    @Override
    public void close() {
        leaving = true;
        thread.interrupt();
    }
}
