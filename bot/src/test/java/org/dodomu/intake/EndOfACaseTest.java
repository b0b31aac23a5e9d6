package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Erasure;
import org.dodomu.cases.Leftovers;
import org.dodomu.config.Language;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;

class EndOfACaseTest {

    private static final Duration WITHDRAWN = Duration.ofDays(7).plusMinutes(1);

    private final World world = new World();
    private long chats = 5_151_000;

    EndOfACaseTest() throws IOException {}

    @AfterEach
    void end() {
        world.close();
    }

    private Person atDoor(AnnotationConfigApplicationContext process) throws IOException {
        Person person = new Person(++chats, world, process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.carry();
        return person;
    }

    private Person told(AnnotationConfigApplicationContext process) throws IOException {
        Person person = atDoor(process);
        person.receive(person.words("CANARY-first"));
        person.receive(person.voice());
        person.carry();
        return person;
    }

    private static void withdraws(Person person) throws IOException {
        person.receive(person.order("withdraw"));
        person.receive(person.press("yes"));
        person.carry();
    }

    private static void sweep(AnnotationConfigApplicationContext process) {
        process.getBean(Leftovers.class).sweep();
        process.getBean(EmptyCases.class).sweep();
        process.getBean(Erasure.class).sweep();
    }

    private void passes(AnnotationConfigApplicationContext process, Person person, Duration time) throws IOException {
        world.clock.pass(time);
        process.getBean(Conversations.class).catchUp();
        person.carry();
        sweep(process);
    }

    private Document row(String number) {
        return Objects.requireNonNull(world.stored()
                .getCollection("cases")
                .find(Filters.eq("_id", number))
                .first());
    }

    private void isDestroyed(String number, AnnotationConfigApplicationContext process, String act) {
        assertThat(world.documents("entries")).isEmpty();
        assertThat(world.documents("chunks")).isEmpty();
        assertThat(world.documents("links")).isEmpty();
        Custody custody = process.getBean(Custody.class);
        assertThat(custody.unbroken(number)).isTrue();
        assertThat(custody.of(number)).extracting(CustodyRecord::act).containsOnlyOnce(act);
    }

    @Test
    void aWithdrawnReportIsDestroyedAndItsReporterCanBeginAnew() throws IOException {
        try (var process = world.start()) {
            Person person = told(process);
            String number = person.state().number();
            withdraws(person);
            passes(process, person, Duration.ofDays(6));
            assertThat(world.opened(number)).isNotEmpty();
            passes(process, person, Duration.ofDays(2));

            isDestroyed(number, process, "withdrawn");
            assertThat(row(number).getList("generations", Document.class)).isEmpty();
            assertThat(row(number).getString("state")).isEqualTo("withdrawn");
            assertThat(person.state().number()).isEmpty();
            assertThat(person.state().stage).isEqualTo(Stage.HIDDEN);

            person.receive(person.order("start"));
            person.receive(person.press("yes"));
            person.receive(person.press("danger"));
            person.receive(person.words("CANARY-again"));
            person.carry();
            assertThat(person.state().number()).isNotEqualTo(number);
            assertThat(world.opened(person.state().number()))
                    .extracting(one -> one.get("text"))
                    .contains("CANARY-again");
        }
    }

    @Test
    void whatIsTakenBackInTheLastHourStays() throws IOException {
        try (var process = world.start()) {
            Person person = told(process);
            String number = person.state().number();
            withdraws(person);
            passes(process, person, Duration.ofDays(7).minusMinutes(1));
            person.receive(person.press("unwithdraw"));
            person.carry();
            passes(process, person, Duration.ofDays(30));
            assertThat(world.opened(number))
                    .extracting(one -> one.get("what"))
                    .contains("withdrawal-revoked")
                    .doesNotContain("withdrawn");
            assertThat(person.state().number()).isEqualTo(number);
        }
    }

    @Test
    void aForgottenChatDoesNotSaveAWithdrawnReport() throws IOException {
        try (var process = world.start()) {
            Person person = told(process);
            String number = person.state().number();
            withdraws(person);
            person.receive(person.order("forget"));
            person.receive(person.press("yes"));
            person.carry();
            passes(process, person, Duration.ofDays(9));
            isDestroyed(number, process, "withdrawn");
        }
    }

    @Test
    void wordsForAReportThatWasKeptLongEnoughAreNeitherLostNorStuck() throws IOException {
        try (var process = world.start()) {
            Person person = told(process);
            String number = person.state().number();
            world.stored()
                    .getCollection("cases")
                    .updateOne(
                            Filters.eq("_id", number),
                            Updates.combine(Updates.set("state", "closed"), Updates.set("changed", new Date(0))));
            sweep(process);
            isDestroyed(number, process, "retired");
            person.receive(person.words("CANARY-late"));
            assertThat(person.carry()).anySatisfy(text -> assertThat(text).contains("не збережено"));
            assertThat(world.documents("deadletters")).isEmpty();
        }
    }

    @Test
    void aDoorThroughWhichNothingCameLeavesNoCase() throws IOException {
        try (var process = world.start()) {
            Person person = atDoor(process);
            String number = person.state().number();
            sweep(process);
            assertThat(world.documents("cases")).hasSize(1);
            passes(process, person, Duration.ofHours(25));
            isDestroyed(number, process, "dropped");
            passes(process, person, Duration.ofDays(2));
            assertThat(world.documents("cases")).isEmpty();

            person.receive(person.words("CANARY-days-later"));
            person.receive(person.voice());
            person.settle();
            assertThat(row(person.state().number()).getString("urgency")).isEqualTo("now");
            assertThat(world.opened(person.state().number()))
                    .extracting(one -> one.get("kind"))
                    .containsExactly("event", "message", "file");
        }
    }

    @Test
    void aCaseThatNoChatKnowsIsSweptAndOneThatAChatKnowsIsNot() throws IOException {
        try (var process = world.start()) {
            Person person = atDoor(process);
            CaseNumber stray = process.getBean(Cases.class).bear(new byte[] {7}, Language.UK);
            world.clock.pass(Duration.ofDays(7));
            process.getBean(EmptyCases.class).sweep();
            assertThat(world.documents("cases")).hasSize(2);
            world.clock.pass(Duration.ofDays(2));
            process.getBean(EmptyCases.class).sweep();
            assertThat(row(stray.value()).getList("generations", Document.class))
                    .isEmpty();
            assertThat(row(person.state().number()).getList("generations", Document.class))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAWithdrawnReportWhereverTheProcessIsKilled(boolean afterTheWrite) throws IOException {
        boolean died = true;
        int write = 0;
        while (died) {
            write++;
            died = killedAt(write, afterTheWrite);
        }
        assertThat(write).isGreaterThan(12);
    }

    private boolean killedAt(int write, boolean after) throws IOException {
        try (var sound = world.start()) {
            Person person = told(sound);
            String number = person.state().number();
            FaultyDatabase database = world.database().dieAt(write, after);
            Incoming asked = person.order("withdraw");
            person.receive(asked);
            Incoming sure = person.press("yes");
            try (var mortal = world.start(database)) {
                person.goesTo(mortal);
                person.receive(sure);
                person.carry();
                passes(mortal, person, WITHDRAWN);
                passes(mortal, person, Duration.ofDays(1));
            } catch (FaultyDatabase.Killed killed) {
                assertThat(database.died()).isTrue();
            }
            person.goesTo(sound);
            person.receive(sure);
            person.settle();
            passes(sound, person, WITHDRAWN);
            passes(sound, person, Duration.ofDays(1));
            passes(sound, person, Duration.ofDays(2));
            isDestroyed(number, sound, "withdrawn");
            assertThat(row(number)).as("killed at write " + write).doesNotContainKey("erase");
            assertThat(person.state().knows(number)).isFalse();
            assertThat(person.state().commands).isEmpty();
            return database.died();
        }
    }

    @Test
    void theSweepsAreScheduled() throws NoSuchMethodException {
        Scheduled scheduled = IntakeClock.class.getDeclaredMethod("sweep").getAnnotation(Scheduled.class);
        assertThat(scheduled.fixedDelay()).isBetween(60_000L, 3_600_000L);
        assertThat(scheduled.initialDelay()).isGreaterThanOrEqualTo(60_000L);
    }
}
