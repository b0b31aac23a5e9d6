package org.dodomu.sandbox.telegram;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods of the Bot API that a bot for private chats needs, found by name in any case. */
final class BotMethods {

    /** Carries one method out; called under the world's monitor. Throws {@link ApiError} in Telegram's words. */
    interface Method {
        JsonNode call(Call call);
    }

    /** An uploaded file. */
    record Upload(String name, String mime, byte[] bytes) {}

    /** What came with a call; the uploads by the name of their part. */
    record Call(Parameters parameters, Map<String, Upload> uploads) {}

    private final Telegram telegram;
    private final Polls polls;
    private final Map<String, Method> methods = new HashMap<>();

    BotMethods(Telegram telegram, Faults faults) {
        this.telegram = telegram;
        this.polls = new Polls(telegram, faults);
        Outgoing outgoing = new Outgoing(telegram);
        methods.putAll(new SendMethods(telegram, outgoing).all());
        methods.putAll(new MediaMethods(telegram, outgoing).all());
        methods.putAll(new CopyMethods(telegram, outgoing).all());
        methods.putAll(new EditMethods(telegram, outgoing).all());
        methods.putAll(new ChatMethods(telegram, outgoing).all());
        methods.putAll(new ProfileMethods(telegram).all());
        methods.putAll(new WebhookMethods(telegram).all());
    }

    static JsonNode yes() {
        return JsonNodeFactory.instance.booleanNode(true);
    }

    JsonNode call(String name, ObjectNode given, Map<String, Upload> uploads) throws InterruptedException {
        Parameters parameters = new Parameters(given);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("getupdates")) {
            return polls.poll(parameters);
        }
        Method method = methods.get(lower);
        if (method == null) {
            throw new ApiError(404, "Not Found: method not found");
        }
        synchronized (telegram.world) {
            return method.call(new Call(parameters, uploads));
        }
    }
}
