package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImpatientTest {

    private final Impatient impatient = new Impatient("test", Duration.ofMillis(100));
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void end() {
        impatient.close();
    }

    @Test
    void aServerThatNeverAnswersIsAwayAndIsNotAskedTwiceAtOnce() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            assertThat(impatient.ask(() -> {
                        asked.incrementAndGet();
                        hangs.await();
                        return "late";
                    }))
                    .isEmpty();
        }
        assertThat(asked).hasValue(1);

        hangs.countDown();
        Edge.until(() -> impatient.ask(() -> "back").equals(Optional.of("back")));
    }

    @Test
    void aFailureIsNoAnswer() {
        assertThat(impatient.ask(() -> {
                    throw new IllegalStateException("away");
                }))
                .isEmpty();
        assertThat(impatient.ask(() -> "there")).contains("there");
    }
}
