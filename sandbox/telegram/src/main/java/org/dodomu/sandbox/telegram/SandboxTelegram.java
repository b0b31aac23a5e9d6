package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A running stand-in for Telegram on a loopback port. */
public final class SandboxTelegram implements AutoCloseable {

    private final Telegram telegram;
    private final Control control;
    private final WebServer server;
    private final WebhookPush push;

    private SandboxTelegram(Telegram telegram, Settings settings) throws IOException {
        this.telegram = telegram;
        Faults faults = new Faults();
        Requests requests = new Requests();
        this.control = new Control(telegram, faults, requests);
        this.server = WebServer.start(
                settings.port(),
                new ApiServlet(telegram, faults, requests),
                new ControlServlet(control, settings.databaseView()));
        this.push = new WebhookPush(telegram, faults);
    }

    /**
     * What it is started with.
     *
     * @param port 0 for any free one
     * @param dataFile where it keeps what it knows, with a folder {@code files} beside it; without one all is gone at the end
     * @param databaseView JSON for the page's pane on the database: {@code {"collections":[{"name","count","sample":[{…}]}]}}
     * @param local whether it answers as a Bot API server of one's own with {@code --local}: files by absolute path, up to 2000 MB, none over HTTP
     */
    public record Settings(int port, Optional<Path> dataFile, Supplier<String> databaseView, boolean local) {

        /** As Telegram's own Bot API in the cloud. */
        public Settings(int port, Optional<Path> dataFile, Supplier<String> databaseView) {
            this(port, dataFile, databaseView, false);
        }

        public static Settings forTests() {
            return new Settings(0, Optional.empty(), () -> "{\"collections\":[]}");
        }
    }

    /**
     * Starts on 127.0.0.1.
     *
     * @throws IOException when the port is taken, or the data file is not the sandbox's own or broken before its last line
     * @throws IllegalStateException when the environment holds the token of a bot that is not the sandbox's own; nothing is written then
     */
    public static SandboxTelegram start(Settings settings) throws IOException {
        return start(settings, System.getenv("DODOMU_TELEGRAM_TOKEN"));
    }

    static SandboxTelegram start(Settings settings, @Nullable String environmentToken) throws IOException {
        Path file = settings.dataFile().orElse(null);
        World world = World.read(file);
        if (environmentToken != null && !environmentToken.equals(world.text("token"))) {
            throw new IllegalStateException(
                    "DODOMU_TELEGRAM_TOKEN is set to a token that is not the sandbox's own: unset it, the sandbox never runs beside a real bot");
        }
        Telegram telegram = new Telegram(world, file, new SandboxClock(), settings.local());
        try {
            return new SandboxTelegram(telegram, settings);
        } catch (IOException busy) {
            telegram.close();
            throw busy;
        }
    }

    public int port() {
        return server.port();
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The sandbox's own token: made at the first start, good for nothing elsewhere. */
    public String token() {
        return telegram.token();
    }

    public Control control() {
        return control;
    }

    /** The Bot API is away: the port refuses connections until {@link #comeBack}, the page's too. */
    public void goAway() {
        server.unlisten();
    }

    /** Listens on the same port again. */
    public void comeBack() throws IOException {
        server.listen();
    }

    @Override
    public void close() {
        push.close();
        try {
            server.close();
            telegram.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException("The sandbox did not stop", stuck);
        }
    }
}
