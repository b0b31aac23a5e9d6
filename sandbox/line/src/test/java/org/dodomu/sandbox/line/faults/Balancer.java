package org.dodomu.sandbox.line.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Gives each call to the next instance in turn, and answers 502 for one that is not there. Nothing is kept, nothing is tried again. */
final class Balancer implements AutoCloseable {

    private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicIntegerArray taken;
    private final HttpServer server;
    private final List<Integer> ports;

    Balancer(List<Integer> ports) throws IOException {
        this.ports = List.copyOf(ports);
        this.taken = new AtomicIntegerArray(ports.size());
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** How many calls this instance answered with success. */
    int taken(int instance) {
        return taken.get(instance);
    }

    private void pass(HttpExchange exchange) throws IOException {
        int next = Math.floorMod(turn.getAndIncrement(), ports.size());
        int status = 502;
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(next) + "/"))
                    .timeout(Duration.ofSeconds(40))
                    .header("Content-Type", "application/json")
                    .header(SECRET, String.valueOf(exchange.getRequestHeaders().getFirst(SECRET)))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()))
                    .build();
            status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            taken.addAndGet(next, status == 200 ? 1 : 0);
        } catch (IOException away) {
            status = 502;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
