package org.dodomu.sandbox.line.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One instance of the packaged line, {@code java -jar dodomu.jar}, in a process of its own. */
final class BotProcess implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("\"status\":\"([A-Z]+)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":\\s*\"?([-0-9.eE]+)");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Path folder;
    private final Path log;
    private final List<String> command;
    private final int management;
    private final int console;
    private @Nullable Child child;

    /**
     * Not started yet.
     *
     * @param settings what every instance of the line is set to
     * @param own what only this one is
     */
    BotProcess(Path folder, String name, List<String> start, Map<String, String> settings, Map<String, String> own) {
        this.folder = folder;
        this.log = folder.resolve(name + ".log");
        this.management = DatabaseProcess.freePort();
        this.console = DatabaseProcess.freePort();
        this.command = Child.java("-Xmx400m");
        command.addAll(start);
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        own.forEach((key, value) -> command.add("--" + key + "=" + value));
        command.add("--server.port=" + console);
        command.add("--management.server.port=" + management);
    }

    /** The same within another command, such as {@code env}. */
    BotProcess under(List<String> before) {
        command.addAll(0, before);
        return this;
    }

    /** The same with another limit on its heap. */
    BotProcess heap(String most) {
        command.set(command.indexOf("-Xmx400m"), "-Xmx" + most);
        return this;
    }

    void start() {
        child = Child.start(folder, log, command);
    }

    Child child() {
        return java.util.Objects.requireNonNull(child);
    }

    URI console() {
        return URI.create("http://127.0.0.1:" + console);
    }

    /** The body of {@code /actuator/health}; empty when nobody answers. */
    String health() {
        return seen("health");
    }

    /** What health says of the line as a whole; empty when nobody answers. */
    String status() {
        Matcher status = STATUS.matcher(seen("health/telegram"));
        return status.find() ? status.group(1) : "";
    }

    /** A metric's value, of this concern if one is given; not a number when it cannot be told. */
    double metric(String name, String concern) {
        String tag = concern.isEmpty() ? "" : "?tag=concern:" + concern;
        Matcher value = VALUE.matcher(seen("metrics/" + name + tag));
        return value.find() ? Double.parseDouble(value.group(1)) : Double.NaN;
    }

    private String seen(String what) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + management + "/actuator/" + what))
                    .timeout(Duration.ofSeconds(40))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException away) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        Child running = child;
        if (running != null) {
            running.close();
        }
    }
}
