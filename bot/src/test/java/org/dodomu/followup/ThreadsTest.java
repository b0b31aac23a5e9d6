package org.dodomu.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.FoundedDesk;
import org.dodomu.cases.LeaseLost;
import org.dodomu.cases.NotAllowed;
import org.dodomu.cases.Queue;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.intake.FaultyDatabase;
import org.dodomu.intake.ReplyId;
import org.dodomu.intake.ReplyWords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ThreadsTest {

    private static final String WORDS = "CANARY Чи носила дитина окуляри?";

    private final FoundedDesk desk;
    private final AnnotationConfigApplicationContext process;
    private final Threads threads;
    private final RecordingLine line;
    private final CaseNumber number;
    private final byte[] sealed;

    ThreadsTest() throws IOException {
        desk = new FoundedDesk();
        process = start(new FaultyDatabase(desk.database));
        threads = process.getBean(Threads.class);
        line = process.getBean(RecordingLine.class);
        number = claimed(1);
        sealed = desk.age.seal(RecipientSet.of(desk.epoch.recipient()), new byte[2048]);
    }

    private AnnotationConfigApplicationContext start(FaultyDatabase database) {
        return desk.start(database.database(), Threads.class, ReplyDocuments.class, RecordingLine.class);
    }

    @AfterEach
    void close() {
        process.close();
        desk.close();
    }

    private CaseNumber claimed(int mark) {
        CaseNumber born = desk.part(Cases.class).bear(new byte[] {(byte) mark}, Language.UK);
        desk.part(Cases.class).enqueue(born, ReportType.OTHER, Urgency.SOON, false);
        desk.part(Queue.class).claim(born, desk.member("first"));
        return born;
    }

    private ReplyId write(String key) {
        return write(number, key);
    }

    private ReplyId write(CaseNumber to, String key) {
        return new ReplyId(
                threads.write(to, desk.member("first"), key, 1, sealed, WORDS).reply());
    }

    private MongoCollection<Document> replies() {
        return desk.database.getCollection("replies");
    }

    private Document stored(ReplyId reply) {
        return Objects.requireNonNull(
                replies().find(Filters.eq("_id", reply.value())).first());
    }

    private String state(ReplyId reply) {
        return stored(reply).getString("state");
    }

    private String words(ReplyId reply) {
        return threads.words(number, reply).map(ReplyWords::reveal).orElse("");
    }

    @Test
    void keepsTheWordsSealedAndAnnouncesThem() {
        ReplyId reply = write("k");

        assertThat(line.announced).containsExactly(number + " " + reply.value());
        assertThat(words(reply)).isEqualTo(WORDS);
        assertThat(state(reply)).isEqualTo("waiting");
        assertThat(stored(reply).toString()).doesNotContain("CANARY");
        assertThat(stored(reply).get("box", Binary.class).getData()).asString().doesNotContain("CANARY");
    }

    @Test
    void destroysTheWordsWhenTheirTimeIsUp() {
        ReplyId reply = write("k");
        desk.clock.pass(Duration.ofDays(14).minusMinutes(1));
        threads.tend();
        assertThat(words(reply)).isEqualTo(WORDS);
        desk.clock.pass(Duration.ofMinutes(2));
        assertThat(words(reply)).isEmpty();
        threads.tend();

        assertThat(stored(reply)).doesNotContainKeys("box", "expires", "announced");
        assertThat(state(reply)).isEqualTo("expired");
        desk.clock.pass(Duration.ofDays(-30));
        assertThat(words(reply)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAnOldReplyWhereverTheProcessIsKilled(boolean afterTheWrite) {
        boolean died = true;
        for (int at = 1; died; at++) {
            ReplyId reply = write("k" + at);
            desk.clock.pass(Duration.ofDays(15));
            FaultyDatabase database = new FaultyDatabase(desk.database).dieAt(at, afterTheWrite);
            try (var killed = start(database)) {
                killed.getBean(Threads.class).tend();
            } catch (FaultyDatabase.Killed expected) {
                assertThat(database.died()).isTrue();
            }
            died = database.died();
            threads.tend();
            assertThat(stored(reply)).as("killed at write " + at).doesNotContainKeys("box", "expires", "announced");
            assertThat(state(reply)).isEqualTo("expired");
            desk.part(Queue.class).claim(number, desk.member("first"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReplyWrittenAgainAfterACrashIsOneReplyAndIsAnnounced(boolean afterTheWrite) {
        boolean died = true;
        for (int at = 1; died; at++) {
            String key = "k" + at;
            FaultyDatabase database = new FaultyDatabase(desk.database).dieAt(at, afterTheWrite);
            try (var killed = start(database)) {
                killed.getBean(Threads.class).write(number, desk.member("first"), key, 1, sealed, WORDS);
            } catch (FaultyDatabase.Killed expected) {
                assertThat(database.died()).isTrue();
            }
            died = database.died();
            ReplyId reply = write(key);
            threads.tend();
            assertThat(threads.of(number)).as("killed at write " + at).hasSize(at);
            assertThat(stored(reply).getBoolean("announced")).isTrue();
        }
    }

    @Test
    void aShownReplyStaysShownWhenItsWordsAreGone() {
        ReplyId reply = write("k");
        threads.shown(number, reply);
        desk.clock.pass(Duration.ofDays(15));
        threads.tend();
        assertThat(state(reply)).isEqualTo("shown");
        assertThat(stored(reply)).doesNotContainKey("box");
    }

    @Test
    void goesForwardOnlyWhateverOrderTheMarksComeIn() {
        List<String> order = List.of("waiting", "blocked", "noticed", "shown", "read");
        for (DeliveryState first : DeliveryState.values()) {
            for (DeliveryState second : DeliveryState.values()) {
                boolean follows = second.after().contains(first.code());
                assertThat(second.after()).doesNotContain(second.code(), "expired", "read");
                if (follows && second != DeliveryState.EXPIRED && second != DeliveryState.BLOCKED) {
                    assertThat(order.indexOf(second.code())).isGreaterThan(order.indexOf(first.code()));
                }
            }
        }
        ReplyId reply = write("k");
        threads.shown(number, reply);
        threads.noticed(number, reply);
        threads.blocked(number, reply);
        threads.noticed(number, reply);
        assertThat(state(reply)).isEqualTo("shown");
        threads.read(number, reply);
        threads.shown(number, reply);
        threads.blocked(number, reply);
        assertThat(state(reply)).isEqualTo("read");
    }

    @Test
    void aPersonWhoComesBackIsReachedAfterAll() {
        ReplyId reply = write("k");
        threads.blocked(number, reply);
        assertThat(state(reply)).isEqualTo("blocked");
        threads.noticed(number, reply);
        threads.shown(number, reply);
        assertThat(state(reply)).isEqualTo("shown");
    }

    @Test
    void aRepeatedMarkChangesNothing() {
        ReplyId reply = write("k");
        threads.blocked(number, reply);
        Document once = stored(reply);
        desk.clock.pass(Duration.ofMinutes(5));
        threads.blocked(number, reply);
        assertThat(stored(reply)).isEqualTo(once);
    }

    @Test
    void saysBlockedWhenThereIsNoWayBack() {
        line.linked = false;
        ReplyId reply = write("k");
        assertThat(state(reply)).isEqualTo("blocked");
        write("k");
        threads.tend();
        assertThat(line.announced).hasSize(1);
    }

    @Test
    void announcesLaterWhatCouldNotBeAnnounced() {
        line.away = true;
        ReplyId reply = write("k");
        threads.tend();
        assertThat(line.announced).isEmpty();
        assertThat(state(reply)).isEqualTo("waiting");
        line.away = false;
        threads.tend();
        threads.tend();
        assertThat(line.announced).containsExactly(number + " " + reply.value());
    }

    @Test
    void neverAnnouncesWhatCanNoLongerBeShown() {
        line.away = true;
        ReplyId reply = write("k");
        desk.clock.pass(Duration.ofDays(15));
        line.away = false;
        threads.tend();
        threads.tend();
        assertThat(line.announced).isEmpty();
        assertThat(state(reply)).isEqualTo("expired");
    }

    @Test
    void aHundredThatFailDoNotKeepTheNextWaiting() {
        line.away = true;
        List<ReplyId> failing =
                IntStream.range(0, 100).mapToObj(n -> write("k" + n)).toList();
        failing.forEach(reply -> line.hindered.add(reply.value()));
        ReplyId last = write("last");
        line.away = false;
        for (int round = 0; round < 3; round++) {
            desk.clock.pass(Duration.ofSeconds(10));
            threads.tend();
        }
        assertThat(line.announced).containsExactly(number + " " + last.value());
    }

    @Test
    void keepsTheFirstWordsOfARepeat() {
        ReplyId reply = write("k");
        threads.write(number, desk.member("first"), "k", 1, sealed, "CANARY other words");
        assertThat(words(reply)).isEqualTo(WORDS);
        assertThat(threads.of(number)).hasSize(1);
        assertThat(line.announced).hasSize(1);
    }

    @Test
    void twoVerifiersAtOnceWriteTwoReplies() throws InterruptedException {
        desk.database
                .getCollection("cases")
                .updateOne(
                        Filters.eq("_id", number.value()),
                        Updates.set(
                                "readers",
                                List.of(
                                        desk.member("second").id().value(),
                                        desk.member("verifier").id().value())));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            String who = i % 2 == 0 ? "second" : "verifier";
            pool.execute(() -> threads.write(number, desk.member(who), "k", 1, sealed, WORDS + who));
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        threads.tend();
        assertThat(threads.of(number)).hasSize(2).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo("waiting");
            assertThat(words(new ReplyId(one.reply()))).startsWith(WORDS);
        });
        assertThat(line.announced.stream().distinct()).hasSize(2);
    }

    @Test
    void listsTheOldestFirstWhateverBecameOfIt() {
        ReplyId first = write("1");
        desk.clock.pass(Duration.ofMinutes(3));
        ReplyId second = write("2");
        desk.clock.pass(Duration.ofMinutes(3));
        threads.read(number, first);
        assertThat(threads.of(number)).extracting(Threads.State::reply).containsExactly(first.value(), second.value());
    }

    @Test
    void aReplyMovedToAnotherCaseIsShownToNobody() {
        ReplyId reply = write("k");
        CaseNumber other = claimed(2);
        replies()
                .updateOne(
                        Filters.eq("_id", reply.value()),
                        Updates.combine(Updates.set("case", other.value()), Updates.set("announced", false)));
        line.announced.clear();
        threads.tend();
        assertThat(threads.words(other, reply)).isEmpty();
        assertThat(threads.words(number, reply))
                .hasValueSatisfying(kept -> assertThat(kept.reveal()).isEqualTo(WORDS));
        assertThat(line.announced).isEmpty();
    }

    @Test
    void boxesThatChangedPlacesAreShownToNobody() {
        ReplyId reply = write("k");
        ReplyId other = write(claimed(2), "k");
        Binary box = stored(other).get("box", Binary.class);
        replies().updateOne(Filters.eq("_id", reply.value()), Updates.set("box", box));
        assertThat(words(reply)).isEmpty();
    }

    @Test
    void aLongerLifeWrittenIntoTheDatabaseEndsIt() {
        ReplyId reply = write("k");
        Date later = Date.from(Instant.parse("2036-01-01T00:00:00Z"));
        replies().updateOne(Filters.eq("_id", reply.value()), Updates.set("expires", later));
        assertThat(words(reply)).isEmpty();
    }

    @Test
    void everyTruncationAndEachKindOfNonsenseIsShownAsNothing() {
        ReplyId reply = write("k");
        byte[] box = stored(reply).get("box", Binary.class).getData();
        for (int length = 0; length < box.length; length++) {
            nonsense(reply, new Binary(Arrays.copyOf(box, length)));
        }
        for (int at = 0; at < box.length; at++) {
            byte[] flipped = box.clone();
            flipped[at] ^= 1;
            nonsense(reply, new Binary(flipped));
        }
        nonsense(reply, "text");
        nonsense(reply, 7);
        replies().updateOne(Filters.eq("_id", reply.value()), Updates.set("box", new Binary(box)));
        assertThat(words(reply)).isEqualTo(WORDS);
    }

    private void nonsense(ReplyId reply, Object box) {
        replies().updateOne(Filters.eq("_id", reply.value()), Updates.set("box", box));
        assertThatCode(() -> assertThat(words(reply)).isEmpty()).doesNotThrowAnyException();
    }

    @Test
    void aDocumentThatIsNoReplyHindersNoOther() {
        line.away = true;
        ReplyId reply = write("k");
        line.away = false;
        replies()
                .insertMany(List.of(
                        new Document("_id", "x").append("announced", false).append("expires", future()),
                        new Document("_id", "y")
                                .append("case", "nonsense")
                                .append("announced", false)
                                .append("expires", future()),
                        new Document("_id", 7).append("announced", false).append("expires", future()),
                        new Document("_id", "z").append("case", 7).append("expires", new Date(0))));
        threads.tend();
        assertThat(line.announced).containsExactly(number + " " + reply.value());
        desk.clock.pass(Duration.ofDays(15));
        threads.tend();
        assertThat(state(reply)).isEqualTo("expired");
    }

    private static Date future() {
        return Date.from(Instant.parse("2036-01-01T00:00:00Z"));
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        FaultyDatabase database = new FaultyDatabase(desk.database);
        try (var late = start(database)) {
            database.away(true);
            assertThatCode(() -> late.getBean(Threads.class).tend()).doesNotThrowAnyException();
        }
    }

    @Test
    void refusesWhoMayNotAndWhatIsNoReply() {
        assertThatThrownBy(() -> threads.write(number, desk.member("second"), "k", 1, sealed, WORDS))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> threads.write(number, desk.member("verifier"), "k", 1, sealed, WORDS))
                .isInstanceOf(NotAllowed.class);
        for (String words : List.of("", "  \n", "x".repeat(3501))) {
            assertThatThrownBy(() -> threads.write(number, desk.member("first"), "k", 1, sealed, words))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("x".repeat(10));
        }
        assertThat(replies().countDocuments()).isZero();
    }

    @Test
    void nothingOfADestroyedCaseWaits() {
        ReplyId reply = write("k");
        ReplyId other = write(claimed(2), "k");
        process.getBean(ReplyDocuments.class).destroy(number);
        process.getBean(ReplyDocuments.class).destroy(number);
        assertThat(words(reply)).isEmpty();
        assertThat(replies().countDocuments()).isEqualTo(1);
        assertThat(state(other)).isEqualTo("waiting");
    }
}
