package org.dodomu.sandbox.telegram;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** People's phones: each act is one change of the world. */
final class Phones {

    private final Telegram telegram;

    Phones(Telegram telegram) {
        this.telegram = telegram;
    }

    List<Long> crowd(int count, String name, String language) {
        synchronized (telegram.world) {
            List<Long> ids = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long id = telegram.world.next("person", 7_000_001);
                String own = count == 1 ? name : name + " " + (i + 1);
                telegram.world.put(new World.Person(id, own, language, false));
                ids.add(id);
            }
            telegram.world.changed();
            return ids;
        }
    }

    /** Sends a message; returns its id. */
    int send(long person, ObjectNode content) {
        synchronized (telegram.world) {
            World.Sent sent = telegram.incoming(require(person), content);
            telegram.world.changed();
            return sent.id();
        }
    }

    /** Puts these members into one's own message in place of those it has. */
    void change(long person, int message, ObjectNode members) {
        synchronized (telegram.world) {
            World.Sent sent = require(person, message, false);
            ObjectNode content = sent.content();
            members.properties().forEach(member -> content.set(member.getKey(), member.getValue()));
            telegram.edited(sent, content);
            telegram.world.changed();
        }
    }

    void block(long id, boolean blocked) {
        synchronized (telegram.world) {
            World.Person before = require(id);
            World.Person person = new World.Person(id, before.name(), before.language(), blocked);
            telegram.world.put(person);
            telegram.queue.add("my_chat_member", id, Writing.membership(telegram, person));
            telegram.world.changed();
        }
    }

    World.Person require(long id) {
        return telegram.world.person(id).orElseThrow(() -> ApiError.bad("no such person"));
    }

    World.Sent require(long person, int message, boolean fromBot) {
        return telegram.messages
                .find(person, message)
                .filter(one -> one.fromBot() == fromBot)
                .orElseThrow(() -> ApiError.bad("no such message"));
    }
}
