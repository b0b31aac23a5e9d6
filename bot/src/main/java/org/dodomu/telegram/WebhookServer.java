package org.dodomu.telegram;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.dodomu.config.WebhookSettings;
import org.dodomu.storage.Leadership;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.FileSystemUtils;

/** The endpoint for Telegram's calls, on a port of its own, on every instance; the one that leads tells Telegram where it is. */
final class WebhookServer implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ASK = Duration.ofSeconds(30);

    private final BotApi api;
    private final BatchHandler batches;
    private final WebhookSettings settings;
    private final String secret;
    private final Leadership leadership;
    private final PollState state;
    private final Clock clock;
    private final TelegramJournal journal;
    private @Nullable Running current;

    WebhookServer(
            BotApi api,
            BatchHandler batches,
            WebhookSettings settings,
            String secret,
            Leadership leadership,
            PollState state,
            Clock clock,
            TelegramJournal journal) {
        this.api = api;
        this.batches = batches;
        this.settings = settings;
        this.secret = secret;
        this.leadership = leadership;
        this.state = state;
        this.clock = clock;
        this.journal = journal;
    }

    private record Running(Tomcat server, Gatherer gatherer, Thread registering, Path folder) {}

    @Override
    public synchronized void start() {
        try {
            Path folder = Files.createTempDirectory("webhook");
            Gatherer gatherer = new Gatherer(batches, journal);
            Tomcat server = new Tomcat();
            server.setBaseDir(folder.toString());
            server.setPort(settings.port());
            server.getConnector().setProperty("address", settings.address());
            Context context = server.addContext("", folder.toString());
            Tomcat.addServlet(context, "webhook", new WebhookServlet(api.mapper(), gatherer, secret));
            context.addServletMappingDecoded("/*", "webhook");
            server.start();
            state.running(true);
            Thread registering = new Thread(this::register, "telegram-webhook");
            current = new Running(server, gatherer, registering, folder);
            registering.start();
        } catch (LifecycleException | IOException busy) {
            throw new IllegalStateException("The webhook cannot listen on its port", busy);
        }
        if (port() <= 0) {
            throw new IllegalStateException("The webhook cannot listen on its port: is it in use?");
        }
        journal.webhookOpen();
    }

    private void register() {
        boolean registered = false;
        Duration wait = LOOK;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(wait.toMillis());
                registered &= leadership.held();
                wait = registered ? ASK : LOOK;
                if (!leadership.held()) {
                    continue;
                }
                if (!registered) {
                    api.setWebhook(
                            URI.create(Objects.requireNonNull(settings.url()).toString()), secret);
                    registered = true;
                }
                state.waiting(api.waitingUpdates());
                state.polled(clock.instant());
            } catch (ApiRefused | IOException away) {
                journal.failed("setWebhook", away.getClass());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where it listens. */
    synchronized int port() {
        Running running = current;
        return running == null ? -1 : running.server().getConnector().getLocalPort();
    }

    @Override
    public synchronized void stop() {
        Running running = current;
        if (running == null) {
            return;
        }
        current = null;
        state.running(false);
        running.registering().interrupt();
        try {
            running.server().stop();
            running.server().destroy();
            running.gatherer().close();
            FileSystemUtils.deleteRecursively(running.folder());
        } catch (LifecycleException | IOException ending) {
            journal.failed("webhook", ending.getClass());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return current != null;
    }
}
