package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many people go the whole way while the line and its database are killed again and again; then everything is opened and compared with what was said. {@code -Dfaults.kills}, {@code
 * -Dfaults.people} and {@code -Dfaults.seed} choose another storm.
 */
class CrashAnywhereTest {

    private static final int KILLS = Integer.getInteger("faults.kills", 10);
    private static final int PEOPLE = Integer.getInteger("faults.people", 8);
    private static final long SEED = Long.getLong("faults.seed", 20261124);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(10);

    private static final int MOST_ROUNDS = 12;

    @TempDir
    Path folder;

    @BeforeEach
    void needsThePackagedJar() throws IOException {
        assumeTrue(PackagedJar.isFresh(), "SKIPPED: no bot/target/dodomu.jar of these classes; run mvn verify");
    }

    @Test
    void nothingIsLostOrStoredTwiceHoweverOftenTheLineAndItsDatabaseAreKilled() throws IOException {
        long began = System.nanoTime();
        try (RunningLine line = RunningLine.start(folder)) {
            BotProcess bot = line.bot("bot", Map.of());
            Crowd crowd = new Crowd(line.people(), line.talks(), line.replier(bot), PEOPLE, SEED);
            Storm storm = new Storm(line, bot, SEED, PATIENCE, crowd::mustStand);
            crowd.start();
            storm.rage(KILLS);
            long calm = System.nanoTime();
            crowd.stop();
            List<Reporter> everybody = crowd.everybody();
            settle(line, everybody);
            Verdict verdict = Verdict.of(line, everybody);
            System.out.printf(
                    "Crash anywhere, seed %d: %s, %s, storm %d s, then %d s%n",
                    SEED,
                    storm.struck(),
                    verdict.counts(),
                    (calm - began) / 1_000_000_000,
                    (System.nanoTime() - calm) / 1_000_000_000);
            assertThat(verdict.differences())
                    .as("differences after the storm with seed " + SEED)
                    .isEmpty();
            assertThat(verdict.counts().getOrDefault("things said", 0))
                    .as("things said: a storm over silence proves nothing")
                    .isGreaterThan(KILLS);
            assertThat(storm.unwilling())
                    .as("times that SIGTERM did not end the line")
                    .isZero();
        }
    }

    /** Waits until nothing is left to do, has everybody read what was written to them, and say one thing more. */
    static void settle(RunningLine line, List<Reporter> everybody) throws IOException {
        line.awaitReplies(QUIET_WITHIN);
        line.awaitQuiet(QUIET_WITHIN);
        readReplies(line, everybody);
        sayOneMore(line, everybody);
    }

    /** Everybody touches what still has a button of a reply's, and asks for what left the chat unseen, until there is nothing. */
    private static void readReplies(RunningLine line, List<Reporter> everybody) throws IOException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Reporter> touched = everybody.stream()
                    .filter(one -> one.touchReply() || one.askForReply())
                    .toList();
            if (touched.isEmpty()) {
                return;
            }
            line.awaitQuiet(QUIET_WITHIN);
        }
        throw new AssertionError("Buttons of replies stay in the chats");
    }

    private static void sayOneMore(RunningLine line, List<Reporter> everybody) throws IOException {
        Talks talks = line.talks();
        for (Reporter one : everybody) {
            if (!one.said().isEmpty()
                    && talks.of(one.chat()).filter(one::isAnswered).isPresent()) {
                one.sayOneMore();
            }
        }
        line.awaitQuiet(QUIET_WITHIN);
    }
}
