package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.storage.Store;
import org.dodomu.support.MovableClock;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvitationsTest {

    private static final SampleRosters SAMPLE = new SampleRosters();
    private static final String TOKEN = "t".repeat(43);

    private final MovableClock clock = new MovableClock();
    private TestDatabase database;
    private Rosters rosters;
    private Invitations invitations;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = new TestDatabase();
        Store store = new Store(database.application());
        LineSettings line = new LineSettings(
                SampleRosters.LINE,
                "Test",
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("UTC"));
        rosters = new Rosters(store, line, new RosterSettings(SAMPLE.version1.hash(), folder.resolve("roster.pin")));
        rosters.add(1, SAMPLE.version1);
        invitations = new Invitations(store, rosters, clock);
        assertThat(invite(TOKEN)).isTrue();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private boolean invite(String token) {
        return invitations.invite(
                SAMPLE.firstLead,
                Sha256.hex(token.getBytes(StandardCharsets.UTF_8)),
                List.of(Role.OPERATOR),
                List.of("main"));
    }

    private static Invitation.Candidate candidate(MemberId id) {
        return new Invitation.Candidate(
                id,
                HybridIdentity.generate(SAMPLE.random).recipient(),
                SigningKey.generate(SAMPLE.random).verifyingKey(),
                "c2VhbGVk");
    }

    private static Invitation.Candidate candidate() {
        return candidate(MemberId.generate(SAMPLE.random));
    }

    @Test
    void keepsAHashOfTheLinkAndNotTheLink() {
        String stored = String.valueOf(
                database.database().getCollection(Invitations.COLLECTION).find().first());
        assertThat(stored).doesNotContain(TOKEN);
        assertThat(invitations.look(TOKEN)).isPresent();
        assertThat(invitations.look("u".repeat(43))).isEmpty();
        assertThat(invitations.look(Sha256.hex(TOKEN.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void takesOneAnswerOnly() {
        Invitation.Candidate first = candidate();
        assertThat(invitations.answer(TOKEN, first)).isTrue();
        assertThat(invitations.answer(TOKEN, candidate())).isFalse();
        assertThat(invitations.open().get(0).candidate().map(Invitation.Candidate::id))
                .isEqualTo(Optional.of(first.id()));
    }

    @Test
    void ofManyAnswersAtOnceOneIsTaken() {
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> taken.addAndGet(invitations.answer(TOKEN, candidate()) ? 1 : 0)))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(taken).hasValue(1);
    }

    @Test
    void endsAfterADay() {
        clock.pass(Duration.ofHours(24).minusSeconds(1));
        assertThat(invitations.look(TOKEN)).isPresent();
        clock.pass(Duration.ofSeconds(2));
        assertThat(invitations.look(TOKEN)).isEmpty();
        assertThat(invitations.answer(TOKEN, candidate())).isFalse();
        assertThat(invitations.open()).isEmpty();
    }

    @Test
    void anAnswerWaitsThirtyDaysForTheLeads() {
        invitations.answer(TOKEN, candidate());
        clock.pass(Duration.ofDays(29));
        assertThat(invitations.open()).hasSize(1);
        clock.pass(Duration.ofDays(2));
        assertThat(invitations.open()).isEmpty();
    }

    @Test
    void aLeadTakesItBack() {
        assertThat(invitations.withdraw(Sha256.hex(TOKEN.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(invitations.look(TOKEN)).isEmpty();
        assertThat(invitations.answer(TOKEN, candidate())).isFalse();
    }

    @Test
    void aCandidateWhoBecameAMemberIsNoCandidateAnyMore() {
        invitations.answer(TOKEN, candidate(SAMPLE.operator));
        invite("v".repeat(43));
        invitations.answer("v".repeat(43), candidate());
        invitations.on(new RosterChanged(1));
        assertThat(invitations.open()).hasSize(1);
    }

    @Test
    void keepsFiftyAtMost() {
        for (int i = 1; i < 50; i++) {
            assertThat(invite("w" + i)).isTrue();
        }
        assertThat(invite("x")).isFalse();
    }
}
