package org.dodomu.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.storage.Store;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A founded line for tests of the edge: its process can be killed at any write and started again; what members would see can be opened. */
public final class KillableLine implements AutoCloseable {

    private final World world = new World();
    private AnnotationConfigApplicationContext process = world.start();
    private FaultyDatabase database = world.database();

    public KillableLine() throws IOException {}

    /** Starts anew, so that it dies at this write; 0 for never. */
    public void restart(int dieAtWrite, boolean afterIt) {
        process.close();
        database = world.database().dieAt(dieAtWrite, afterIt);
        process = world.start(database);
    }

    public boolean died() {
        return database.died();
    }

    /** Does it, and is killed in the middle if so ordered. */
    public void orDie(Runnable work) {
        try {
            work.run();
        } catch (FaultyDatabase.Killed killed) {
            return;
        }
    }

    public Line line() {
        return process.getBean(Line.class);
    }

    public DeadLetters letters() {
        return process.getBean(DeadLetters.class);
    }

    public DeadLetterBox box() {
        return new DeadLetterBox(store());
    }

    public Backlogs backlogs() {
        return process.getBean(Backlogs.class);
    }

    public Store store() {
        return new Store(world.database().database());
    }

    public Clock clock() {
        return world.clock;
    }

    public void pass(Duration time) {
        world.clock.pass(time);
    }

    /** A person who came through the door for danger and whose words are sealed from now on. */
    public void inDanger(long chat) throws IOException {
        Person person = new Person(chat, world, process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.receive(person.words("CANARY-first"));
        person.carry();
    }

    /** Does what waits for this person; returns the texts that their chat got. */
    public List<String> settle(long chat) throws IOException {
        Person person = new Person(chat, world, process);
        List<String> shown = person.carry();
        person.settle();
        return shown;
    }

    /** The words of this person's report as members would read them, in order. */
    public List<String> words(long chat) throws IOException {
        String number = new Person(chat, world, process).state().number();
        return world.opened(number).stream()
                .filter(one -> one.containsKey("text"))
                .map(one -> String.valueOf(one.get("text")))
                .toList();
    }

    public List<Document> documents(String collection) {
        return world.documents(collection);
    }

    public String everythingStored() {
        return world.everything();
    }

    public Mishaps mishaps() {
        return process.getBean(Mishaps.class);
    }

    /** Ends the person's next errands so. */
    public void end(Lane lane, Outcome outcome) {
        ErrandDesk desk = process.getBean(ErrandDesk.class);
        Optional<Leased> leased = desk.claim(lane, 1).stream().findFirst();
        leased.ifPresent(one -> {
            Map<DueErrand, Outcome> all = new java.util.LinkedHashMap<>();
            one.errands().forEach(due -> all.put(due, outcome));
            desk.done(one, all);
        });
    }

    @Override
    public void close() {
        process.close();
        world.close();
    }
}
