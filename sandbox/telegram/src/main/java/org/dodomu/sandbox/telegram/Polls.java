package org.dodomu.sandbox.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/** getUpdates: a long poll with Telegram's rules. An offset confirms what is before it; a second poller ends the first. */
final class Polls {

    private static final int MOST = 100;
    private static final int LONGEST_SECONDS = 50;

    private final Telegram telegram;
    private final Disorder disorder;
    private int polls;

    Polls(Telegram telegram, Faults faults) {
        this.telegram = telegram;
        this.disorder = new Disorder(faults);
    }

    JsonNode poll(Parameters parameters) throws InterruptedException {
        int limit = Math.max(1, Math.min(MOST, parameters.number("limit", MOST)));
        int timeout = Math.max(0, Math.min(LONGEST_SECONDS, parameters.number("timeout", 0)));
        synchronized (telegram.world) {
            if (hooked()) {
                throw conflict(
                        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            }
            boolean changed =
                    parameters.has("allowed_updates") && telegram.queue.allow(parameters.texts("allowed_updates"));
            changed |= parameters.has("offset") && telegram.queue.confirm(parameters.longNumber("offset"));
            polls++;
            if (changed) {
                telegram.world.changed();
            } else {
                telegram.world.notifyAll();
            }
            return answer(await(polls, limit, timeout), limit);
        }
    }

    private List<World.Waiting> await(int own, int limit, int timeout) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
        while (true) {
            if (telegram.queue.expire()) {
                telegram.world.changed();
            }
            if (own != polls) {
                throw otherPoller();
            }
            if (hooked()) {
                throw conflict("terminated by setWebhook request");
            }
            long left = until - System.nanoTime();
            if (telegram.queue.size() > 0 || left <= 0) {
                return telegram.queue.first(limit);
            }
            telegram.world.wait(Math.max(1, Math.min(1000, left / 1_000_000)));
        }
    }

    private boolean hooked() {
        return telegram.world.hooks.size() > 0;
    }

    static ApiError otherPoller() {
        return conflict("terminated by other getUpdates request; make sure that only one bot instance is running");
    }

    private static ApiError conflict(String what) {
        return new ApiError(409, "Conflict: " + what);
    }

    private JsonNode answer(List<World.Waiting> batch, int limit) {
        List<String> updates = new ArrayList<>();
        disorder.of(batch, telegram.queue.confirmed(), limit).forEach(one -> updates.add(one.json()));
        return JsonNodeFactory.instance.rawValueNode(new RawValue("[" + String.join(",", updates) + "]"));
    }
}
