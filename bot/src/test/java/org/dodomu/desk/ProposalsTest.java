package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.ProposalRefused.Why;
import org.dodomu.storage.Store;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {

    private static final SampleRosters SAMPLE = new SampleRosters();
    private static final List<Member> FOUNDED = SAMPLE.founded.memberPart().members();
    private static final byte[] SEAL = {1, 2, 3};

    private final List<Object> events = new ArrayList<>();
    private TestDatabase database;
    private Store store;
    private Rosters rosters;
    private Proposals proposals;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = new TestDatabase();
        store = new Store(database.application());
        LineSettings line = new LineSettings(
                SampleRosters.LINE,
                "Test",
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("UTC"));
        rosters = new Rosters(store, line, new RosterSettings(SAMPLE.version1.hash(), folder.resolve("roster.pin")));
        proposals = new Proposals(store, rosters, line, Clock.systemUTC(), events::add);
        rosters.add(1, SAMPLE.version1);
        rosters.addEpoch(desk(), Map.of(SAMPLE.firstLead, SEAL, SAMPLE.secondLead, SEAL, SAMPLE.operator, SEAL));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Desk desk() {
        return SAMPLE.founded.publicPart().desks().get(0);
    }

    /** Both parts of a version 2 with these members. */
    private record Next(byte[] open, byte[] members) {
        String hash() {
            return Sha256.hex(open);
        }

        byte[] by(SigningKey key) {
            return key.sign(Statements.roster(SampleRosters.LINE, 2, hash()));
        }
    }

    private static Next next(Member... members) {
        byte[] part = new RosterMembers(SampleRosters.LINE, 2, List.of(members), "").bytes();
        return new Next(SAMPLE.secondInTheSameEpoch(part).bytes(), part);
    }

    /** A version 2 that asks for no seals. */
    private static Next harmless() {
        return with(fresh(Role.VERIFIER));
    }

    private static Member fresh(Role role) {
        return new Member(
                MemberId.generate(SAMPLE.random),
                List.of(role),
                List.of("main"),
                HybridIdentity.generate(SAMPLE.random).recipient(),
                SigningKey.generate(SAMPLE.random).verifyingKey(),
                LocalDate.of(2099, 1, 1));
    }

    private static Next with(Member fresh) {
        return next(FOUNDED.get(0), FOUNDED.get(1), FOUNDED.get(2), fresh);
    }

    private static List<EpochSeals> sealed(MemberId... members) {
        Map<MemberId, byte[]> seals = new java.util.LinkedHashMap<>();
        List.of(members).forEach(member -> seals.put(member, SEAL));
        return List.of(new EpochSeals("main", 1, seals));
    }

    private String propose(Next next) {
        return proposals.propose(SAMPLE.firstLead, next.open(), next.members(), List.of(), next.by(SAMPLE.first));
    }

    private void second(Next next, List<EpochSeals> epochs) {
        proposals.sign(SAMPLE.secondLead, next.hash(), next.by(SAMPLE.second), epochs);
    }

    private int version() {
        return rosters.current().publicPart().version();
    }

    private static void refused(Why why, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProposalRefused.class, refused -> assertThat(refused.why())
                .isEqualTo(why));
    }

    @Test
    void isInForceWithTheKthSignatureAndNotBefore() {
        Next next = harmless();
        assertThat(propose(next)).isEqualTo(next.hash());
        assertThat(version()).isEqualTo(1);
        assertThat(proposals.open()).hasSize(1);
        second(next, List.of());
        assertThat(version()).isEqualTo(2);
        assertThat(rosters.current().hash()).isEqualTo(next.hash());
        assertThat(proposals.open()).isEmpty();
        assertThat(events).containsExactly(new RosterChanged(2));
    }

    @Test
    void oneLeadSigningTwiceIsOneLead() {
        Next next = harmless();
        propose(next);
        propose(next);
        proposals.sign(SAMPLE.firstLead, next.hash(), next.by(SAMPLE.first), List.of());
        assertThat(version()).isEqualTo(1);
        assertThat(proposals.open().get(0).roster().signers()).containsExactly(SAMPLE.firstLead.value());
    }

    @Test
    void sealsTheDesksKeyToANewOperatorOnlyWhenTheLastLeadSigns() {
        Member operator = fresh(Role.OPERATOR);
        Next next = with(operator);
        propose(next);
        refused(Why.SEALS_MISSING, () -> second(next, List.of()));
        assertThat(version()).isEqualTo(1);
        assertThat(rosters.epochSeals(operator.id())).isEmpty();
        second(next, sealed(operator.id()));
        assertThat(version()).isEqualTo(2);
        assertThat(rosters.epochSeals(operator.id())).containsOnlyKeys("main:1");
        assertThat(rosters.epochSeals(SAMPLE.operator)).containsEntry("main:1", "AQID");
    }

    @Test
    void aRemovalWithoutANewKeyOfTheDeskIsRefused() {
        refused(Why.UNFIT, () -> propose(next(FOUNDED.get(0), FOUNDED.get(1))));
        assertThat(proposals.open()).isEmpty();
    }

    @Test
    void aVerifierNeedsNoSealAndMayHaveNone() {
        Member verifier = fresh(Role.VERIFIER);
        Next next = with(verifier);
        propose(next);
        refused(Why.UNFIT, () -> second(next, sealed(verifier.id())));
        second(next, List.of());
        assertThat(version()).isEqualTo(2);
        assertThat(rosters.epochSeals(verifier.id())).isEmpty();
    }

    @Test
    void doesNotReplaceASealThatSomebodyHas() {
        Next next = harmless();
        propose(next);
        second(next, List.of(new EpochSeals("main", 1, Map.of(SAMPLE.firstLead, new byte[] {9}))));
        assertThat(rosters.epochSeals(SAMPLE.firstLead)).containsEntry("main:1", "AQID");
    }

    @Test
    void aNewEpochComesWithSealsForAllWhoNeedIt() {
        HybridIdentity epoch = HybridIdentity.generate(SAMPLE.random);
        byte[] part = new RosterMembers(SampleRosters.LINE, 2, FOUNDED.subList(0, 2), "").bytes();
        RosterPublic one = SAMPLE.second(part);
        Desk desk = new Desk("main", desk().languages(), 2, epoch.recipient());
        byte[] open = new RosterPublic(
                        one.line(),
                        2,
                        one.previous(),
                        one.k(),
                        one.leads(),
                        List.of(desk),
                        one.recovery(),
                        one.deposit(),
                        one.members())
                .bytes();
        Next next = new Next(open, part);
        List<EpochSeals> half = List.of(new EpochSeals("main", 2, Map.of(SAMPLE.firstLead, SEAL)));
        proposals.propose(SAMPLE.firstLead, open, part, half, next.by(SAMPLE.first));
        refused(Why.SEALS_MISSING, () -> second(next, List.of()));
        refused(Why.UNFIT, () -> second(next, List.of(new EpochSeals("main", 2, Map.of(SAMPLE.operator, SEAL)))));
        refused(Why.UNFIT, () -> second(next, sealed(SAMPLE.secondLead)));
        second(next, List.of(new EpochSeals("main", 2, Map.of(SAMPLE.secondLead, SEAL))));
        assertThat(rosters.epochSeals(SAMPLE.firstLead)).containsKeys("main:1", "main:2");
        assertThat(rosters.epochSeals(SAMPLE.operator)).containsOnlyKeys("main:1");
    }

    @Test
    void refusesASignatureOfNobodyAnOperatorOrOverOtherBytes() {
        Next next = harmless();
        Next other = with(fresh(Role.VERIFIER));
        for (byte[] signature : List.of(other.by(SAMPLE.first), next.by(SAMPLE.stranger), new byte[64], new byte[0])) {
            refused(
                    Why.UNSIGNED,
                    () -> proposals.propose(SAMPLE.firstLead, next.open(), next.members(), List.of(), signature));
        }
        refused(
                Why.UNSIGNED,
                () -> proposals.propose(
                        SAMPLE.operator, next.open(), next.members(), List.of(), next.by(SAMPLE.first)));
        propose(next);
        refused(Why.UNSIGNED, () -> proposals.sign(SAMPLE.secondLead, next.hash(), next.by(SAMPLE.first), List.of()));
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void refusesWhatDoesNotFollowOrBreaksARule() {
        Next next = harmless();
        byte[] spaced = (new String(next.open(), java.nio.charset.StandardCharsets.UTF_8) + " ")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Next inexact = new Next(spaced, next.members());
        refused(Why.UNFIT, () -> propose(inexact));
        Next otherMembers = new Next(next.open(), with(fresh(Role.VERIFIER)).members());
        refused(Why.UNFIT, () -> propose(otherMembers));
        refused(Why.UNFIT, () -> propose(next(FOUNDED.get(0), FOUNDED.get(2))));
        byte[] first = SAMPLE.version1.publicPart();
        Next again = new Next(first, SAMPLE.version1.memberPart());
        refused(Why.STALE, () -> propose(again));
    }

    @Test
    void ofTwoThatFollowTheSameVersionOneIsInForceAndTheOtherVoid() {
        Next one = harmless();
        Next two = with(fresh(Role.VERIFIER));
        propose(one);
        propose(two);
        second(one, List.of());
        refused(Why.STALE, () -> second(two, List.of()));
        refused(Why.STALE, () -> propose(two));
        assertThat(rosters.current().hash()).isEqualTo(one.hash());
        assertThat(proposals.open()).isEmpty();
    }

    @Test
    void manySigningAtOnceBringExactlyOneIntoForce() throws Exception {
        List<Next> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(with(fresh(Role.VERIFIER)));
            propose(all.get(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Callable<String>> work = new ArrayList<>();
        all.forEach(next -> work.add(() -> {
            second(next, List.of());
            return next.hash();
        }));
        List<String> done = new ArrayList<>();
        for (Future<String> one : threads.invokeAll(work)) {
            try {
                done.add(one.get());
            } catch (java.util.concurrent.ExecutionException lost) {
                assertThat(lost.getCause()).isInstanceOf(ProposalRefused.class);
            }
        }
        threads.shutdown();
        assertThat(done).containsExactly(rosters.current().hash());
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void aCrashAfterTheSignatureIsRepaired() {
        Next next = harmless();
        propose(next);
        store.collection(Proposals.COLLECTION)
                .updateOne(
                        Filters.eq("_id", next.hash()),
                        Updates.push(
                                "signatures",
                                new Document("by", SAMPLE.secondLead.value())
                                        .append("sig", Store.binary(next.by(SAMPLE.second)))));
        proposals.afterStart();
        assertThat(version()).isEqualTo(2);
        assertThat(events).containsExactly(new RosterChanged(2));
    }

    @Test
    void aCrashBetweenRosterAndSealsIsRepaired() {
        Member operator = fresh(Role.OPERATOR);
        Next next = with(operator);
        proposals.propose(SAMPLE.firstLead, next.open(), next.members(), sealed(operator.id()), next.by(SAMPLE.first));
        rosters.add(
                2,
                new SignedRoster(
                        next.open(),
                        next.members(),
                        Map.of(
                                SAMPLE.firstLead.value(), next.by(SAMPLE.first),
                                SAMPLE.secondLead.value(), next.by(SAMPLE.second))));
        assertThat(rosters.epochSeals(operator.id())).isEmpty();
        proposals.afterStart();
        assertThat(rosters.epochSeals(operator.id())).containsOnlyKeys("main:1");
        assertThat(events).containsExactly(new RosterChanged(2));
        proposals.afterStart();
        assertThat(events).hasSize(1);
    }

    @Test
    void aProposalChangedInTheDatabaseNeverComesIntoForce() {
        Next next = harmless();
        Next forged = with(fresh(Role.VERIFIER));
        propose(next);
        Document stored = Objects.requireNonNull(
                store.collection(Proposals.COLLECTION).find().first());
        for (String field : List.of("public", "members", "signatures.0.sig", "version", "by")) {
            Object value =
                    switch (field) {
                        case "public" -> Store.binary(forged.open());
                        case "members" -> Store.binary(forged.members());
                        case "signatures.0.sig" -> Store.binary(new byte[64]);
                        case "version" -> 3;
                        default -> SAMPLE.operator.value();
                    };
            store.collection(Proposals.COLLECTION).updateOne(Filters.eq("_id", next.hash()), Updates.set(field, value));
            try {
                second(next, List.of());
            } catch (ProposalRefused expected) {
                assertThat(expected.why()).isIn(Why.STALE, Why.UNFIT);
            }
            int reached = version();
            if (field.equals("by")) {
                assertThat(rosters.current().hash()).isEqualTo(next.hash());
            } else if (!field.equals("version")) {
                assertThat(reached).isEqualTo(1);
                store.collection(Proposals.COLLECTION).deleteMany(Filters.gte("version", 0));
                store.collection(Proposals.COLLECTION).insertOne(stored);
            } else {
                assertThat(reached).isEqualTo(1);
                store.collection(Proposals.COLLECTION).deleteMany(Filters.gte("version", 0));
                store.collection(Proposals.COLLECTION).insertOne(stored);
            }
        }
    }

    @Test
    void onlyTheProposerTakesItBack() {
        Next next = harmless();
        propose(next);
        refused(Why.STALE, () -> proposals.withdraw(SAMPLE.secondLead, next.hash()));
        proposals.withdraw(SAMPLE.firstLead, next.hash());
        assertThat(proposals.open()).isEmpty();
        refused(Why.STALE, () -> second(next, List.of()));
    }

    @Test
    void refusesMoreThanThirtyAtOnce() {
        for (int i = 0; i < 30; i++) {
            propose(with(fresh(Role.VERIFIER)));
        }
        refused(Why.TOO_MANY, () -> propose(with(fresh(Role.VERIFIER))));
    }
}
