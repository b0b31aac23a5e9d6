package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Language;
import org.dodomu.config.Texts;
import org.dodomu.sandbox.line.faults.Proof;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog, drained by a line in a process of its own; the load run drains larger ones and asks the same. */
class BacklogTest {

    private static final int PEOPLE = 100;
    private static final int UPDATES = 1000;
    private static final int FLOOD = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void isKeptOnceInEachPersonsOrderAndEachCardShowsTheLatest() throws Exception {
        SandboxTelegram.Settings settings =
                new SandboxTelegram.Settings(0, Optional.of(folder.resolve("telegram.jsonl")), () -> "{}");
        try (EmbeddedStore store = EmbeddedStore.open(folder.resolve("store.db"));
                SandboxTelegram telegram = SandboxTelegram.start(settings);
                MongoClient client = MongoClients.create(store.uri(""))) {
            LineProcess.Founded line = LineProcess.found(folder, store.uri(""), "backlog");
            MongoDatabase database = client.getDatabase("backlog");
            List<String> presses = Backlog.presses(line, telegram);
            Control control = telegram.control();
            Backlog backlog = Backlog.fill(control, PEOPLE, UPDATES, FLOOD, presses);
            control.requests().clear();
            try (LineProcess process = LineProcess.start(line, telegram, Backlog.UNLIMITED)) {
                backlog.await(0, process);
                await().atMost(PATIENCE).until(() -> Proof.quiet(line.founded(), database));
            }
            assertThat(Proof.differences(line.founded(), database, backlog.said()))
                    .isEmpty();
            assertThat(backlog.said(0)).hasSizeGreaterThanOrEqualTo(FLOOD);
            eachCardShowsTheLatest(control, backlog);
            Proof.Pace pace = Proof.pace(control.requests());
            assertThat(pace.inOneChat()).isEqualTo(1);
            assertThat(pace.inAll()).isBetween(1, 25);
        }
    }

    private static void eachCardShowsTheLatest(Control control, Backlog backlog) {
        Texts texts = new Texts();
        for (int person = 0; person < PEOPLE; person++) {
            Map<String, Object> count = Map.of("count", backlog.said(person).size());
            assertThat(Proof.onlyCard(control.chat(backlog.people().get(person))))
                    .as("the card of person %s", person)
                    .contains(texts.text(Language.UK, "kind.text", count));
        }
    }
}
