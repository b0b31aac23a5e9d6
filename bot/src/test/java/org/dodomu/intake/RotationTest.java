package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.MasterKeyFile;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.KeyCensus;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.KeyWatch;
import org.dodomu.storage.MasterKeyForeign;
import org.dodomu.storage.RestoreUnfinished;
import org.dodomu.storage.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The master key is rotated while conversations go on in two processes, each with a file of its own. */
class RotationTest {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration CERTAIN = Duration.ofSeconds(20);

    private final World world;
    private final String before;
    private final String after;
    private final List<Instance> instances = new ArrayList<>();
    private long chats = 7_000_000;

    RotationTest() throws IOException {
        world = new World();
        before = world.masterFile;
        after = MasterKeyFile.parse(before).rotated(world.random).text(SecretAccess.granted());
    }

    @AfterEach
    void end() {
        instances.forEach(Instance::close);
        world.close();
    }

    /** A process with its own copy of the master key file. */
    private final class Instance {
        private final MasterKey master = MasterKey.parse(before);
        private final AnnotationConfigApplicationContext process = world.start(master);
        private volatile String file = before;
        private final KeyWatch watch;

        Instance(FaultyDatabase database, boolean leads, Duration certain) {
            watch = new KeyWatch(
                    new Store(database.database()), master, () -> file, () -> leads, new SecureRandom(), LOOK, certain);
            instances.add(this);
        }

        void close() {
            watch.stop();
            process.close();
        }
    }

    private Instance instance(boolean leads) {
        return new Instance(world.database(), leads, CERTAIN);
    }

    private static String first(String file) {
        return MasterKeyFile.parse(file).ids().get(0);
    }

    private Person inDanger(Instance instance) {
        Person person = new Person(++chats, world, instance.process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.receive(person.words("CANARY-first"));
        return person;
    }

    private Store store() {
        return new Store(world.database().database());
    }

    private long boxesUnder(String file) {
        return new KeyCensus(store(), MasterKey.parse(after), world.random).under(first(file));
    }

    private static void until(BooleanSupplier happens) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(happens::getAsBoolean);
    }

    private List<String> texts(Person person) throws IOException {
        return world.opened(person.state().number()).stream()
                .filter(one -> one.containsKey("text"))
                .map(one -> String.valueOf(one.get("text")))
                .toList();
    }

    /** The conversation counts what was said: a state that was lost would count anew. */
    private void numberedWithoutAGap(Person person, int most) throws IOException {
        assertThat(world.opened(person.state().number()))
                .extracting(one -> one.get("seq"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, most).<Object>mapToObj(n -> n).toList());
    }

    private static void turns(Instance... all) {
        for (int i = 0; i < 20; i++) {
            for (Instance one : all) {
                one.watch.turn();
            }
        }
    }

    @Test
    void losesAndDoublesNoWordWhileTwoProcessesRotate() throws Exception {
        Instance one = instance(true);
        Instance two = instance(false);
        one.watch.start();
        two.watch.start();
        List<Person> people = IntStream.range(0, 4).mapToObj(n -> inDanger(one)).toList();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Person person = people.get(i);
            Line line = (i % 2 == 0 ? one : two).process.getBean(Line.class);
            threads.add(new Thread(() -> write(person, line, failures)));
        }
        threads.forEach(Thread::start);
        one.file = after;
        until(() -> one.master.ids().contains(first(after)));
        two.file = after;
        until(() -> boxesUnder(before) == 0 && first(after).equals(two.master.sealsUnder()));
        for (Thread thread : threads) {
            thread.join(120_000);
        }
        until(() -> boxesUnder(before) == 0);

