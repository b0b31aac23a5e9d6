package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.CaseSealBroken;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.EntryId;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.desk.RosterUnproven;
import org.dodomu.desk.Rosters;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.KeyWatch;
import org.dodomu.storage.MasterKeyForeign;
import org.dodomu.storage.RestoreUnfinished;
import org.dodomu.storage.Store;
import org.dodomu.tools.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The database is lost and restored from its two archives, whole or in part. */
class BackupDrillTest {

    private final World world;
    private final HybridIdentity host;
    private long chats = 8_000_000;

    @TempDir
    Path folder;

    BackupDrillTest() throws IOException {
        world = new World();
        host = HybridIdentity.generate(world.random);
    }

    @BeforeEach
    void writeKeys() throws IOException {
        Files.writeString(
                folder.resolve("recipients.txt"),
                "# the host\n" + host.recipient().encoded() + "\n");
        Files.writeString(folder.resolve("host.key"), host.encoded(SecretAccess.granted()) + "\n");
        watch(MasterKey.parse(world.masterFile)).start();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private KeyWatch watch(MasterKey key) {
        Duration certain = Duration.ofHours(1);
        return new KeyWatch(store(), key, () -> world.masterFile, () -> true, world.random, certain, certain);
    }

    private Store store() {
        return new Store(world.database().database());
    }

    private static int run(Object... arguments) {
        return Tools.run(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    }

    private int backup() {
        return run("backup", "--recipients", folder.resolve("recipients.txt"), "--mongodb-uri", world.uri(), folder);
    }

    private int restore(Object... archives) {
        List<Object> all =
                new ArrayList<>(List.of("restore", "-i", folder.resolve("host.key"), "--mongodb-uri", world.uri()));
        all.addAll(List.of(archives));
        return run(all.toArray());
    }

    private Path archive(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("dodomu-" + kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void loseTheDatabase() {
        world.stored().drop();
    }

    private Person inDanger(AnnotationConfigApplicationContext process) {
        Person person = new Person(++chats, world, process);
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        return person;
    }

    private List<String> texts(String number) throws IOException {
        return world.opened(number).stream()
                .filter(one -> one.containsKey("text"))
                .map(one -> String.valueOf(one.get("text")))
                .toList();
    }

    /** A person, what they said before the backup began and what they said while it was taken. */
    private record Told(Person person, String number, List<Incoming> before, List<Incoming> meanwhile) {}

    private Told tells(AnnotationConfigApplicationContext process) throws IOException {
        Person person = inDanger(process);
        List<Incoming> said = new ArrayList<>(IntStream.range(0, 5)
                .mapToObj(n -> person.words("CANARY-before-" + n))
                .toList());
        said.add(person.voice());
        said.forEach(person::receive);
        person.carry();
        return new Told(person, person.state().number(), said, Collections.synchronizedList(new ArrayList<>()));
    }

    @Test
    void everythingAcknowledgedBeforeTheBackupOpensAndTheConversationGoesOn() throws Exception {
        List<Told> told = new ArrayList<>();
        try (var process = world.start()) {
            for (int i = 0; i < 4; i++) {
                told.add(tells(process));
            }
            List<Thread> writers = told.stream().map(this::writesOn).toList();
            assertThat(backup()).isZero();
            writers.forEach(Thread::interrupt);
            for (Thread writer : writers) {
                writer.join(60_000);
            }
        }
        assertThat(told).allSatisfy(one -> assertThat(one.meanwhile()).isNotEmpty());
        loseTheDatabase();
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        watch(MasterKey.parse(world.masterFile)).start();
        try (var process = world.start()) {
            for (Told one : told) {
                one.person().goesTo(process);
                assertThat(said(one.number(), "before")).containsExactlyElementsOf(names("before", 5));
                assertThat(said(one.number(), "meanwhile")).doesNotHaveDuplicates();
                goesOn(one);
            }
        }
    }

    private Thread writesOn(Told told) {
        Thread writer = new Thread(() -> {
            for (int n = 0; n < 2000 && !Thread.currentThread().isInterrupted(); n++) {
                Incoming next = told.person().words("CANARY-meanwhile-" + n);
                told.meanwhile().add(next);
                told.person().receive(next);
            }
        });
        writer.start();
        return writer;
    }

    private List<String> said(String number, String when) throws IOException {
        return texts(number).stream()
                .filter(text -> text.contains(when))
                .sorted()
                .toList();
    }

    private static List<String> names(String when, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "CANARY-" + when + "-" + n)
                .sorted()
                .toList();
    }

    /** Telegram hands over again what it holds for unconfirmed: what the backup knows is recognised, what it does not know is taken. */
    private void goesOn(Told told) throws IOException {
        int files = files(told.number());
        told.before().forEach(told.person()::receive);
        told.person().settle();
        assertThat(said(told.number(), "before")).containsExactlyElementsOf(names("before", 5));
        assertThat(files(told.number())).isEqualTo(files).isEqualTo(1);

        told.meanwhile().forEach(told.person()::receive);
        told.person().receive(told.person().words("CANARY-afterwards"));
        told.person().settle();
        assertThat(said(told.number(), "meanwhile"))
                .containsAll(names("meanwhile", told.meanwhile().size()));
        assertThat(said(told.number(), "afterwards")).hasSize(1);
    }

    private int files(String number) throws IOException {
        return (int) world.opened(number).stream()
                .filter(one -> Person.FILE.equals(one.get("original")))
                .count();
    }

    private Told backedUpAndLost() throws IOException {
        Told told;
        try (var process = world.start()) {
            told = tells(process);
        }
        assertThat(backup()).isZero();
        loseTheDatabase();
        return told;
    }

    @Test
    void keysAndEntriesLieInDifferentSealedFilesOfTheirOwner() throws IOException {
        Told told = backedUpAndLost();
        for (String kind : List.of("keys", "entries")) {
            Path opened = folder.resolve(kind + ".tar");
            Path sealed = archive(kind);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sealed)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(told.number());
            assertThat(run("open", "-i", folder.resolve("host.key"), "-o", opened, sealed))
                    .isZero();
        }
        String keys = Files.readString(folder.resolve("keys.tar"), StandardCharsets.ISO_8859_1);
        String entries = Files.readString(folder.resolve("entries.tar"), StandardCharsets.ISO_8859_1);
        assertThat(keys)
                .contains("cases.000000.bson", "conversations.000000.bson")
                .doesNotContain("entries.0", "chunks.0");
        assertThat(entries)
                .contains("entries.000000.bson", "chunks.000000.bson", "rosters.000000.bson")
                .doesNotContain("cases.0", "epochs.0", "links.0", "conversations.0", "epoch:");
        assertThat(keys + entries).doesNotContain("CANARY");
    }

    @Test
    void withoutTheMasterKeyNoConversationGoesOnAndTheDeskStillReads() throws IOException {
        Told told = backedUpAndLost();
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        MasterKey other = MasterKey.parse(MasterKey.generate(world.random));
        assertThatThrownBy(watch(other)::start).isInstanceOf(MasterKeyForeign.class);
        assertThat(said(told.number(), "before")).hasSize(5);

        try (var process = world.start(MasterKey.parse(MasterKey.generate(world.random)))) {
            told.person().goesTo(process);
            assertThat(told.person().state().caseNumber).isNull();
            Deposits deposits = process.getBean(Deposits.class);
            CaseNumber number = new CaseNumber(told.number());
            EntryDraft draft = new EntryDraft(
                    process.getBean(Cases.class).entryId(number, new byte[] {1}),
                    9,
                    "message",
                    Instant.EPOCH,
                    Map.of("text", "x"));
            assertThatThrownBy(() -> deposits.seal(deposits.know(List.of(number)), number, draft))
                    .isInstanceOf(CaseSealBroken.class);
        }
    }

    @Test
    void entriesWithoutKeysOpenForNobody() throws IOException {
        Told told = backedUpAndLost();
        assertThat(restore(archive("entries"))).isZero();
        assertThat(world.documents("entries")).isNotEmpty();
        assertThat(world.documents("cases")).isEmpty();
        assertThat(world.documents("epochs")).isEmpty();
        assertThatThrownBy(() -> world.opened(told.number())).isInstanceOf(java.util.NoSuchElementException.class);
        try (var process = world.start()) {
            told.person().goesTo(process);
            assertThat(told.person().state().caseNumber).isNull();
        }
    }

    @Test
    void keysWithoutEntriesShowAnEmptyCaseAndCloseTheLine() throws IOException {
        Told told = backedUpAndLost();
        assertThat(restore(archive("keys"))).isZero();
        assertThat(world.opened(told.number())).isEmpty();
        try (var process = world.start()) {
            assertThatThrownBy(process.getBean(Rosters.class)::current).isInstanceOf(RosterUnproven.class);
            Person stranger = inDanger(process);
            assertThat(stranger.state().stage).isEqualTo(Stage.CLOSED);
            assertThat(world.documents("cases")).hasSize(1);
        }
        assertThat(restore(archive("entries"))).isZero();
        assertThat(said(told.number(), "before")).hasSize(5);
    }

    @Test
    void aRosterOlderThanThePinnedOneIsRefusedAsRolledBack() throws IOException {
        backedUpAndLost();
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        Files.writeString(world.pin, "2 " + "a".repeat(64) + "\n");
        try (var process = world.start()) {
            assertThatThrownBy(process.getBean(Rosters.class)::current)
                    .isInstanceOf(RosterUnproven.class)
                    .hasMessageContaining("a newer one was seen before");
            assertThat(inDanger(process).state().stage).isEqualTo(Stage.CLOSED);
        }
    }

    @Test
    void withoutThePinTheRestoredRosterIsBelievedAndPinnedAnew() throws IOException {
        backedUpAndLost();
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        String pinned = Files.readString(world.pin);
        Files.delete(world.pin);
        try (var process = world.start()) {
            process.getBean(Rosters.class).current();
        }
        assertThat(world.pin).hasContent(pinned);
    }

    @Test
    void aBackupDuringWhichARosterCameIntoForceIsThrownAway() throws Exception {
        CountDownLatch writing = new CountDownLatch(50);
        Thread lead = new Thread(() -> {
            for (int version = 100; !Thread.currentThread().isInterrupted(); version++) {
                world.stored().getCollection("rosters").insertOne(new Document("_id", version));
                writing.countDown();
            }
        });
        lead.start();
        writing.await();
        try {
            assertThat(backup()).isEqualTo(1);
        } finally {
            lead.interrupt();
            lead.join();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsOnly("recipients.txt", "host.key");
        }
        assertThat(backup()).isZero();
    }

    @Test
    void restoresTheVersionsOfTheArchiveSoThatOldDocumentsAreMigrated() throws IOException {
        world.stored().getCollection("schema").insertOne(new Document("_id", "links").append("version", 1));
        backedUpAndLost();
        world.stored().getCollection("schema").insertOne(new Document("_id", "links").append("version", 2));
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        assertThat(world.documents("schema")).singleElement().satisfies(one -> assertThat(one.get("version"))
                .isEqualTo(1));
    }

    @Test
    void restoresNothingIntoADatabaseThatIsNotEmpty() throws IOException {
        backedUpAndLost();
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        int cases = world.documents("cases").size();
        assertThat(restore(archive("keys"))).isEqualTo(1);
        assertThat(world.documents("cases")).hasSize(cases);
        assertThat(new KeyRecords(store()).isRestoring()).isFalse();
    }

    @Test
    void restoresNothingFromAnArchiveThatIsCutShortChangedOrNotForThisKey() throws IOException {
        backedUpAndLost();
        byte[] whole = Files.readAllBytes(archive("entries"));
        Path broken = folder.resolve("broken.age");
        for (int length : new int[] {0, 100, whole.length / 2, whole.length - 1}) {
            Files.write(broken, java.util.Arrays.copyOf(whole, length));
            assertThat(restore(archive("keys"), broken)).isEqualTo(1);
        }
        whole[whole.length / 2] ^= 1;
        Files.write(broken, whole);
        assertThat(restore(broken)).isEqualTo(1);
        Files.writeString(
                folder.resolve("host.key"),
                HybridIdentity.generate(world.random).encoded(SecretAccess.granted()) + "\n");
        assertThat(restore(archive("keys"))).isEqualTo(1);
        assertThat(world.stored().listCollectionNames().into(new ArrayList<>())).isEmpty();
    }

    @Test
    void aRestoreThatWasKilledKeepsTheLineShutAndIsRunAgain() throws IOException {
        Told told = backedUpAndLost();
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        world.stored().getCollection("entries").deleteOne(new Document());
        world.stored().getCollection("conversations").deleteMany(new Document());
        new KeyRecords(store()).restoring();
        assertThatThrownBy(watch(MasterKey.parse(world.masterFile))::start).isInstanceOf(RestoreUnfinished.class);
        assertThat(restore(archive("keys"), archive("entries"))).isZero();
        watch(MasterKey.parse(world.masterFile)).start();
        assertThat(said(told.number(), "before")).hasSize(5);
        assertThat(world.documents("conversations")).hasSize(1);
    }

    /** Typed as people do: in groups, in small letters. */
    private Path paper(int n) throws IOException {
        String typed = world.papers.get(n).encoded(SecretAccess.granted()).toLowerCase(java.util.Locale.ROOT);
        return Files.writeString(folder.resolve("paper-" + n + ".txt"), typed.replaceAll("(.{6})", "$1 ") + "\n");
    }

    private int recover(Path to, Object... more) throws IOException {
        List<Object> all = new ArrayList<>(List.of("recover", "-i", folder.resolve("host.key"), "-o", to));
        all.addAll(List.of(more));
        all.addAll(List.of(archive("keys"), archive("entries")));
        return run(all.toArray());
    }

    private String depositKey() {
        return MasterKey.parse(world.masterFile)
                .signing(Purpose.DEPOSIT_SIGNATURE)
                .verifyingKey()
                .encoded();
    }

    @Test
    void bothRecoveryPapersOpenEveryCaseOfABackupWithoutLineMembersOrMasterKey() throws IOException {
        Told told = backedUpAndLost();
        Path clear = folder.resolve("clear");
        assertThat(recover(clear, "--paper", paper(1), "--paper", paper(0), "--deposit-key", depositKey()))
                .isZero();
        Path own = clear.resolve(told.number());
        String words = Files.readString(own.resolve("case.txt"));
        assertThat(words.lines().filter(line -> line.contains("CANARY-before")).map(line -> line.trim()))
                .containsExactlyElementsOf(IntStream.range(0, 5)
                        .mapToObj(n -> "text: CANARY-before-" + n)
                        .toList());
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files.filter(file -> file.toString().endsWith(".text")).toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().isEqualTo(Person.FILE));
        }
        try (Stream<Path> all = Files.list(clear)) {
            assertThat(all).containsExactly(own);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(clear)))
                .isEqualTo("rwx------");
        assertThat(recover(clear, "--paper", paper(1), "--paper", paper(0))).isEqualTo(1);
    }

    @Test
    void recoveryPutsALongFileTogetherAndLetsNoWordsLookLikeAnEntry() throws IOException {
        byte[] film = new byte[3_000_000];
        world.random.nextBytes(film);
        CaseNumber number;
        try (var process = world.start()) {
            Person person = inDanger(process);
            person.receive(person.words("CANARY\u001b[2J\n2027-01-01T00:00:00Z  member  note"));
            number = new CaseNumber(Objects.requireNonNull(person.state().caseNumber));
            EntryId id = process.getBean(Cases.class).entryId(number, new byte[] {1});
            EntryDraft draft = new EntryDraft(id, 9, "file", world.clock.instant(), Map.of("sentAs", "document"));
            process.getBean(Deposits.class).depositFile(number, draft, film.length, new ByteArrayInputStream(film));
            process.getBean(Cases.class).count(Map.of(number, List.of(id)));
        }
        assertThat(world.documents("chunks")).hasSizeGreaterThan(10);
        assertThat(backup()).isZero();
        Path clear = folder.resolve("clear");
        assertThat(recover(clear, "--paper", paper(0), "--paper", paper(1))).isZero();
        Path own = clear.resolve(number.value());
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files.filter(file -> file.toString().endsWith(".unknown"))
                            .toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasBinaryContent(film));
        }
        assertThat(own.resolve("case.txt"))
                .content()
                .contains("    text: CANARY?[2J\n        2027-01-01T00:00:00Z  member  note\n");
    }

    @Test
    void onePaperAWrongOneOrAMistypedOneOpensNothing() throws IOException {
        backedUpAndLost();
        Path clear = folder.resolve("clear");
        Path wrong = Files.writeString(
                folder.resolve("wrong.txt"),
                HybridIdentity.generate(world.random).encoded(SecretAccess.granted()));
        String right = Files.readString(paper(0));
        Path mistyped = Files.writeString(folder.resolve("mistyped.txt"), right.replaceFirst("q", "p"));
        assertThat(recover(clear, "--paper", paper(0))).isEqualTo(1);
        assertThat(recover(clear, "--paper", paper(1))).isEqualTo(1);
        assertThat(recover(clear, "--paper", paper(1), "--paper", paper(1))).isEqualTo(1);
        assertThat(recover(clear, "--paper", paper(0), "--paper", wrong)).isEqualTo(1);
        assertThat(recover(clear, "--paper", paper(1), "--paper", mistyped)).isEqualTo(1);
        assertThat(clear).doesNotExist();
    }

    @Test
    void recoveryNamesWhatWasChangedMovedOrIsMissingAndOpensTheRest() throws IOException {
        Told told;
        Told other;
        try (var process = world.start()) {
            told = tells(process);
            other = tells(process);
        }
        var entries = world.stored().getCollection("entries");
        List<Document> said = entries.find(Filters.eq("case", told.number())).into(new ArrayList<>());
        List<Document> texts =
                said.stream().filter(one -> !one.containsKey("file")).toList();
        Document unsigned = texts.get(0);
        Document moved = texts.get(1);
        Document file =
                said.stream().filter(one -> one.containsKey("file")).findFirst().orElseThrow();
        entries.updateOne(byId(unsigned), Updates.set("sig", new Binary(new byte[64])));
        entries.updateOne(byId(moved), Updates.set("case", other.number()));
        world.stored()
                .getCollection("chunks")
                .deleteOne(
                        Filters.eq("attempt", file.get("file", Document.class).getString("attempt")));
        entries.insertOne(new Document(texts.get(2)).append("_id", "../../escaped\u001b"));
        assertThat(backup()).isZero();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(recover(
                            folder.resolve("clear"),
                            "--paper",
                            paper(0),
                            "--paper",
                            paper(1),
                            "--deposit-key",
                            depositKey()))
                    .isEqualTo(1);
        } finally {
            System.setOut(before);
        }
        String report = printed.toString(StandardCharsets.UTF_8);
        assertThat(report)
                .contains(
                        "NOT SIGNED BY THE LINE " + told.number() + ", entry " + unsigned.getString("_id"),
                        "DOES NOT OPEN " + other.number() + ", entry " + moved.getString("_id"),
                        "DOES NOT OPEN " + told.number() + ", entry " + file.getString("_id"),
                        "DOES NOT OPEN " + told.number() + ", entry ??????escaped?")
                .doesNotContain("CANARY");
        assertThat(report.lines().filter(line -> line.contains("entry "))).hasSize(4);
        assertThat(folder.resolve("clear").resolve(other.number()).resolve("case.txt"))
                .content()
                .contains("CANARY-before-4");
    }

    private static Bson byId(Document one) {
        return Filters.eq("_id", one.get("_id"));
    }
}
