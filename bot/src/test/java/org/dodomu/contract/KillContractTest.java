package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.Queue;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Rosters;
import org.dodomu.support.ClusterRules;
import org.dodomu.support.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database server is killed while the line writes. */
class KillContractTest {

    private static final int CYCLES = 3;
    private static final int WRITERS = 4;
    private static final int CASES_BETWEEN = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final ClusterRules rules = new ClusterRules();
    private final String name = "dodomu-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<CaseNumber, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private Engine engine;
    private Cable cable;
    private FoundedLine founded;
    private RunningLine line;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        engine = Engine.choose(folder);
        cable = new Cable(engine.start());
        founded = new FoundedLine(folder);
        line = new RunningLine(founded, cable.uri(name), clock, rules);
        founded.found(line.part(Rosters.class));
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        stop.set(true);
        try (MongoClient client = MongoClients.create(cable.uri(name))) {
            client.getDatabase(name).drop();
        } finally {
            line.close();
            engine.close();
            cable.close();
        }
        rules.check();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterEachKill() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        Thread writers = new Thread(() -> write(failed), "writers");
        writers.start();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            awaitAcknowledged(acknowledged.size() + CASES_BETWEEN);
            int before = refused.get();
            engine.kill();
            await().atMost(PATIENCE).until(() -> refused.get() > before);
            cable.leadTo(engine.start());
            awaitAcknowledged(acknowledged.size() + 1);
        }
        stop.set(true);
        writers.join(PATIENCE.toMillis());
        assertThat(failed).hasValue(0);
        assertThat(acknowledged).hasSizeGreaterThan(CYCLES * CASES_BETWEEN);
        acknowledged.forEach(this::isThere);
    }

    private void awaitAcknowledged(int cases) {
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= cases);
    }

    private void write(AtomicInteger failed) {
        try {
            AtOnce.run(WRITERS, thread -> {
                for (int n = 0; !stop.get(); n++) {
                    report(thread, n);
                }
            });
        } catch (Exception lost) {
            failed.incrementAndGet();
        }
    }

    /** Each call is repeated until it is acknowledged, and never after that. */
    private void report(int writer, int n) {
        String words = "writer " + writer + " case " + n;
        Cases cases = line.part(Cases.class);
        CaseNumber number =
                insist(() -> cases.bear(words.getBytes(java.nio.charset.StandardCharsets.UTF_8), Language.UK));
        EntryDraft draft =
                new EntryDraft(cases.entryId(number, new byte[1]), 1, "answer", clock.instant(), Map.of("text", words));
        insist(() -> ContractTest.deposit(line, number, draft));
        insist(() -> ContractTest.count(line, number, java.util.List.of(draft.id())));
        insist(() -> cases.enqueue(number, ReportType.DEPORTED, Urgency.SOON, false));
        insist(() -> line.part(Queue.class).claim(number, founded.operator(writer)));
        acknowledged.put(number, words);
    }

    private void insist(Runnable write) {
        insist(() -> {
            write.run();
            return true;
        });
    }

    private <T> T insist(Supplier<T> write) {
        while (true) {
            try {
                return write.get();
            } catch (MongoException away) {
                refused.incrementAndGet();
            }
        }
    }

    private void isThere(CaseNumber number, String words) {
        int writer = Integer.parseInt(words.split(" ", -1)[1]);
        CaseFiles.CaseFile file = line.part(CaseFiles.class).open(number, founded.operator(writer));
        assertThat(file.fence()).isEqualTo(1);
        assertThat(file.entries()).hasSize(1);
        byte[] sealed = java.util.Base64.getDecoder()
                .decode(file.entries().get(0).sealed().orElseThrow());
        assertThat(org.dodomu.crypto.Json.read(founded.open(file.generations().get(0), sealed)))
                .containsEntry("text", words);
        assertThat(line.part(Custody.class).unbroken(number.value())).isTrue();
    }
}