        assertThat(failures).isEmpty();
        assertThat(boxesUnder(after)).isPositive();
        for (Person person : people) {
            person.settle();
            assertThat(texts(person)).hasSize(31).doesNotHaveDuplicates();
            numberedWithoutAGap(person, 32);
        }
        assertThat(world.documents("deadletters")).isEmpty();
    }

    private static void write(Person person, Line line, List<Throwable> failures) {
        try {
            for (int n = 0; n < 30; n++) {
                assertThat(line.receive(List.of(person.words("CANARY-" + n)))).isEmpty();
            }
        } catch (RuntimeException | AssertionError failed) {
            failures.add(failed);
        }
    }

    @Test
    void opensEverythingWithoutTheOldKeyAfterwards() throws IOException {
        Instance one = instance(true);
        Person person = inDanger(one);
        person.carry();
        one.process
                .getBean(Line.class)
                .keepDeadLetter(
                        new byte[] {1},
                        UpdateMark.of(99, 1),
                        Optional.of(ChatAddress.of(chats)),
                        DeadLetter.Why.UNREADABLE);
        store().insertOnce("replies", reply(one));
        store().insertOnce("alertlinks", alertLink(one));
        store().insertOnce("passkeys", passkeys(one));
        turns(one);
        one.file = after;
        turns(one);
        for (Boxed boxed : Boxed.values()) {
            KeyCensus.Count count = new KeyCensus(store(), one.master, world.random).count(boxed);
            assertThat(count.byKey()).as(boxed.collection()).containsOnlyKeys(first(after));
            assertThat(count.broken()).isZero();
        }

        one.file = MasterKeyFile.parse(after).without(first(before)).text(SecretAccess.granted());
        turns(one);
        person.receive(person.words("CANARY-later"));
        assertThat(one.master.ids()).containsExactly(first(after));
        assertThat(texts(person)).containsExactly("CANARY-first", "CANARY-later");
    }

    private Document alertLink(Instance instance) {
        byte[] box = Boxed.ALERTS.boxes(instance.master, world.random).seal(new byte[] {1}, Boxed.place("m-00000001"));
        return new Document("_id", "m-00000001").append("box", Store.binary(box));
    }

    private Document passkeys(Instance instance) {
        byte[] box = Boxed.PASSKEYS.boxes(instance.master, world.random).seal(new byte[] {1}, Boxed.place("ring"));
        return new Document("_id", "ring").append("v", 1L).append("box", Store.binary(box));
    }

    private Document reply(Instance instance) {
        Instant expires = Instant.parse("2026-12-01T00:00:00Z");
        byte[] box = Boxed.REPLIES
                .boxes(instance.master, world.random)
                .seal(new byte[] {1}, Boxed.replyPlace("K7Q4-MX2P", "reply00001", expires));
        return new Document("_id", "reply00001")
                .append("case", "K7Q4-MX2P")
                .append("expires", Date.from(expires))
                .append("box", Store.binary(box));
    }

    @Test
    void everyCollectionWithABoxIsSealedAnew() throws IOException {
        Instance one = instance(true);
        inDanger(one).carry();
        one.process
                .getBean(Line.class)
                .keepDeadLetter(new byte[] {1}, UpdateMark.of(99, 1), Optional.empty(), DeadLetter.Why.UNREADABLE);
        List<String> named =
                java.util.Arrays.stream(Boxed.values()).map(Boxed::collection).toList();
        for (String collection : world.stored().listCollectionNames()) {
            boolean boxed = world.documents(collection).stream().anyMatch(document -> document.containsKey("box"));
            assertThat(!boxed || named.contains(collection)).as(collection).isTrue();
        }
    }

    @Test
    void doesNotUseANewKeyBeforeEveryInstanceHasIt() {
        Instance one = instance(true);
        Instance two = instance(false);
        turns(one, two);
        one.file = after;
        turns(one, two);
        assertThat(new KeyRecords(store()).sealing()).contains(first(before));
        Person person = inDanger(two);
        person.goesTo(one.process);
        assertThat(person.state().number()).isNotEmpty();

        two.file = after;
        turns(one, two);
        assertThat(new KeyRecords(store()).sealing()).contains(first(after));
        assertThat(boxesUnder(before)).isZero();
    }

    @Test
    void anInstanceWithOnlyTheOldKeyTakesNothingAndGoesOnWhenItHasTheNewOne() throws IOException {
        Instance one = instance(true);
        Person person = inDanger(one);
        turns(one);
        one.file = after;
        turns(one);
        Instance late = instance(false);
        late.watch.start();
        Line line = late.process.getBean(Line.class);
        Incoming known = person.words("CANARY-late");
        assertThatThrownBy(() -> line.receive(List.of(known))).isInstanceOf(StorageAway.class);
        Person stranger = new Person(++chats, world, late.process);
        Incoming start = stranger.order("start");
        assertThatThrownBy(() -> line.receive(List.of(start))).isInstanceOf(StorageAway.class);
        assertThat(late.master.isInUseHere()).isFalse();

        late.file = after;
        late.watch.turn();
        assertThat(late.master.isInUseHere()).isTrue();
        assertThat(line.receive(List.of(known, start))).isEmpty();
        assertThat(texts(person)).containsExactly("CANARY-first", "CANARY-late");
        assertThat(world.documents("deadletters")).isEmpty();
    }

    @Test
    void anInstanceThatFellSilentDoesNotHoldARotationUp() throws InterruptedException {
        Instance dead = instance(false);
        dead.watch.turn();
        Instance one = new Instance(world.database(), true, Duration.ofMillis(100));
        one.file = after;
        until(() -> {
            one.watch.turn();
            return first(after).equals(one.master.sealsUnder());
        });
    }

    @Test
    void sealsNothingWhileItCannotLook() {
        FaultyDatabase database = world.database();
        Instance one = new Instance(database, true, Duration.ZERO);
        one.watch.turn();
        Person person = new Person(++chats, world, one.process);
        assertThatThrownBy(() -> person.receive(person.order("start"))).isInstanceOf(StorageAway.class);
    }

    @Test
    void sealsEveryBoxAnewWhereverTheLeaderIsKilled() throws IOException {
        Instance one = instance(false);
        Person person = inDanger(one);
        inDanger(one);
        String wanted = before;
        boolean died = true;
        int write = 0;
        while (died) {
            write++;
            wanted = MasterKeyFile.parse(wanted).rotated(world.random).text(SecretAccess.granted());
            one.file = wanted;
            FaultyDatabase database = world.database().dieAt(write, write % 2 == 0);
            lead(database, one);
            died = database.died();
            lead(world.database(), one);
            KeyCensus census = new KeyCensus(store(), MasterKey.parse(wanted), world.random);
            assertThat(census.under(first(wanted)))
                    .as("killed at write %d", write)
                    .isGreaterThan(3);
            for (Boxed boxed : Boxed.values()) {
                assertThat(census.count(boxed).broken()).isZero();
                assertThat(census.count(boxed).byKey().keySet())
                        .as("killed at write %d", write)
                        .isSubsetOf(first(wanted));
            }
        }
        assertThat(write).isGreaterThan(12);
        person.receive(person.words("CANARY-second"));
        assertThat(texts(person)).containsExactly("CANARY-first", "CANARY-second");
    }

    /** A leader with the same file leads until everything is under the wanted key, or it is killed. */
    private void lead(FaultyDatabase database, Instance follower) {
        MasterKey master = MasterKey.parse(follower.file);
        KeyWatch leader = new KeyWatch(
                new Store(database.database()), master, () -> follower.file, () -> true, world.random, LOOK, CERTAIN);
        try {
            for (int i = 0; i < 3; i++) {
                follower.watch.turn();
                while (leader.turn()) {
                    follower.watch.turn();
                }
            }
        } catch (FaultyDatabase.Killed expected) {
            assertThat(database.died()).isTrue();
        }
        store().collection(KeyRecords.COLLECTION).deleteMany(Filters.exists("instance"));
    }

    @Test
    void aWordThatArrivesWhileItsBoxIsSealedAnewStays() throws IOException {
        Instance one = instance(false);
        Person person = inDanger(one);
        turns(one);
        FaultyDatabase raced =
                world.database().beforeWriteTo("conversations", () -> person.receive(person.words("CANARY-meanwhile")));
        Instance leader = new Instance(raced, true, CERTAIN);
        one.file = after;
        leader.file = after;
        turns(leader, one);
        person.receive(person.words("CANARY-last"));
        assertThat(texts(person)).containsExactly("CANARY-first", "CANARY-meanwhile", "CANARY-last");
        numberedWithoutAGap(person, 4);
        assertThat(boxesUnder(before)).isZero();
    }

    @Test
    void keepsItsKeysWhenTheFileIsCutShortOrAnotherLines() {
        Instance one = instance(true);
        turns(one);
        for (String refused : List.of("", after.substring(0, after.length() / 2), MasterKey.generate(world.random))) {
            one.file = refused;
            turns(one);
            assertThat(one.master.ids()).containsExactly(first(before));
            assertThat(inDanger(one).state().number()).isNotEmpty();
        }
    }

    @Test
    void refusesADatabaseThatAnotherLinesFileWroteOrThatIsHalfRestored() {
        instance(true).watch.turn();
        KeyWatch foreign = new KeyWatch(
                store(),
                MasterKey.parse(MasterKey.generate(world.random)),
                () -> "",
                () -> true,
                world.random,
                LOOK,
                CERTAIN);
        assertThatThrownBy(foreign::start).isInstanceOf(MasterKeyForeign.class);
        new KeyRecords(store()).restoring();
        assertThatThrownBy(() -> instance(true).watch.start()).isInstanceOf(RestoreUnfinished.class);
    }
}
