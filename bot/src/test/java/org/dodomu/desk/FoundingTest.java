package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.FoundingRefused.Why;
import org.dodomu.desk.FoundingState.Founder;
import org.dodomu.storage.Store;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundingTest {

    private static final String LINE = "new-line";
    private static final List<String> TOKENS = List.of("a".repeat(43), "b".repeat(43), "c".repeat(43));

    private final SecureRandom random = new SecureRandom();
    private final String master = MasterKey.generate(random);
    private final List<SigningKey> keys = new ArrayList<>();
    private final List<Founder> founders = new ArrayList<>();
    private final List<Object> events = new ArrayList<>();
    private TestDatabase database;
    private Store store;
    private Path pin;
    private Rosters rosters;
    private Founding founding;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = new TestDatabase();
        store = new Store(database.application());
        pin = folder.resolve("roster.pin");
        start("");
        for (int i = 0; i < 3; i++) {
            SigningKey key = SigningKey.generate(random);
            keys.add(key);
            Optional<HybridRecipient> recovery =
                    i < 2 ? Optional.of(HybridIdentity.generate(random).recipient()) : Optional.empty();
            founders.add(new Founder(
                    MemberId.generate(random),
                    HybridIdentity.generate(random).recipient(),
                    key.verifyingKey(),
                    recovery));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void start(String root) {
        LineSettings line = new LineSettings(
                LINE,
                "Test",
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("UTC"));
        RosterSettings settings = new RosterSettings(root, pin);
        rosters = new Rosters(store, line, settings);
        founding = new Founding(store, rosters, line, settings, MasterKey.parse(master), random, events::add);
        founding.afterStart();
    }

    private String setup() throws Exception {
        return new SetupToken(pin).reveal();
    }

    private static String hash(String token) {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }

    private void begin() throws Exception {
        founding.begin(setup(), TOKENS.stream().map(FoundingTest::hash).toList());
    }

    private void joinAll() {
        for (int i = 0; i < 3; i++) {
            founding.join(TOKENS.get(i), founders.get(i));
        }
    }

    private RosterFounding.Draft honest(List<Founder> of, int k, VerifyingKey deposit, List<HybridRecipient> recovery) {
        List<RosterFounding.Candidate> candidates = of.stream()
                .map(one ->
                        new RosterFounding.Candidate(one.id(), List.of(Role.LEAD), one.recipient(), one.signing(), "A"))
                .toList();
        return new RosterFounding(new Age(random), LINE)
                .version1(candidates, k, HybridIdentity.generate(random).recipient(), recovery, deposit);
    }

    private List<HybridRecipient> recovery() {
        return founders.stream()
                .map(Founder::recovery)
                .flatMap(Optional::stream)
                .toList();
    }

    private RosterFounding.Draft honest() {
        return honest(founders, 2, founding.deposit(), recovery());
    }

    private List<EpochSeals> sealed(int members) {
        Map<MemberId, byte[]> seals = new LinkedHashMap<>();
        founders.subList(0, members).forEach(one -> seals.put(one.id(), new byte[] {7}));
        return List.of(new EpochSeals("main", 1, seals));
    }

    private void draft(RosterFounding.Draft draft, List<EpochSeals> epochs) {
        byte[] open = draft.publicPart().bytes();
        founding.draft(TOKENS.get(0), open, draft.memberPart().bytes(), epochs, signature(0, Sha256.hex(open)));
    }

    private byte[] signature(int founder, String hash) {
        return keys.get(founder).sign(Statements.roster(LINE, 1, hash));
    }

    private static void refused(Why why, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FoundingRefused.class, refused -> assertThat(refused.why())
                .isEqualTo(why));
    }

    @Test
    void makesAOneTimeTokenThatOnlyItsOwnerReads() throws Exception {
        Path file = pin.resolveSibling(SetupToken.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(setup()).matches("[A-Za-z0-9_-]{43}");
        String first = setup();
        start("");
        assertThat(setup()).isEqualTo(first);
    }

    @Test
    void isInForceWhenTheLastFounderSignedTheSameBytesAndNotBefore() throws Exception {
        begin();
        joinAll();
        RosterFounding.Draft draft = honest();
        draft(draft, sealed(3));
        String hash = Sha256.hex(draft.publicPart().bytes());
        founding.sign(TOKENS.get(1), hash, signature(1, hash));
        founding.sign(TOKENS.get(1), hash, signature(1, hash));
        assertThat(rosters.root()).isEmpty();
        assertThat(rosters.versions()).isEmpty();
        founding.sign(TOKENS.get(2), hash, signature(2, hash));
        assertThat(rosters.root()).isEqualTo(hash);
        assertThat(rosters.current().publicPart().leads()).hasSize(3);
        assertThat(rosters.epochSeals(founders.get(2).id())).containsOnlyKeys("main:1");
        assertThat(pin.resolveSibling(RosterRoot.FILE)).hasContent(hash);
        assertThat(pin).hasContent("1 " + hash);
        assertThat(events).containsExactly(new RosterChanged(1));
        assertThat(setup()).isEmpty();
        refused(Why.LINK, () -> founding.look(TOKENS.get(0)));
    }

    @Test
    void aFoundedLineIsNotFoundedAgainEvenByItsOldTokenAndAnEmptyDatabase() throws Exception {
        String token = setup();
        begin();
        joinAll();
        RosterFounding.Draft draft = honest();
        draft(draft, sealed(3));
        String hash = Sha256.hex(draft.publicPart().bytes());
        founding.sign(TOKENS.get(1), hash, signature(1, hash));
        founding.sign(TOKENS.get(2), hash, signature(2, hash));
        database.database().getCollection(Rosters.COLLECTION).drop();
        Files.writeString(pin.resolveSibling(SetupToken.FILE), token);
        refused(Why.LINK, () -> founding.begin(token, List.of()));
        start("");
        assertThat(setup()).isEmpty();
        assertThatThrownBy(() -> rosters.current()).isInstanceOf(RosterUnproven.class);
    }

    @Test
    void refusesAWrongTokenAndAWrongNumberOfFounders() throws Exception {
        List<String> seats = TOKENS.stream().map(FoundingTest::hash).toList();
        refused(Why.LINK, () -> founding.begin("x".repeat(43), seats));
        refused(Why.LINK, () -> founding.begin("", seats));
        String token = setup();
        refused(Why.UNFIT, () -> founding.begin(token, seats.subList(0, 2)));
        refused(Why.UNFIT, () -> founding.begin(token, List.of(seats.get(0), seats.get(0), seats.get(1))));
        begin();
        refused(Why.LINK, () -> founding.look(token));
        refused(Why.LINK, () -> founding.join("d".repeat(43), founders.get(0)));
    }

    @Test
    void aPlaceIsTakenOnce() throws Exception {
        begin();
        founding.join(TOKENS.get(0), founders.get(0));
        refused(Why.TAKEN, () -> founding.join(TOKENS.get(0), founders.get(1)));
        assertThat(founding.look(TOKENS.get(0)).seats().get(0)).contains(founders.get(0));
    }

    @Test
    void theFirstTwoHoldTheRecoveryAndNobodyElse() throws Exception {
        begin();
        refused(Why.UNFIT, () -> founding.join(TOKENS.get(0), founders.get(2)));
        refused(Why.UNFIT, () -> founding.join(TOKENS.get(2), founders.get(0)));
    }

    @Test
    void refusesADraftBeforeAllJoinedOrByAnotherThanTheFirst() throws Exception {
        begin();
        founding.join(TOKENS.get(0), founders.get(0));
        RosterFounding.Draft draft = honest();
        refused(Why.EARLY, () -> draft(draft, sealed(3)));
        founding.join(TOKENS.get(1), founders.get(1));
        founding.join(TOKENS.get(2), founders.get(2));
        byte[] open = draft.publicPart().bytes();
        refused(
                Why.LINK,
                () -> founding.draft(
                        TOKENS.get(1), open, draft.memberPart().bytes(), sealed(3), signature(1, Sha256.hex(open))));
    }

    @Test
    void refusesADraftThatIsNotMadeOfTheFoundersAndThisServersKey() throws Exception {
        begin();
        joinAll();
        Founder stranger = new Founder(
                founders.get(2).id(),
                HybridIdentity.generate(random).recipient(),
                keys.get(2).verifyingKey(),
                Optional.empty());
        VerifyingKey ours = founding.deposit();
        List<HybridRecipient> swapped = List.of(recovery().get(1), recovery().get(0));
        for (RosterFounding.Draft forged : List.of(
                honest(founders.subList(0, 2), 2, ours, recovery()),
                honest(List.of(founders.get(0), founders.get(1), stranger), 2, ours, recovery()),
                honest(founders, 1, ours, recovery()),
                honest(founders, 3, ours, recovery()),
                honest(founders, 2, SigningKey.generate(random).verifyingKey(), recovery()),
                honest(founders, 2, ours, swapped),
                honest(founders, 2, ours, recovery().subList(0, 1)))) {
            refused(Why.UNFIT, () -> draft(forged, sealed(3)));
        }
        refused(Why.UNFIT, () -> draft(honest(), sealed(2)));
        refused(Why.UNFIT, () -> draft(honest(), List.of()));
        assertThat(founding.look(TOKENS.get(0)).draft()).isEmpty();
    }

    @Test
    void refusesASignatureOfAnotherOrOverAnotherDraft() throws Exception {
        begin();
        joinAll();
        RosterFounding.Draft first = honest();
        draft(first, sealed(3));
        String old = Sha256.hex(first.publicPart().bytes());
        RosterFounding.Draft second = honest();
        draft(second, sealed(3));
        String hash = Sha256.hex(second.publicPart().bytes());
        refused(Why.EARLY, () -> founding.sign(TOKENS.get(1), old, signature(1, old)));
        refused(Why.UNSIGNED, () -> founding.sign(TOKENS.get(1), hash, signature(1, old)));
        refused(Why.UNSIGNED, () -> founding.sign(TOKENS.get(1), hash, signature(2, hash)));
        founding.sign(TOKENS.get(1), hash, signature(1, hash));
        refused(Why.TAKEN, () -> draft(honest(), sealed(3)));
    }

    @Test
    void aCrashAfterTheLastSignatureOrAfterThePinIsRepaired() throws Exception {
        begin();
        joinAll();
        RosterFounding.Draft draft = honest();
        draft(draft, sealed(3));
        String hash = Sha256.hex(draft.publicPart().bytes());
        founding.sign(TOKENS.get(1), hash, signature(1, hash));
        rosters.pinRoot(hash);
        store.collection(Founding.COLLECTION)
                .updateOne(
                        com.mongodb.client.model.Filters.eq("_id", "founding"),
                        com.mongodb.client.model.Updates.push(
                                "draft.signatures",
                                new org.bson.Document("by", founders.get(2).id().value())
                                        .append("sig", Store.binary(signature(2, hash)))));
        start("");
        assertThat(rosters.current().hash()).isEqualTo(hash);
        assertThat(rosters.epochSeals(founders.get(0).id())).containsOnlyKeys("main:1");
        assertThat(setup()).isEmpty();
    }

    @Test
    void refusesARootInTheSettingsThatIsNotTheFoundedOne() throws Exception {
        Files.writeString(pin.resolveSibling(RosterRoot.FILE), "1".repeat(64) + "\n");
        start("2".repeat(64));
        assertThatThrownBy(() -> rosters.root()).isInstanceOf(RosterUnproven.class);
        start("1".repeat(64));
        assertThat(rosters.root()).isEqualTo("1".repeat(64));
        Files.writeString(pin.resolveSibling(RosterRoot.FILE), "garbage");
        assertThatThrownBy(() -> rosters.root()).isInstanceOf(RosterUnproven.class);
    }
}
