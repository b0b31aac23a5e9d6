package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.dodomu.config.LimitSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.util.unit.DataSize;

class AbuseTest {

    private static final int MESSAGES = 150;
    private static final int STEPS_TO_THE_DOOR = 4;

    private World world;
    private long chats = 7_171_000;

    @BeforeEach
    void found() throws IOException {
        world = new World();
        world.limits = limits(1000, 20);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static LimitSettings limits(int births, int open) {
        return new LimitSettings(MESSAGES, 40, DataSize.ofMegabytes(300), 50, open, births);
    }

    private Person stranger(ApplicationContext process) {
        return new Person(++chats, world, process);
    }

    private Person inDanger(ApplicationContext process) {
        Person person = stranger(process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.receive(person.words("перше"));
        return person;
    }

    private void consents(Person person) {
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("report"));
        person.receive(person.press("agree"));
    }

    private static Incoming[] words(Person person, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> person.words("слово " + n))
                .toArray(Incoming[]::new);
    }

    private List<Object> texts(Person person) throws IOException {
        return world.opened(person.state().number()).stream()
                .filter(one -> one.containsKey("text"))
                .map(one -> one.get("text"))
                .toList();
    }

    private static long used(Person person) {
        return person.state()
                .spent
                .getOrDefault(Limit.MESSAGES, new Spent(0, 0))
                .amount();
    }

    @Test
    void countsAcrossARestartAndInTwoProcesses() throws IOException {
        Person person;
        try (var one = world.start()) {
            person = inDanger(one);
            person.receive(words(person, 70));
        }
        try (var two = world.start();
                var three = world.start()) {
            person.goesTo(two);
            person.receive(words(person, 60));
            person.goesTo(three);
            person.receive(words(person, 60));
            person.settle();

            assertThat(used(person)).isEqualTo(MESSAGES);
            assertThat(texts(person)).hasSize(MESSAGES - STEPS_TO_THE_DOOR);
        }
    }

