package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Queue;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.desk.Member;
import org.dodomu.desk.Rosters;
import org.dodomu.followup.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class RepliesOnTheLineTest {

    private final World world = new World();
    private final AnnotationConfigApplicationContext process;
    private final Person person;
    private final CaseNumber number;

    RepliesOnTheLineTest() throws IOException {
        world.realReplies = true;
        process = world.start();
        person = new Person(6_161_001, world, process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.receive(person.words("CANARY-told"));
        person.carry();
        number = new CaseNumber(person.state().number());
    }

    @BeforeEach
    void isQueued() {
        assertThat(world.documents("replies")).isEmpty();
    }

    @AfterEach
    void end() {
        process.close();
        world.close();
    }

    private String write(String words) {
        Member lead = process.getBean(Rosters.class).current().members().get(0);
        process.getBean(Queue.class).claim(number, lead);
        byte[] sealed = world.age.seal(RecipientSet.of(world.epoch.recipient()), new byte[64]);
        return process.getBean(Threads.class)
                .write(number, lead, words, 1, sealed, words)
                .reply();
    }

    private List<String> states() {
        return process.getBean(Threads.class).of(number).stream()
                .map(Threads.State::state)
                .toList();
    }

    @Test
    void pressingShowTwiceLeavesTheWordsOnceAndSaysShown() throws IOException {
        write("CANARY-question");
        person.carry();
        assertThat(states()).containsExactly("noticed");
        person.receive(person.pressWords("show"));
        person.receive(person.pressWords("show"));
        List<String> sent = person.carry();
        assertThat(sent).contains("CANARY-question");
        assertThat(states()).containsExactly("shown");
        assertThat(person.state().errands).isEmpty();
        Integer left = person.state().words;
        world.clock.pass(Duration.ofMinutes(11));
        process.getBean(Conversations.class).catchUp();
        assertThat(person.state().words).isNull();
        assertThat(person.state().scrub).extracting(Conversation.Scrub::message).containsExactly(left);
        assertThat(world.everything()).doesNotContain("CANARY");
    }

    @Test
    void canBeShownAgainUntilItExpires() throws IOException {
        write("CANARY-question");
        person.carry();
        person.receive(person.pressWords("show"));
        assertThat(person.carry()).contains("CANARY-question");
        person.receive(person.pressWords("read"));
        person.carry();
        assertThat(states()).containsExactly("read");
        world.clock.pass(Duration.ofDays(13));
        person.receive(person.press("show"));
        assertThat(person.carry()).contains("CANARY-question");
        world.clock.pass(Duration.ofDays(2));
        person.receive(person.press("show"));
        assertThat(person.carry())
                .noneSatisfy(text -> assertThat(text).contains("CANARY"))
                .anySatisfy(text -> assertThat(text).contains("вже не можна показати"));
        assertThat(states()).containsExactly("read");
    }

    @Test
    void aBrokenBoxDoesNotStopTheSender() throws IOException {
        write("CANARY-question");
        person.carry();
        world.stored()
                .getCollection("replies")
                .updateMany(
                        new org.bson.Document(),
                        com.mongodb.client.model.Updates.set("box", new org.bson.types.Binary(new byte[30])));
        person.receive(person.pressWords("show"));
        assertThat(person.carry()).anySatisfy(text -> assertThat(text).contains("вже не можна показати"));
        assertThat(person.state().errands).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "morning,2026-11-24T07:30:00Z,2026-11-24T07:30:00Z",
        "morning,2026-11-24T05:59:00Z,2026-11-24T06:00:00Z",
        "morning,2026-11-24T10:00:00Z,2026-11-25T06:00:00Z",
        "day,2026-11-24T09:00:00Z,2026-11-24T10:00:00Z",
        "evening,2026-11-24T20:00:00Z,2026-11-25T16:00:00Z",
        "evening,2026-11-24T19:59:00Z,2026-11-24T19:59:00Z",
        "any,2026-11-24T01:00:00Z,2026-11-24T01:00:00Z",
        "morning,2026-10-24T12:00:00Z,2026-10-25T06:00:00Z",
        "morning,2026-03-28T12:00:00Z,2026-03-29T05:00:00Z"
    })
    void knowsTheNextSafeTimeInTheLinesZone(String hours, String now, String next) {
        assertThat(Talks.safeTime(hours, Instant.parse(now), ZoneId.of("Europe/Kyiv")))
                .isEqualTo(Instant.parse(next));
    }

    @Test
    void aNoticeThatWasDelayedBeyondTheSafeHoursWaitsForTheNextOnes() throws IOException {
        ConversationStore store = process.getBean(ConversationStore.class);
        ConversationStore.Held held =
                store.find(List.of(store.id(ChatAddress.of(6_161_001)))).get(0);
        Conversation evening = held.talk().copy();
        evening.safeHours = "evening";
        assertThat(store.write(
                        List.of(new ConversationStore.Written(held, evening, List.of(), java.util.Optional.empty()))))
                .isEmpty();
        write("CANARY-question");
        assertThat(person.carry()).isEmpty();
        world.clock.pass(Duration.ofHours(12));
        for (int quarter = 0; quarter < 4 * 18; quarter++) {
            assertThat(person.carry()).as("at " + world.clock.instant()).isEmpty();
            world.clock.pass(Duration.ofMinutes(15));
        }
        world.clock.pass(Duration.ofHours(1).plusMinutes(20));
        assertThat(person.carry()).containsExactly("У Вас є повідомлення.");
        assertThat(states()).containsExactly("noticed");
    }

    @Test
    void saysBlockedAndGoesOnWhenThePersonComesBack() throws IOException {
        write("CANARY-question");
        ErrandDesk desk = process.getBean(ErrandDesk.class);
        Leased leased = desk.claim(Lane.PACED, 1).get(0);
        desk.done(leased, Map.of(leased.errands().get(0), new Outcome.Blocked()));
        assertThat(states()).containsExactly("blocked");
        person.receive(person.pressWords("show"));
        assertThat(person.carry()).contains("CANARY-question");
        assertThat(states()).containsExactly("shown");
    }
}
