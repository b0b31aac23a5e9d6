package org.dodomu.sandbox.line.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The live card as a person sees it: its words and its buttons. */
final class Card {

    private final int message;
    private final String text;
    private final Map<String, String> buttons;
    private final int nonce;

    private Card(int message, String text, Map<String, String> buttons, int nonce) {
        this.message = message;
        this.text = text;
        this.buttons = buttons;
        this.nonce = nonce;
    }

    /** A message beside the card with one button: a notice that a reply waits, or a reply's words. */
    record Reply(int message, String text, String data) {

        boolean shows() {
            return data.startsWith("r:read:");
        }
    }

    /** The bot's newest card in this chat. */
    static Optional<Card> in(JsonNode chat) {
        Optional<Card> last = Optional.empty();
        for (JsonNode message : chat.path("messages")) {
            if (message.path("fromBot").asBoolean() && !data(message).startsWith("r:")) {
                last = Optional.of(read(message));
            }
        }
        return last;
    }

    /** How many cards stand in this chat. */
    static int count(JsonNode chat) {
        return (int) chat.path("messages")
                .valueStream()
                .filter(message -> message.path("fromBot").asBoolean())
                .filter(message -> !data(message).startsWith("r:"))
                .count();
    }

    /** The notices and replies in this chat. */
    static List<Reply> replies(JsonNode chat) {
        return chat.path("messages")
                .valueStream()
                .filter(message -> data(message).startsWith("r:"))
                .map(message -> new Reply(
                        message.path("message_id").asInt(), message.path("text").asString(""), data(message)))
                .toList();
    }

    private static String data(JsonNode message) {
        return message.path("reply_markup")
                .path("inline_keyboard")
                .path(0)
                .path(0)
                .path("callback_data")
                .asString("");
    }

    private static Card read(JsonNode message) {
        Map<String, String> buttons = new LinkedHashMap<>();
        int nonce = -1;
        for (JsonNode row : message.path("reply_markup").path("inline_keyboard")) {
            for (JsonNode button : row) {
                String[] data = button.path("callback_data").asString("").split(":", 2);
                nonce = Integer.parseInt(data[0]);
                buttons.put(data[1], button.path("text").asString(""));
            }
        }
        return new Card(message.path("message_id").asInt(), message.path("text").asString(""), buttons, nonce);
    }

    int message() {
        return message;
    }

    /** Grows with each step of the conversation; -1 on a card without buttons. */
    int nonce() {
        return nonce;
    }

    boolean says(String words) {
        return text.contains(words);
    }

    boolean has(String action) {
        return buttons.containsKey(action);
    }

    String label(String action) {
        return buttons.getOrDefault(action, "");
    }

    String data(String action) {
        return nonce + ":" + action;
    }

    List<String> actions() {
        return new ArrayList<>(buttons.keySet());
    }
}
