package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Pushes waiting updates to the webhook: those of one chat one after the other, several chats at once. What is refused comes again after a growing wait by the sandbox's clock, until it
 * is a day old.
 */
final class WebhookPush implements AutoCloseable {

    private static final int LOOK_AHEAD = 1000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private final Telegram telegram;
    private final Faults faults;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Map<Long, Lane> lanes = new HashMap<>();
    private final Thread thread = new Thread(this::run, "sandbox-webhook");
    private int busy;
    private boolean stopped;

    WebhookPush(Telegram telegram, Faults faults) {
        this.telegram = telegram;
        this.faults = faults;
        thread.setDaemon(true);
        thread.start();
    }

    /** How it goes with one chat. */
    private static final class Lane {
        private boolean busy;
        private int failures;
        private long delay = 1;
        private long wakeAt;

        void failed(long now, long retryAfter) {
            long wait = retryAfter;
            if (retryAfter == 0 && failures > 0) {
                delay = Math.min(60, delay * 2);
                wait = delay;
            }
            failures++;
            wakeAt = now + wait;
        }
    }

    private void run() {
        synchronized (telegram.world) {
            while (!stopped) {
                try {
                    pushAll();
                    telegram.world.wait(1000);
                } catch (InterruptedException end) {
                    return;
                }
            }
        }
    }

    private void pushAll() {
        Optional<World.Hook> hook = telegram.world.hooks.get(WebhookMethods.KEY);
        if (hook.isEmpty()) {
            return;
        }
        if (telegram.queue.expire()) {
            telegram.world.changed();
        }
        Set<Long> seen = new HashSet<>();
        for (World.Waiting one : telegram.queue.first(LOOK_AHEAD)) {
            if (busy >= hook.get().connections()) {
                return;
            }
            Lane lane = lanes.computeIfAbsent(one.chat(), chat -> new Lane());
            if (seen.add(one.chat()) && !lane.busy && lane.wakeAt <= telegram.now()) {
                push(hook.get(), one, lane);
            }
        }
    }

    private void push(World.Hook hook, World.Waiting one, Lane lane) {
        lane.busy = true;
        busy++;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hook.url()))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(one.json()));
        if (!hook.secret().isEmpty()) {
            request.header("X-Telegram-Bot-Api-Secret-Token", hook.secret());
        }
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, broken) -> done(one, lane, response, broken));
    }

    private void done(World.Waiting one, Lane lane, @Nullable HttpResponse<Void> response, @Nullable Throwable broken) {
        synchronized (telegram.world) {
            busy--;
            lane.busy = false;
            if (response != null && response.statusCode() / 100 == 2) {
                succeeded(one);
            } else {
                failed(one, lane, response, broken);
            }
            telegram.world.changed();
        }
    }

    private void succeeded(World.Waiting one) {
        lanes.remove(one.chat());
        if (faults.next(Faults.Phase.DELIVERY, "webhook", one.chat()).isEmpty()) {
            telegram.queue.remove(one);
        }
    }

    private void failed(
            World.Waiting one, Lane lane, @Nullable HttpResponse<Void> response, @Nullable Throwable broken) {
        telegram.world
                .hooks
                .get("hook")
                .ifPresent(hook -> telegram.world.hooks.put(
                        WebhookMethods.KEY,
                        new World.Hook(
                                hook.url(),
                                hook.secret(),
                                hook.connections(),
                                telegram.now(),
                                reason(response, broken))));
        lane.failed(telegram.now(), retryAfter(response));
        if (lane.wakeAt > one.date() + UpdateQueue.LIVE_SECONDS) {
            telegram.queue.remove(one);
            lanes.remove(one.chat());
        }
    }

    private static long retryAfter(@Nullable HttpResponse<Void> response) {
        String given = response == null
                ? ""
                : response.headers().firstValue("Retry-After").orElse("");
        return given.matches("\\d{1,4}") ? Math.min(3600, Long.parseLong(given)) : 0;
    }

    private static String reason(@Nullable HttpResponse<Void> response, @Nullable Throwable broken) {
        if (response != null) {
            return "Wrong response from the webhook: " + HttpNames.of(response.statusCode());
        }
        Throwable cause = broken instanceof CompletionException wrapped ? wrapped.getCause() : broken;
        if (cause instanceof ConnectException) {
            return "Connection refused";
        }
        if (cause instanceof HttpTimeoutException) {
            return "Read timeout expired";
        }
        return cause instanceof IOException ? "Webhook connection closed" : "Can't connect to the webhook";
    }

    /** Starts no further push. */
    @Override
    public void close() {
        synchronized (telegram.world) {
            stopped = true;
            telegram.world.notifyAll();
        }
        thread.interrupt();
    }
}
