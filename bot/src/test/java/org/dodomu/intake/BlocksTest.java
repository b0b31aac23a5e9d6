package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.dodomu.cases.CaseNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

class BlocksTest {

    private static final long CHAT = 8_181_001;
    private static final String DULL = "Довідник. Нових записів немає.";

    private World world;

    @BeforeEach
    void found() throws IOException {
        world = new World();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private Person inDanger(ApplicationContext process, long chat) {
        Person person = new Person(chat, world, process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.receive(person.words("перше"));
        return person;
    }

    @Test
    void dropsWhateverABlockedPersonSendsInEveryProcessAfterARestartToo() throws IOException {
        Person person;
        Blocks blocks;
        CaseNumber number;
        try (var one = world.start()) {
            person = inDanger(one, CHAT);
            person.settle();
            number = new CaseNumber(person.state().number());
            blocks = one.getBean(Blocks.class);
            assertThat(blocks.block(number)).isTrue();
            assertThat(blocks.block(number)).isTrue();
            assertThat(blocks.stands(number)).isTrue();
        }
        int entries = world.documents("entries").size();
        try (var two = world.start()) {
            person.goesTo(two);
            person.receive(person.words("CANARY-x"), person.photo("u"), person.order("new"), person.press("yes"));
            assertThat(person.carry()).containsExactly(DULL);
            person.receive(person.words("CANARY-y"), person.order("help"), person.press("danger"));
            assertThat(person.carry()).isEmpty();
            person.receive(person.order("start"));
            assertThat(person.carry()).containsExactly(DULL);

            assertThat(world.documents("entries")).hasSize(entries);
            assertThat(world.documents("cases")).hasSize(1);
            assertThat(person.state().scrub).isEmpty();
            assertThat(world.everything()).doesNotContain("CANARY");
            two.getBean(Blocks.class).lift(number);
            person.receive(person.order("start"));
            person.receive(person.press("yes"));
            person.receive(person.words("знову"));
            assertThat(world.documents("entries")).hasSize(entries + 1);
        }
    }

    @Test
    void answersABlockedPersonNeitherWithAReplyNorForWhatNobodyCanRead() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process, CHAT);
            person.settle();
            CaseNumber number = new CaseNumber(person.state().number());
            process.getBean(Blocks.class).block(number);
            Line line = process.getBean(Line.class);
            line.keepDeadLetter(
                    new byte[] {1}, UpdateMark.of(5, 5), Optional.of(ChatAddress.of(CHAT)), DeadLetter.Why.UNREADABLE);

            assertThat(line.notifyReply(number, new ReplyId("reply00001"))).isFalse();
            assertThat(person.carry()).isEmpty();
        }
    }

    @Test
    void outlivesForgettingAndCanStillBeLifted() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process, CHAT);
            person.receive(person.photo("u"));
            CaseNumber number = new CaseNumber(person.state().number());
            person.receive(person.order("forget"));
            person.receive(person.press("yes"));
            Blocks blocks = process.getBean(Blocks.class);
            assertThat(blocks.block(number)).isTrue();
            person.settle();
            assertThat(blocks.reaches(number)).isFalse();
            person.receive(person.order("start"));
            assertThat(person.carry()).containsExactly(DULL);
            person.receive(person.press("danger"), person.words("x"));
            assertThat(world.documents("cases")).hasSize(1);
            blocks.lift(number);
            person.receive(person.order("start"));

            assertThat(person.state().stage).isNotEqualTo(Stage.HIDDEN);
            assertThat(blocks.block(number)).isFalse();
        }
    }

    @Test
    void barsNobodyElseAndNamesNobodyInTheDatabase() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process, CHAT);
            Person other = inDanger(process, CHAT + 1);
            CaseNumber number = new CaseNumber(person.state().number());
            process.getBean(Blocks.class).block(number);
            int entries = world.documents("entries").size();
            other.receive(other.words("CANARY-other"));

            assertThat(world.documents("entries")).hasSize(entries + 1);
            assertThat(world.documents("blocks")).singleElement().satisfies(block -> {
                assertThat(block.keySet()).containsExactlyInAnyOrder("_id", "chat");
                assertThat(block.getString("_id")).doesNotContain(number.value());
                assertThat(world.documents("conversations"))
                        .extracting(one -> one.getString("_id"))
                        .doesNotContain(block.getString("chat"));
            });
            assertThat(world.everything()).doesNotContain(Long.toString(CHAT)).doesNotContain("CANARY");
        }
    }

    @Test
    void aBlockAtAnotherCaseOfTheSamePersonStays() throws IOException {
        try (var process = world.start()) {
            Person person = inDanger(process, CHAT);
            CaseNumber first = new CaseNumber(person.state().number());
            person.receive(person.order("new"));
            person.receive(person.press("yes"));
            person.receive(person.press("danger"));
            person.receive(person.words("друге"));
            CaseNumber second = new CaseNumber(person.state().number());
            Blocks blocks = process.getBean(Blocks.class);
            blocks.block(first);
            blocks.block(second);
            blocks.lift(first);

            assertThat(blocks.stands(first)).isFalse();
            int entries = world.documents("entries").size();
            person.receive(person.words("x"));
            assertThat(world.documents("entries")).hasSize(entries);
        }
    }
}
