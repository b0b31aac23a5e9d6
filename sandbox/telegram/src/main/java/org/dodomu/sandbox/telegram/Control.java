package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The people's side: what they write, send and press, and what a tester turns. For the page and for tests; safe for several threads. */
public final class Control {

    private final Telegram telegram;
    private final Faults faults;
    private final Requests requests;
    private final Phones phones;
    private final View view;

    Control(Telegram telegram, Faults faults, Requests requests) {
        this.telegram = telegram;
        this.faults = faults;
        this.requests = requests;
        this.phones = new Phones(telegram);
        this.view = new View(telegram);
    }

    /** Words of one person, for {@link #script}. */
    public record Line(long person, String text) {}

    /** A new person; returns their id, which is also their chat's. */
    public long person(String name, String language) {
        return crowd(1, name, language).get(0);
    }

    /** Many new people at once; the names of more than one are numbered. Returns their ids. */
    public List<Long> crowd(int count, String name, String language) {
        return phones.crowd(count, name, language);
    }

    /** Writes; returns the message's id. */
    public int text(long person, String text) {
        return phones.send(person, Writing.text(text));
    }

    /** Many people write, in this order, as one change: fast enough for a hundred thousand lines. */
    public void script(List<Line> lines) {
        synchronized (telegram.world) {
            lines.forEach(line -> telegram.incoming(phones.require(line.person()), Writing.text(line.text())));
            telegram.world.changed();
        }
    }

    /** Forwards words from a channel that hides who wrote them; returns the message's id. */
    public int forward(long person, String text, String from) {
        return phones.send(person, Writing.forwarded(text, from, telegram.now()));
    }

    /** Sends a file as photo, document, voice, video, audio, animation, video_note or sticker. */
    public int file(long person, String kind, String name, String mime, byte[] bytes, @Nullable String caption) {
        synchronized (telegram.world) {
            return sent(person, kind, telegram.files.add(bytes, mime, name), caption);
        }
    }

    /** Sends a file of so many zero bytes, up to the 2000 MB that a person can send. */
    public int emptyFile(long person, String kind, String name, String mime, long size) {
        synchronized (telegram.world) {
            long most = Math.max(0, Math.min(FileStore.LOCAL_BYTES, size));
            return sent(person, kind, telegram.files.addEmpty(most, mime, name), null);
        }
    }

    private int sent(long person, String kind, World.FileEntry file, @Nullable String caption) {
        return phones.send(person, Writing.file(kind, file, caption));
    }

    /** Sends several photos as one album: as many messages as photos. */
    public void album(long person, List<byte[]> photos, @Nullable String caption) {
        String group = Telegram.random(12);
        synchronized (telegram.world) {
            for (int i = 0; i < photos.size(); i++) {
                World.FileEntry file = telegram.files.add(photos.get(i), "image/jpeg", "photo.jpg");
                ObjectNode content = Writing.file("photo", file, i == 0 ? caption : null);
                telegram.incoming(phones.require(person), content.put("media_group_id", group));
            }
            telegram.world.changed();
        }
    }

    /** Sends a place in degrees; returns the message's id. */
    public int location(long person, double latitude, double longitude) {
        return phones.send(person, Writing.location(latitude, longitude, 0));
    }

    /** Shares a place that will move for so many seconds. */
    public int liveLocation(long person, double latitude, double longitude, int seconds) {
        return phones.send(person, Writing.location(latitude, longitude, seconds));
    }

    /** Moves a shared place, or with 0 seconds ends the sharing there. */
    public void move(long person, int message, double latitude, double longitude, int seconds) {
        phones.change(person, message, Writing.location(latitude, longitude, seconds));
    }

    /** Sends an invented telephone number; returns the message's id. */
    public int contact(long person) {
        return phones.send(person, Writing.contact());
    }

    /** A kind of message that the bot does not expect. */
    public int dice(long person) {
        return phones.send(person, Writing.dice());
    }

    /** Changes one's own message; the bot is told. */
    public void edit(long person, int message, String text) {
        phones.change(person, message, World.object().put("text", text));
    }

    /** Deletes one's own message for both sides. The bot is not told, as in real life. */
    public void delete(long person, int message) {
        synchronized (telegram.world) {
            telegram.remove(phones.require(person, message, false));
            telegram.world.changed();
        }
    }

    /** Presses a button that the message shows. */
    public void press(long person, int message, String data) {
        synchronized (telegram.world) {
            World.Sent sent = phones.require(person, message, true);
            if (!Writing.shows(sent.content(), data)) {
                throw ApiError.bad("no such button");
            }
            telegram.presses.press(phones.require(person), sent.content(), data);
            telegram.world.changed();
        }
    }

    /** Presses a button of a card that their phone still shows from before: what it carries is up to them. */
    public void pressOlder(long person, String data) {
        synchronized (telegram.world) {
            telegram.presses.press(phones.require(person), Writing.older(person, telegram.now()), data);
            telegram.world.changed();
        }
    }

    /** Blocks the bot or lets it in again; the bot is told. */
    public void block(long person, boolean blocked) {
        phones.block(person, blocked);
    }

    /** An update of a known kind that no client can map to its types. */
    public void poison(long person) {
        synchronized (telegram.world) {
            telegram.queue.force("message", person, Writing.poison(telegram, phones.require(person)));
            telegram.world.changed();
        }
    }

    /** An update of a kind that no client knows. */
    public void unknownKind(long person) {
        synchronized (telegram.world) {
            ObjectNode content = World.object().put("date", telegram.now());
            content.set("from", telegram.user(phones.require(person)));
            telegram.queue.force("letter_of_tomorrow", person, content);
            telegram.world.changed();
        }
    }

    /** Once nothing waits any more, the next updates get lower ids, as after a quiet week. */
    public void restartIds() {
        synchronized (telegram.world) {
            telegram.queue.restartIds();
            telegram.world.changed();
        }
    }

    /** The clock of this Telegram. */
    public SandboxClock clock() {
        return telegram.clock;
    }

    /** Moves the clock forward. */
    public void advance(Duration by) {
        telegram.clock.advance(by);
        synchronized (telegram.world) {
            telegram.world.changed();
        }
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** What the bot asked for. */
    public Requests requests() {
        return requests;
    }

    /** Updates that the bot has not confirmed. */
    public int waiting() {
        synchronized (telegram.world) {
            return telegram.queue.size();
        }
    }

    /** Everything the server holds, for finding what should be gone. */
    public String everythingHeld() {
        return view.everythingHeld();
    }

    /** A chat as its phone shows it. */
    public JsonNode chat(long id) {
        return view.chat(id);
    }

    /** The people, and what the server holds in all. */
    public JsonNode state() {
        return view.state();
    }

    /** A file's bytes, empty when there is none. */
    public byte[] content(String fileId) {
        synchronized (telegram.world) {
            try {
                return telegram.content(fileId).orElse(new byte[0]);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    long awaitChange(long seen, long millis) throws InterruptedException {
        return telegram.awaitChange(seen, millis);
    }
}
