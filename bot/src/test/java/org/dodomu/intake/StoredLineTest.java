package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class StoredLineTest {

    private static World world;
    private static long chats = 4_242_000;

    @BeforeAll
    static void found() throws IOException {
        world = new World();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static Person inDanger(AnnotationConfigApplicationContext process) {
        Person person = new Person(++chats, world, process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.receive(person.words("CANARY-first"));
        return person;
    }

    @Test
    void bringsWordsAndFilesToTheDeskAndNowhereElse() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.receive(person.voice());
            List<String> shown = person.carry();

            List<Map<String, Object>> opened = world.opened(person.state().number());
            assertThat(opened).extracting(one -> one.get("kind")).containsExactly("event", "message", "file");
            assertThat(opened).extracting(one -> one.get("seq")).containsExactly(1, 2, 3);
            assertThat(opened.get(1)).containsEntry("text", "CANARY-first");
            assertThat(opened.get(2)).containsEntry("original", Person.FILE).containsEntry("sentAs", "voice");
            assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain("CANARY"));
            assertThat(world.everything()).doesNotContain("CANARY").doesNotContain(Long.toString(chats));
        }
    }

    @Test
    void putsTheCaseIntoTheQueueOnceAndFreesEverythingElse() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.carry();

            Document stored = caseOf(person);
            assertThat(stored.getString("state")).isEqualTo("waiting");
            assertThat(stored.getString("urgency")).isEqualTo("now");
            assertThat(person.state().commands).isEmpty();
            assertThat(person.state().errands).isEmpty();
        }
    }

    private static Document caseOf(Person person) {
        return world.documents("cases").stream()
                .filter(one -> one.getString("_id").equals(person.state().number()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesARepeatedUpdateOnce() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            Incoming again = person.words("CANARY-again");
            person.receive(again);
            person.receive(again);
            person.carry();
            person.receive(again);

            assertThat(texts(person)).containsExactly("CANARY-first", "CANARY-again");
        }
    }

    private static List<String> texts(Person person) throws IOException {
        return world.opened(person.state().number()).stream()
                .filter(one -> one.containsKey("text"))
                .map(one -> String.valueOf(one.get("text")))
                .toList();
    }

    @Test
    void losesNothingWhenTwoProcessesTakeTheSameUpdatesAtOnce() throws Exception {
        try (var one = world.start();
                var two = world.start()) {
            Person person = inDanger(one);
            List<Incoming> updates = new ArrayList<>(IntStream.range(0, 30)
                    .mapToObj(n -> person.words("CANARY-" + n))
                    .toList());
            CountDownLatch begin = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            for (AnnotationConfigApplicationContext process : List.of(one, two)) {
                List<Incoming> shuffled = new ArrayList<>(updates);
                Collections.shuffle(shuffled, new Random(threads.size()));
                Thread thread = new Thread(() -> {
                    try {
                        begin.await();
                        shuffled.forEach(one1 -> process.getBean(Line.class).receive(List.of(one1)));
                    } catch (InterruptedException | RuntimeException failed) {
                        failures.add(failed);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            begin.countDown();
            for (Thread thread : threads) {
                thread.join(120_000);
            }
            person.settle();

            assertThat(failures).isEmpty();
            List<Map<String, Object>> opened = world.opened(person.state().number());
            assertThat(opened).extracting(one1 -> one1.get("seq")).containsExactlyElementsOf(numbers(opened.size()));
            assertThat(texts(person)).hasSize(31).doesNotHaveDuplicates();
        }
    }

    private static List<Object> numbers(int size) {
        return IntStream.rangeClosed(1, size).<Object>mapToObj(n -> n).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingAndDoublesNothingWhereverTheProcessIsKilled(boolean afterTheWrite) throws IOException {
        int write = 1;
        boolean died = true;
        while (died) {
            died = killedAt(write, afterTheWrite);
            write++;
        }
        assertThat(write).isGreaterThan(15);
    }

    private static boolean killedAt(int write, boolean after) throws IOException {
        FaultyDatabase database = world.database().dieAt(write, after);
        AnnotationConfigApplicationContext process = world.start(database);
        try {
            Person person = new Person(++chats, world, process);
            List<Supplier<Incoming>> said = List.of(
                    () -> person.order("start"),
                    () -> person.press("uk"),
                    () -> person.press("yes"),
                    () -> person.press("danger"),
                    () -> person.words("CANARY-one"),
                    person::voice,
                    () -> person.words("CANARY-two"));
            for (Supplier<Incoming> next : said) {
                Incoming incoming = next.get();
                try {
                    person.receive(incoming);
                    person.carry();
                } catch (FaultyDatabase.Killed killed) {
                    process.close();
                    process = world.start();
                    person.goesTo(process);
                    person.receive(incoming);
                    person.settle();
                }
            }
            boolean died = database.died();
            process.close();
            process = world.start();
            person.goesTo(process);
            person.settle();
            verify(person, write);
            return died;
        } finally {
            process.close();
        }
    }

    private static void verify(Person person, int write) throws IOException {
        List<Map<String, Object>> opened = world.opened(person.state().number());
        assertThat(opened)
                .as("killed at write " + write)
                .extracting(one -> one.get("kind"))
                .containsExactly("event", "message", "file", "message");
        assertThat(opened).extracting(one -> one.get("seq")).containsExactly(1, 2, 3, 4);
        assertThat(texts(person)).containsExactly("CANARY-one", "CANARY-two");
        assertThat(caseOf(person).getString("state")).isEqualTo("waiting");
        assertThat(person.state().commands).isEmpty();
        assertThat(person.state().errands).isEmpty();
    }

    @Test
    void saysThatTheDatabaseIsAwayAndKeepsNothingThen() throws IOException {
        FaultyDatabase database = world.database();
        try (var process = world.start(database)) {
            Person person = inDanger(process);
            Incoming words = person.words("CANARY-late");
            database.away(true);
            assertThatThrownBy(() -> person.receive(words)).isInstanceOf(StorageAway.class);
            database.away(false);
            person.receive(words);

            assertThat(texts(person)).containsExactly("CANARY-first", "CANARY-late");
        }
    }

    @Test
    void keepsNothingAndSaysSoWhenNobodyIsProvenToSealTo() throws IOException {
        try (var process = world.start(world.database(), "0".repeat(64))) {
            int cases = world.documents("cases").size();
            Person person = new Person(++chats, world, process);
            person.receive(person.order("start"));
            person.receive(person.press("uk"));
            person.receive(person.press("yes"));
            person.receive(person.press("danger"));

            assertThat(person.state().stage).isEqualTo(Stage.CLOSED);
            assertThat(person.state().caseNumber).isNull();
            assertThat(world.documents("cases")).hasSize(cases);
            assertThat(person.carry())
                    .anySatisfy(text ->
                            assertThat(text).contains("Нічого не збережено").contains("116000"));
        }
    }

    @Test
    void carriesAReplyToItsReporterAndKeepsItsWordsOutOfTheDatabase() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.carry();
            CaseNumber number = new CaseNumber(person.state().number());
            world.words.put(number.value() + "reply00001", "CANARY-reply");
            assertThat(process.getBean(Line.class).notifyReply(number, new ReplyId("reply00001")))
                    .isTrue();
            assertThat(person.carry()).containsExactly("У Вас є повідомлення.");
            person.receive(person.pressWords("show"));

            assertThat(person.carry()).contains("CANARY-reply");
            assertThat(world.everything()).doesNotContain("CANARY");
        }
    }

    @Test
    void saysThatAReplyCanNoLongerBeShown() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.carry();
            CaseNumber number = new CaseNumber(person.state().number());
            process.getBean(Line.class).notifyReply(number, new ReplyId("reply00002"));
            person.carry();
            person.receive(person.pressWords("show"));

            assertThat(person.carry()).anySatisfy(text -> assertThat(text).contains("вже не можна показати"));
        }
    }

    @Test
    void hasNoWayBackToAForgottenChat() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.carry();
            CaseNumber number = new CaseNumber(person.state().number());
            person.receive(person.order("forget"));
            person.receive(person.press("yes"));
            person.carry();
            person.settle();

            assertThat(process.getBean(Line.class).notifyReply(number, new ReplyId("reply00003")))
                    .isFalse();
            assertThat(person.state().number()).isEmpty();
            assertThat(world.opened(number.value()))
                    .extracting(one -> one.get("what"))
                    .contains("forgotten");
        }
    }

    @Test
    void keepsAnUpdateThatNobodyCanReadAndTellsItsSender() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.carry();
            byte[] raw = "CANARY-raw".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            Line line = process.getBean(Line.class);
            line.keepDeadLetter(
                    raw, UpdateMark.of(99, 1), Optional.of(ChatAddress.of(chats)), DeadLetter.Why.UNREADABLE);
            line.keepDeadLetter(
                    raw, UpdateMark.of(99, 1), Optional.of(ChatAddress.of(chats)), DeadLetter.Why.UNREADABLE);

            assertThat(world.documents("deadletters")).hasSize(1);
            assertThat(person.carry()).singleElement().satisfies(text -> assertThat(text)
                    .contains("не змогли його прочитати"));
            assertThat(world.everything()).doesNotContain("CANARY");
        }
    }

    @Test
    void leavesNothingOpenableWhenAFileBreaksOff() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.receive(person.voice());
            Leased leased =
                    process.getBean(ErrandDesk.class).claim(Lane.FILES, 1).get(0);
            DueErrand fetch = leased.errands().get(0);
            FileSealing sealing = process.getBean(FileSealing.class);
            assertThatThrownBy(() -> sealing.seal(fetch, 500, new ByteArrayInputStream(new byte[10])))
                    .isInstanceOf(IOException.class);
            process.getBean(ErrandDesk.class).done(leased, Map.of(fetch, new Outcome.Later(java.time.Duration.ZERO)));
            person.settle();

            assertThat(world.opened(person.state().number()).get(2)).containsEntry("original", Person.FILE);
        }
    }

    @Test
    void leavesAnEntryInPlaceOfAFileThatIsGone() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.receive(person.voice());
            ErrandDesk desk = process.getBean(ErrandDesk.class);
            Leased leased = desk.claim(Lane.FILES, 1).get(0);
            desk.done(leased, Map.of(leased.errands().get(0), new Outcome.Refused(Outcome.Reason.GONE)));

            assertThat(world.opened(person.state().number()).get(2))
                    .containsEntry("kind", "waiting")
                    .containsEntry("seq", 3);
            assertThat(person.carry()).anySatisfy(text -> assertThat(text).contains("Файл не збережено"));
        }
    }
}
