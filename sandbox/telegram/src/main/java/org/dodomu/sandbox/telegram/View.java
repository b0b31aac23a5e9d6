package org.dodomu.sandbox.telegram;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What there is to see: a chat as its phone shows it, and what the server holds. */
final class View {

    private final Telegram telegram;

    View(Telegram telegram) {
        this.telegram = telegram;
    }

    JsonNode chat(long id) {
        synchronized (telegram.world) {
            World.Person person = telegram.world.person(id).orElseThrow(() -> ApiError.bad("no such person"));
            ObjectNode chat =
                    World.object().put("id", id).put("name", person.name()).put("blocked", person.blocked());
            ArrayNode messages = chat.putArray("messages");
            telegram.messages
                    .of(id)
                    .forEach(one -> messages.add(one.content()
                            .put("fromBot", one.fromBot())
                            .put("guarded", one.guarded())
                            .put("silent", one.silent())));
            chat.set("menu", menu(person));
            chat.set("keyboard", keyboard(person));
            telegram.presses.toast(id).ifPresent(toast -> chat.putObject("toast")
                    .put("text", toast.text())
                    .put("alert", toast.alert())
                    .put("number", toast.number()));
            return chat.put("pending", telegram.queue.size());
        }
    }

    private JsonNode keyboard(World.Person person) {
        String keyboard = telegram.world.text("keyboard:" + person.id());
        return keyboard.isEmpty() ? telegram.array() : World.MAPPER.readTree(keyboard);
    }

    private JsonNode menu(World.Person person) {
        return List.of(
                        "chat:" + person.id() + "|" + person.language(),
                        "chat:" + person.id() + "|",
                        "all_private_chats|" + person.language(),
                        "all_private_chats|",
                        "default|" + person.language(),
                        "default|")
                .stream()
                .map(telegram.world.menus::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    JsonNode state() {
        synchronized (telegram.world) {
            ObjectNode state = World.object()
                    .put("change", telegram.world.change())
                    .put("now", telegram.now())
                    .put("updates", telegram.queue.size())
                    .put("messages", telegram.messages.all().size())
                    .put("files", telegram.world.files.size())
                    .put("description", telegram.world.text("profile:description"));
            ArrayNode people = state.putArray("people");
            telegram.world.people.values().forEach(person -> people.addObject()
                    .put("id", person.id())
                    .put("name", person.name())
                    .put("language", person.language()));
            return state;
        }
    }

    String everythingHeld() {
        synchronized (telegram.world) {
            StringBuilder all = new StringBuilder();
            telegram.messages.all().forEach(one -> all.append(one.json()).append('\n'));
            telegram.world.updates.values().forEach(one -> all.append(one.json())
                    .append('\n'));
            return all.toString();
        }
    }
}
