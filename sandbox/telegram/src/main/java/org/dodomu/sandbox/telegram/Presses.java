package org.dodomu.sandbox.telegram;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Pressed inline buttons that the bot may still answer, and what it showed. Guarded by the world's monitor; gone after a restart. */
final class Presses {

    private static final long ANSWER_WITHIN_SECONDS = 60;

    private final Telegram telegram;
    private final Map<String, Press> open = new LinkedHashMap<>();
    private final Map<Long, Toast> toasts = new HashMap<>();

    Presses(Telegram telegram) {
        this.telegram = telegram;
    }

    private record Press(long chat, long date) {}

    /** What answerCallbackQuery showed last. */
    record Toast(String text, boolean alert, long number) {}

    /** A person presses an inline button. */
    void press(World.Person person, ObjectNode message, String data) {
        open.values().removeIf(this::late);
        String id = "C" + telegram.world.next("callback", 1) + Telegram.random(8);
        open.put(id, new Press(person.id(), telegram.now()));
        ObjectNode query = World.object().put("id", id);
        query.set("from", telegram.user(person));
        query.set("message", message);
        query.put("chat_instance", "sandbox").put("data", data);
        telegram.queue.add("callback_query", person.id(), query);
    }

    private boolean late(Press press) {
        return press.date() < telegram.now() - ANSWER_WITHIN_SECONDS;
    }

    /** False when it is too late for an answer, or there was one. */
    boolean answer(String id, String text, boolean alert) {
        Press press = open.remove(id);
        if (press == null || late(press)) {
            return false;
        }
        if (!text.isEmpty()) {
            long number = toast(press.chat()).map(Toast::number).orElse(0L) + 1;
            toasts.put(press.chat(), new Toast(text, alert, number));
        }
        return true;
    }

    Optional<Toast> toast(long chat) {
        return Optional.ofNullable(toasts.get(chat));
    }
}