    @Test
    void countsARepeatOnceInWhicheverProcessItComes() throws Exception {
        try (var one = world.start();
                var two = world.start()) {
            Person person = inDanger(one);
            List<Incoming> sent = List.of(words(person, 40));
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (ApplicationContext process : List.of(one, two, one)) {
                List<Incoming> shuffled = new ArrayList<>(sent);
                Collections.shuffle(shuffled, new Random(threads.size()));
                Thread thread = new Thread(() -> {
                    try {
                        process.getBean(Line.class).receive(shuffled.subList(0, 20));
                        process.getBean(Line.class).receive(shuffled);
                    } catch (RuntimeException failed) {
                        failures.add(failed);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join(120_000);
            }

            assertThat(failures).isEmpty();
            assertThat(used(person)).isEqualTo(STEPS_TO_THE_DOOR + 1 + 40);
        }
    }

    @Test
    void aFloodCostsNoEntryAndLeavesTheChat() throws IOException {
        try (var process = world.start()) {
            Person flooder = inDanger(process);
            flooder.receive(words(flooder, MESSAGES));
            int entries = world.documents("entries").size();
            for (int batch = 0; batch < 10; batch++) {
                flooder.receive(words(flooder, 100));
            }
            assertThat(world.documents("entries")).hasSize(entries);
            assertThat(flooder.state().errands)
                    .extracting(Conversation.Pending::kind)
                    .containsOnlyOnce(Conversation.Pending.Kind.CARD, Conversation.Pending.Kind.DELETE);
            assertThat(flooder.carry()).anySatisfy(text -> assertThat(text).startsWith("⚠ Не збережено"));
            for (int round = 0; round < 20; round++) {
                flooder.carry();
            }

            assertThat(flooder.state().scrub).isEmpty();
            assertThat(flooder.state().undeleted).isZero();
        }
    }

    @Test
    void writesOthersOfABatchBeforeAFlooderGoesOn() throws IOException {
        try (var first = world.start()) {
            Person flooder = inDanger(first);
            Person mother = inDanger(first);
            flooder.settle();
            mother.settle();
            List<Incoming> batch = new ArrayList<>(List.of(words(flooder, 99)));
            batch.add(mother.words("рятуйте"));
            try (var dying = world.start(world.database().dieAt(2, true))) {
                Line line = dying.getBean(Line.class);
                assertThatThrownBy(() -> line.receive(batch)).isInstanceOf(FaultyDatabase.Killed.class);
            }

            assertThat(used(mother)).isEqualTo(STEPS_TO_THE_DOOR + 2);
            assertThat(used(flooder)).isEqualTo(STEPS_TO_THE_DOOR + 1 + 25);
            mother.settle();
            assertThat(texts(mother)).containsExactly("перше", "рятуйте");
            flooder.receive(batch.subList(0, 99).toArray(Incoming[]::new));
            flooder.settle();
            assertThat(texts(flooder)).hasSize(100).doesNotHaveDuplicates().endsWith("слово 98");
        }
    }

    @Test
    void allProcessesShareTheBirthsOfAnHour() throws Exception {
        world.limits = limits(3, 20);
        try (var one = world.start();
                var two = world.start()) {
            List<Person> people = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int n = 0; n < 10; n++) {
                Person person = stranger(n % 2 == 0 ? one : two);
                people.add(person);
                Thread thread = new Thread(() -> consents(person));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join(120_000);
            }
            assertThat(people.stream().filter(person -> person.state().stage == Stage.QUESTION))
                    .hasSize(3);
            assertThat(world.documents("cases")).hasSize(3);
            assertThat(world.documents("births"))
                    .singleElement()
                    .satisfies(hour -> assertThat(hour.keySet()).containsExactlyInAnyOrder("_id", "n"))
                    .satisfies(hour -> assertThat(hour.getInteger("n")).isEqualTo(3));
            Person late = people.stream()
                    .filter(person -> person.state().stage == Stage.WARNING)
                    .findFirst()
                    .orElseThrow();
            assertThat(late.carry())
                    .anySatisfy(text ->
                            assertThat(text).startsWith("⚠ Нічого не збережено").contains("116000"));
            inDanger(one);
            assertThat(world.documents("cases")).hasSize(4);
            world.clock.pass(Duration.ofHours(1));
            late.receive(late.press("agree"));
            assertThat(late.state().stage).isEqualTo(Stage.QUESTION);
        }
    }

    @Test
    void aBirthThatIsBroughtAgainTakesNoSecondPlace() throws IOException {
        world.limits = limits(1, 20);
        FaultyDatabase database = world.database();
        try (var first = world.start()) {
            Person person = stranger(first);
            person.receive(person.order("start"));
            person.receive(person.press("uk"));
            person.receive(person.press("yes"));
            person.receive(person.press("report"));
            Incoming agree = person.press("agree");
            int placeCaseAndCustody = 3 + 1 + 1;
            try (var dying = world.start(database.dieAt(placeCaseAndCustody, true))) {
                Line line = dying.getBean(Line.class);
                assertThatThrownBy(() -> line.receive(List.of(agree))).isInstanceOf(FaultyDatabase.Killed.class);
            }
            assertThat(world.documents("cases")).hasSize(1);
            person.receive(agree);
            person.receive(agree);

            assertThat(person.state().stage).isEqualTo(Stage.QUESTION);
            assertThat(world.documents("births").get(0).getInteger("n")).isEqualTo(1);
        }
    }

    @Test
    void beginsNoMoreReportsThanMembersCanWorkOnAndGoesOnWhenTheyEnded() throws IOException {
        world.limits = limits(1000, 2);
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.receive(person.order("new"));
            person.receive(person.press("yes"));
            person.receive(person.press("danger"));
            person.receive(person.words("друге"));
            person.receive(person.order("new"));
            person.receive(person.press("yes"));
            person.receive(person.press("report"));
            person.receive(person.press("agree"));
            assertThat(person.state().stage).isEqualTo(Stage.WARNING);
            assertThat(person.carry()).anySatisfy(text -> assertThat(text).startsWith("⚠ Нове звернення не почато"));
            world.stored()
                    .getCollection("cases")
                    .updateMany(new Document(), new Document("$set", new Document("state", "closed")));
            person.receive(person.press("agree"));

            assertThat(person.state().stage).isEqualTo(Stage.QUESTION);
        }
    }

    @Test
    void aClosedLineTakesNothingAndGoesOnWhenItOpens() throws IOException {
        Person person;
        String question;
        try (var open = world.start()) {
            person = stranger(open);
            consents(person);
            person.receive(person.press("lost"));
            person.settle();
            question = person.state().question;
        }
        int entries = world.documents("entries").size();
        for (boolean unproven : new boolean[] {true, false}) {
            world.closed = !unproven;
            try (var closed = unproven ? world.start(world.database(), "0".repeat(64)) : world.start()) {
                person.goesTo(closed);
                person.receive(person.words("CANARY-closed"), person.voice(), person.press("again"));
                assertThat(person.state().stage).isEqualTo(Stage.CLOSED);
                assertThat(person.carry()).anySatisfy(text -> assertThat(text)
                        .startsWith("⚠ Останнє не збережено")
                        .contains("116000", "8–20"));
                assertThat(world.documents("entries")).hasSize(entries);
            }
        }
        world.closed = false;
        try (var open = world.start()) {
            person.goesTo(open);
            person.receive(person.press("again"));

            assertThat(person.state().question).isEqualTo(question);
            assertThat(person.state().stage).isEqualTo(Stage.QUESTION);
            assertThat(world.everything()).doesNotContain("CANARY");
        }
    }

    @Test
    void fetchesARepeatedFileOnceAndNeverNamesItInTheDatabase() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.receive(person.photo("CANARY-unique"), person.photo("CANARY-unique"));
            person.carry();
            person.receive(person.photo("CANARY-unique"));
            person.settle();
            Person other = inDanger(process);
            other.receive(other.photo("CANARY-unique"));
            other.settle();

            assertThat(files(person)).hasSize(1);
            assertThat(files(other)).hasSize(1);
            assertThat(person.state().scrub).isEmpty();
            assertThat(person.state().sealedFiles).hasSize(1).doesNotContainAnyElementsOf(other.state().sealedFiles);
            assertThat(world.everything()).doesNotContain("CANARY");
        }
    }

    private List<Map<String, Object>> files(Person person) throws IOException {
        return world.opened(person.state().number()).stream()
                .filter(one -> "file".equals(one.get("kind")))
                .toList();
    }
}
