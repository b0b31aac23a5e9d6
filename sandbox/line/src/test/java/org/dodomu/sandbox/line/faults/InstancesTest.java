package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the packaged line over one database: nobody is answered twice, nothing is lost, and every person's order holds, whichever of them dies. */
@Tag("storm")
class InstancesTest {

    private static final int PEOPLE = 10;
    private static final long SEED = Long.getLong("faults.seed", 20261124);
    private static final Duration ENOUGH_WITHIN = Duration.ofMinutes(12);
    private static final Map<String, String> WATCHFUL = Map.of("dodomu.alarm.look", "1s");

    @TempDir
    Path folder;

    @BeforeEach
    void needsThePackagedJar() throws IOException {
        assumeTrue(PackagedJar.isFresh(), "SKIPPED: no bot/target/dodomu.jar of these classes; run mvn verify");
    }

    @Test
    void pollingIsTakenOverWhenTheLeaderIsKilled() throws IOException {
        try (RunningLine line = RunningLine.start(folder)) {
            BotProcess one = line.bot("one", WATCHFUL);
            BotProcess two = line.bot("two", WATCHFUL);
            Crowd crowd = new Crowd(line.people(), line.talks(), line.replier(two), PEOPLE, SEED);
            crowd.start();
            for (int killed = 0; killed < 2; killed++) {
                awaitMore(crowd, 60);
                BotProcess leader = leader(one, two);
                BotProcess other = leader == one ? two : one;
                leader.child().kill();
                Waiting.until("the other to lead", ENOUGH_WITHIN, () -> other.metric("dodomu.leads", "") == 1);
                awaitMore(crowd, 30);
                leader.close();
                leader.start();
            }
            judge(line, crowd);
        }
    }

    private static BotProcess leader(BotProcess one, BotProcess two) {
        Waiting.until(
                "one to lead",
                ENOUGH_WITHIN,
                () -> one.metric("dodomu.leads", "") == 1 ^ two.metric("dodomu.leads", "") == 1);
        return one.metric("dodomu.leads", "") == 1 ? one : two;
    }

    @Test
    void aLoadBalancerGivesTheWebhookToBothAndOneIsKilled() throws IOException {
        List<Integer> ports = List.of(DatabaseProcess.freePort(), DatabaseProcess.freePort());
        try (Balancer balancer = new Balancer(ports);
                RunningLine line = RunningLine.start(folder)) {
            BotProcess one = line.bot("one", hooked(balancer, ports.get(0)));
            BotProcess two = line.bot("two", hooked(balancer, ports.get(1)));
            Crowd crowd = new Crowd(line.people(), line.talks(), line.replier(two), PEOPLE, SEED);
            crowd.start();
            Waiting.until("calls to both", ENOUGH_WITHIN, () -> balancer.taken(0) > 30 && balancer.taken(1) > 30);
            one.child().kill();
            int before = balancer.taken(1);
            Waiting.until("the other to go on", ENOUGH_WITHIN, () -> balancer.taken(1) > before + 30);
            one.close();
            one.start();
            int again = balancer.taken(0);
            Waiting.until("calls to both again", ENOUGH_WITHIN, () -> balancer.taken(0) > again + 20);
            judge(line, crowd);
        }
    }

    private static Map<String, String> hooked(Balancer balancer, int port) {
        return Map.of(
                "dodomu.alarm.look", "1s",
                "dodomu.telegram.webhook.url", balancer.url(),
                "dodomu.telegram.webhook.port", Integer.toString(port));
    }

    private static void awaitMore(Crowd crowd, int updates) {
        int before = did(crowd);
        Waiting.until(updates + " updates more", ENOUGH_WITHIN, () -> did(crowd) >= before + updates);
    }

    private static int did(Crowd crowd) {
        return crowd.everybody().stream().mapToInt(Reporter::updates).sum();
    }

    private static void judge(RunningLine line, Crowd crowd) throws IOException {
        crowd.stop();
        List<Reporter> everybody = crowd.everybody();
        CrashAnywhereTest.settle(line, everybody);
        Verdict verdict = Verdict.of(line, everybody);
        System.out.printf("Two instances, seed %d: %s%n", SEED, verdict.counts());
        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.counts().getOrDefault("things said", 0)).isGreaterThan(40);
    }
}
