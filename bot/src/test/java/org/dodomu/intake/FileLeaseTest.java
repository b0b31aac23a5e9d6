package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** How long a file waits for whoever fetches it. */
class FileLeaseTest {

    private World world;
    private AnnotationConfigApplicationContext process;
    private Person person;
    private ErrandDesk desk;

    @BeforeEach
    void somebodySendsAFile() throws IOException {
        world = new World();
        process = world.start();
        desk = process.getBean(ErrandDesk.class);
        person = new Person(1, world, process);
        person.receive(person.order("start"));
        for (String choice : new String[] {"uk", "yes", "danger"}) {
            person.receive(person.press(choice));
        }
        person.receive(person.voice());
    }

    @AfterEach
    void end() {
        process.close();
        world.close();
    }

    @Test
    void isTakenUpSoonAfterItsFetcherDied() {
        assertThat(desk.claim(Lane.FILES, 1)).hasSize(1);
        world.clock.pass(Duration.ofSeconds(39));
        assertThat(desk.claim(Lane.FILES, 1)).isEmpty();
        world.clock.pass(Duration.ofSeconds(2));
        assertThat(desk.claim(Lane.FILES, 1)).singleElement().matches(Leased::orphaned);
    }

    @Test
    void isLeftToItsFetcherAsLongAsBytesCome() throws IOException {
        Leased leased = desk.claim(Lane.FILES, 1).get(0);
        DueErrand fetch = leased.errands().get(0);
        person.receive(person.words("CANARY-meanwhile"));
        process.getBean(FileSealing.class).seal(fetch, 5, new SlowBytes());
        desk.done(leased, Map.of(fetch, new Outcome.Done()));

        assertThat(desk.claim(Lane.FILES, 1)).isEmpty();
        assertThat(world.opened(person.state().number()))
                .filteredOn(one -> "file".equals(one.get("kind")))
                .singleElement()
                .satisfies(file -> assertThat(file).containsEntry("original", "xxxxx"));
    }

    /** Five bytes, thirty seconds apart; before each but the first another fetcher looks for work. */
    private final class SlowBytes extends InputStream {
        private int left = 5;

        @Override
        public int read() {
            if (left < 5) {
                assertThat(desk.claim(Lane.FILES, 1)).isEmpty();
            }
            world.clock.pass(Duration.ofSeconds(30));
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int read = length == 0 ? 0 : read();
            if (length > 0 && read > 0) {
                into[offset] = (byte) read;
            }
            return read > 0 ? 1 : read;
        }
    }
}
