package org.dodomu.sandbox.telegram;

import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where updates are pushed to. Only an address of this machine is taken. */
final class WebhookMethods {

    private static final String LOOPBACK = "https?://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d{1,5})?([/?][^\\s#]*)?";
    /** The one row of the table of hooks. */
    static final String KEY = "hook";

    private final Telegram telegram;

    WebhookMethods(Telegram telegram) {
        this.telegram = telegram;
    }

    Map<String, BotMethods.Method> all() {
        return Map.of(
                "setwebhook", call -> set(call.parameters()),
                "deletewebhook", call -> delete(call.parameters()),
                "getwebhookinfo", call -> info());
    }

    private JsonNode set(Parameters parameters) {
        String url = parameters.has("url") ? parameters.text("url") : "";
        if (url.isEmpty()) {
            return delete(parameters);
        }
        if (!url.matches(LOOPBACK) || !callable(url)) {
            throw ApiError.bad("bad webhook: the sandbox calls addresses of this machine only");
        }
        String secret = parameters.has("secret_token") ? parameters.text("secret_token") : "";
        if (secret.length() > 256) {
            throw ApiError.bad("secret token is too long");
        }
        if (!secret.matches("[A-Za-z0-9_-]*")) {
            throw ApiError.bad("secret token contains unallowed characters");
        }
        int connections = Math.max(1, Math.min(100, parameters.number("max_connections", 40)));
        if (parameters.has("allowed_updates")) {
            telegram.queue.allow(parameters.texts("allowed_updates"));
        }
        drop(parameters);
        telegram.world.hooks.put(KEY, new World.Hook(url, secret, connections, 0, ""));
        telegram.world.changed();
        return BotMethods.yes();
    }

    private static boolean callable(String url) {
        try {
            return URI.create(url).getPort() <= 65_535;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private JsonNode delete(Parameters parameters) {
        drop(parameters);
        telegram.world.hooks.remove(KEY);
        telegram.world.changed();
        return BotMethods.yes();
    }

    private void drop(Parameters parameters) {
        if (parameters.flag("drop_pending_updates")) {
            telegram.queue.clear();
        }
    }

    private JsonNode info() {
        ObjectNode info = World.object();
        World.Hook hook = telegram.world.hooks.get(KEY).orElse(null);
        info.put("url", hook == null ? "" : hook.url())
                .put("has_custom_certificate", false)
                .put("pending_update_count", telegram.queue.size());
        if (hook != null) {
            info.put("max_connections", hook.connections()).put("ip_address", "127.0.0.1");
            if (hook.errorDate() > 0) {
                info.put("last_error_date", hook.errorDate()).put("last_error_message", hook.error());
            }
        }
        List<String> allowed = telegram.queue.allowed();
        if (!allowed.isEmpty()) {
            allowed.forEach(info.withArray("allowed_updates")::add);
        }
        return info;
    }
}
