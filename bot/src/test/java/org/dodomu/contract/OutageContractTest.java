package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Queue;
import org.dodomu.cases.View;
import org.dodomu.desk.Rosters;
import org.dodomu.intake.StorageAway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back; {@code -Doutage.seconds} says for how long, 6 otherwise. */
class OutageContractTest extends ContractTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 6));

    private Cable cable;

    @BeforeEach
    void lay() throws IOException {
        cable = new Cable(database.uri());
    }

    @AfterEach
    void remove() throws IOException {
        cable.close();
    }

    private RunningLine behindTheCable() {
        String name = java.util.Objects.requireNonNull(new ConnectionString(database.uri()).getDatabase());
        return new RunningLine(founded, cable.uri(name), clock, database.rules());
    }

    private static void healthIs(RunningLine running, int status) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> running.health() == status);
    }

    @Test
    void theLineStartsWithoutTheDatabaseSaysSoAndRecovers() throws Exception {
        database.database().getCollection("schema").deleteMany(new Document());
        database.database().getCollection("cases").drop();
        cable.cut();
        try (RunningLine running = behindTheCable()) {
            Reporter reporter = new Reporter(888, running, clock);
            assertThat(running.health()).isEqualTo(503);
            assertThatThrownBy(() -> reporter.receive(reporter.begins())).isInstanceOf(StorageAway.class);
            assertThatThrownBy(() -> running.part(Rosters.class).current())
                    .isInstanceOf(com.mongodb.MongoException.class);
            Thread.sleep(OUTAGE.toMillis());
            assertThat(running.health()).isEqualTo(503);
            cable.mend();
            healthIs(running, 200);
            new Reporter(889, running, clock).isInDanger();
            assertThat(database.database().getCollection("schema").countDocuments())
                    .isEqualTo(running.collections().size());
            assertThat(database.database().getCollection("cases").listIndexes().into(new ArrayList<>()))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void nothingIsLostWhileTheDatabaseIsAwayAndTheLineRecovers() throws Exception {
        try (RunningLine running = behindTheCable()) {
            Reporter reporter = new Reporter(890, running, clock);
            reporter.isInDanger();
            healthIs(running, 200);
            AtomicBoolean refused = new AtomicBoolean();
            List<String> said =
                    IntStream.range(0, 60).mapToObj(n -> "words " + n).toList();
            Thread teller = new Thread(() -> said.forEach(words -> insist(reporter, words, refused)), "teller");
            teller.start();
            cable.cut();
            await().atMost(PATIENCE).untilTrue(refused);
            healthIs(running, 503);
            Thread.sleep(OUTAGE.toMillis());
            assertThat(teller.isAlive()).isTrue();
            cable.mend();
            healthIs(running, 200);
            teller.join(PATIENCE.toMillis());
            assertThat(teller.isAlive()).isFalse();
            reporter.carry();
            CaseNumber number = new CaseNumber(running.part(Queue.class)
                    .list(View.WAITING, founded.operator(0), 1)
                    .get(0)
                    .number());
            running.part(Queue.class).claim(number, founded.operator(0));
            CaseFiles.CaseFile file = running.part(CaseFiles.class).open(number, founded.operator(0));
            assertThat(texts(read(file).stream()
                            .filter(entry -> entry.containsKey("text"))
                            .toList()))
                    .isEqualTo(said);
        }
    }

    /** What the poller does with an update that was not kept. */
    private static void insist(Reporter reporter, String words, AtomicBoolean refused) {
        org.dodomu.intake.Incoming update = reporter.words(words);
        boolean kept = false;
        while (!kept) {
            try {
                reporter.receive(update);
                kept = true;
            } catch (StorageAway away) {
                refused.set(true);
            }
        }
    }
}
