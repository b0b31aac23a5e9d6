package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dodomu.config.TelegramSettings;
import org.dodomu.intake.DeadLetter;
import org.dodomu.intake.KillableLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An update that breaks the reader of today, and the reader of tomorrow that copes with it. */
class DeadLetterRetryTest {

    private static KillableLine line;
    private static long person = 9_100_000;

    private final ObjectMapper today = new ObjectMapper();
    private final ObjectMapper mended = new Mended();
    private final TelegramJournal journal = new TelegramJournal();
    private boolean leads = true;

    /** Leaves out what it does not know. */
    private static final class Mended extends ObjectMapper {
        private static final long serialVersionUID = 1L;

        @Override
        public <T> T treeToValue(TreeNode update, Class<T> type) throws JsonProcessingException {
            ObjectNode known = ((ObjectNode) update).deepCopy();
            known.withObject("/message").remove("chat_background_set");
            return super.treeToValue(known, type);
        }
    }

    @BeforeAll
    static void found() throws IOException {
        line = new KillableLine();
    }

    @AfterAll
    static void end() {
        line.close();
    }

    private JsonNode poison(int updateId, String words) throws JsonProcessingException {
        long seconds = line.clock().instant().getEpochSecond();
        return today.readTree("""
                {"update_id": %d, "message": {"message_id": %d, "date": %d, "text": "%s",
                 "chat": {"id": %d, "type": "private", "first_name": "CANARY-name"},
                 "from": {"id": %d, "is_bot": false, "first_name": "CANARY-name"},
                 "chat_background_set": {"type": {"type": "of tomorrow"}}}}
                """.formatted(updateId, updateId, seconds, words, person, person));
    }

    private void arrives(JsonNode update) {
        TelegramSettings nowhere =
                new TelegramSettings("1:12345678901234567890", null, URI.create("http://127.0.0.1:9"));
        Groups groups = new Groups(new BotApi(nowhere, Duration.ofSeconds(1)), Optional.empty(), journal);
        new BatchHandler(
                        new Updates(today, line.clock()),
                        line.line(),
                        groups,
                        raw -> false,
                        journal,
                        new PollState(line.clock()))
                .take(List.of(update));
        groups.close();
    }

    private void retry(ObjectMapper reader) {
        new DeadLetterRetry(
                        line.letters(), new Updates(reader, line.clock()), line.line(), () -> leads, reader, journal)
                .run();
    }

    private List<DeadLetter.Summary> waiting() {
        return line.box().list();
    }

    private void inDanger() throws IOException {
        line.restart(0, false);
        person++;
        line.inDanger(person);
    }

    @Test
    void isKeptSealedAndItsSenderToldAndCountedAmongTheDeadLetters() throws IOException {
        inDanger();
        arrives(poison(50, "CANARY-poison"));
        arrives(poison(50, "CANARY-poison"));

        assertThat(waiting()).singleElement().satisfies(letter -> {
            assertThat(letter.why()).isEqualTo("unreadable");
            assertThat(letter.marked()).isFalse();
        });
        assertThat(line.backlogs().look(Duration.ofHours(4)).deadLetters()).isEqualTo(1);
        assertThat(line.settle(person)).anySatisfy(text -> assertThat(text).contains("не змогли його прочитати"));
        assertThat(line.everythingStored()).doesNotContain("CANARY").doesNotContain(Long.toString(person));
        assertThat(line.words(person)).containsExactly("CANARY-first");

        line.box().markAll(line.clock().instant());
        retry(mended);
    }

    @Test
    void isNotTriedAgainUntilSomebodyAsksAndOnlyByTheLeader() throws IOException {
        inDanger();
        arrives(poison(60, "CANARY-patient"));
        retry(mended);
        assertThat(waiting()).hasSize(1);

        line.box().markAll(line.clock().instant());
        leads = false;
        retry(mended);
        assertThat(waiting()).singleElement().satisfies(one -> assertThat(one.marked())
                .isTrue());
        leads = true;
        retry(mended);
        assertThat(waiting()).isEmpty();
        assertThat(line.words(person)).containsExactly("CANARY-first", "CANARY-patient");
    }

    @Test
    void staysWhenItIsStillUnreadableAndIsNeverThrownAwayByItself() throws IOException {
        inDanger();
        arrives(poison(70, "CANARY-stubborn"));
        line.box().markAll(line.clock().instant());
        retry(today);
        retry(today);
        line.pass(Duration.ofDays(400));
        retry(today);

        assertThat(waiting()).singleElement().satisfies(letter -> {
            assertThat(letter.tries()).isEqualTo(1);
            assertThat(letter.marked()).isFalse();
        });
        assertThat(line.box().discard(line.clock().instant().minus(Duration.ofDays(401))))
                .isZero();
        assertThat(line.box().discard(line.clock().instant().minus(Duration.ofDays(30))))
                .isEqualTo(1);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatWasNeverTriedAgainCannotBeThrownAway() throws IOException {
        inDanger();
        arrives(poison(80, "CANARY-untried"));
        line.pass(Duration.ofDays(400));
        assertThat(line.box().discard(line.clock().instant())).isZero();

        line.box().markAll(line.clock().instant());
        assertThat(line.box().discard(line.clock().instant())).isZero();
        retry(mended);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatTelegramBringsAgainAfterTheFixIsNotDoubled() throws IOException {
        inDanger();
        JsonNode update = poison(90, "CANARY-again");
        arrives(update);
        line.box().markAll(line.clock().instant());
        line.line()
                .receive(List.of(new Updates(mended, line.clock()).read(update).orElseThrow()));
        retry(mended);

        assertThat(waiting()).isEmpty();
        assertThat(line.words(person)).containsExactly("CANARY-first", "CANARY-again");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isHandledOnceWhereverTheProcessIsKilled(boolean afterTheWrite) throws IOException {
        boolean died = true;
        int write = 1;
        for (; died; write++) {
            inDanger();
            arrives(poison(1000 + write, "CANARY-saved"));
            line.box().markAll(line.clock().instant());

            line.restart(write, afterTheWrite);
            line.orDie(() -> retry(mended));
            died = line.died();
            line.restart(0, false);
            retry(mended);
            line.settle(person);

            assertThat(line.words(person))
                    .as("killed at write " + write)
                    .containsExactly("CANARY-first", "CANARY-saved");
            assertThat(waiting()).isEmpty();
        }
        assertThat(write).isGreaterThan(4);
    }
}
