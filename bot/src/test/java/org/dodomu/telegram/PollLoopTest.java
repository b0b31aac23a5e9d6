package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.telegram.Edge.until;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.dodomu.sandbox.telegram.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollLoopTest {

    private final Edge edge = new Edge();
    private final PollLoop loop = edge.polls(edge.api);
    private final long olena = edge.telegram.control().person("Sample One", "uk");
    private final long ivan = edge.telegram.control().person("Sample Two", "uk");

    PollLoopTest() throws IOException {}

    @AfterEach
    void end() {
        loop.stop();
        edge.close();
    }

    private void says(long person, String words) {
        edge.telegram.control().text(person, words);
    }

    private void poll() {
        edge.leadership.start();
        loop.start();
    }

    @Test
    void handsOverEverythingOnceAndInTheOrderOfEachPerson() throws InterruptedException {
        poll();
        List<String> said = IntStream.range(0, 250).mapToObj(n -> "w" + n).toList();
        said.forEach(words -> {
            says(olena, words);
            says(ivan, words);
        });
        until(() -> edge.telegram.control().waiting() == 0);

        assertThat(edge.line.saidBy(olena)).containsExactlyElementsOf(said);
        assertThat(edge.line.saidBy(ivan)).containsExactlyElementsOf(said);
    }

    @Test
    void confirmsNothingThatWasNotKept() throws InterruptedException {
        edge.line.away.set(3);
        poll();
        says(olena, "kept at last");
        until(() -> edge.line.refused.get() > 0);
        assertThat(edge.telegram.control().waiting()).isEqualTo(1);
        until(() -> edge.telegram.control().waiting() == 0);

        assertThat(edge.line.saidBy(olena)).containsExactly("kept at last");
    }

    @Test
    void keepsAPersonsOrderWhenAnAnswerBringsUpdatesInNoOrder() throws InterruptedException {
        List<String> said = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9");
        said.forEach(words -> says(olena, words));
        edge.telegram.control().faults().order(Faults.Kind.SHUFFLE, "getupdates", 0, 1);
        poll();
        until(() -> edge.line.saidBy(olena).size() == said.size());

        assertThat(edge.line.saidBy(olena)).isEqualTo(said);
    }

    @Test
    void goesOnWhenIdsStartAgainLower() throws InterruptedException {
        poll();
        says(olena, "before");
        until(() -> edge.line.saidBy(olena).size() == 1);
        edge.telegram.control().restartIds();
        says(olena, "after");
        until(() -> edge.line.saidBy(olena).contains("after"));
    }

    @Test
    void putsAnUnreadableUpdateApartAndGoesOn() throws InterruptedException {
        poll();
        says(olena, "before");
        edge.telegram.control().poison(olena);
        says(olena, "after");
        until(() -> edge.telegram.control().waiting() == 0);

        assertThat(edge.line.saidBy(olena)).containsExactly("before", "after");
        assertThat(edge.line.dead).hasSize(1);
    }

    @Test
    void doesNotAskWhileAnotherInstanceLeads() throws InterruptedException {
        loop.start();
        says(olena, "for the other one");
        Thread.sleep(600);
        assertThat(edge.telegram.control().waiting()).isEqualTo(1);
        edge.leadership.start();
        until(() -> edge.telegram.control().waiting() == 0);
    }

    @Test
    void noticesASecondPollerAndGoesOn() throws InterruptedException, IOException {
        poll();
        until(() -> edge.state.polled().isPresent());
        BotApi thief = edge.api(edge.telegram.baseUri());
        for (int i = 0; i < 20 && !edge.state.contested(); i++) {
            try {
                thief.getUpdates(java.util.OptionalLong.empty());
            } catch (ApiRefused conflict) {
                assertThat(conflict.kind()).isEqualTo(ApiRefused.Kind.CONFLICT);
            }
        }
        until(edge.state::contested);
        says(olena, "still heard");
        until(() -> edge.line.saidBy(olena).contains("still heard"));
    }
}
