package org.dodomu.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.MasterKeyFile;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.KeyCensus;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.KeyWatch;
import org.dodomu.storage.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final EmbeddedStore embedded = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(embedded.uri("dodomu"));
    private final Store store = new Store(client.getDatabase("dodomu"));

    @TempDir
    Path folder;

    private Path file = Path.of("master.key");

    @BeforeEach
    void init() {
        file = folder.resolve("master.key");
        assertThat(run("init")).isZero();
    }

    @AfterEach
    void end() {
        client.close();
        embedded.close();
    }

    private int run(String command, Object... more) {
        Stream<Object> all = Stream.concat(Stream.of("keys", command, "--file", file), Stream.of(more));
        return Tools.run(all.map(String::valueOf).toArray(String[]::new));
    }

    private int retire(String id) {
        return run("retire", "--mongodb-uri", embedded.uri("dodomu"), "--watch-seconds", 0, id);
    }

    private List<String> ids() throws IOException {
        return MasterKeyFile.parse(Files.readString(file)).ids();
    }

    private MasterKey master() throws IOException {
        return MasterKey.parse(Files.readString(file));
    }

    private KeyWatch line(MasterKey master) {
        return new KeyWatch(store, master, () -> new MasterFile(file).text(), () -> true, random, HOUR, HOUR);
    }

    private static void turns(KeyWatch watch) {
        for (int i = 0; i < 20; i++) {
            watch.turn();
        }
    }

    private void link(MasterKey master) {
        byte[] box = Boxed.LINKS.boxes(master, random).seal(new byte[8], Boxed.place("link1"));
        store.insertOnce("links", new Document("_id", "link1").append("box", Store.binary(box)));
    }

    @Test
    void rotatesInPlaceForItsOwnerAndLeavesNothingBeside() throws IOException {
        List<String> before = ids();
        Files.writeString(folder.resolve("master.key.new"), "half a file of a rotation that was killed");
        assertThat(run("rotate")).isZero();
        assertThat(ids()).hasSize(2).endsWith(before.get(0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void rotatesTheFileThatALinkPointsTo() throws IOException {
        Path real = Files.move(file, folder.resolve("real.key"));
        Files.createSymbolicLink(file, real);
        assertThat(run("rotate")).isZero();
        assertThat(file).isSymbolicLink();
        assertThat(MasterKeyFile.parse(Files.readString(real)).ids()).hasSize(2);
    }

    @Test
    void touchesNoFileThatIsCutShortMissingOrReadableByOthers() throws IOException {
        run("rotate");
        String whole = Files.readString(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(run("rotate")).isEqualTo(1);
        assertThat(file).hasContent(whole);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String cut = whole.substring(0, whole.length() / 2);
        Files.writeString(file, cut);
        assertThat(run("rotate")).isEqualTo(1);
        assertThat(file).hasContent(cut);
        Files.delete(file);
        assertThat(run("rotate")).isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void retiresAKeyOnlyWhenNothingNeedsIt() throws IOException {
        String old = ids().get(0);
        MasterKey running = master();
        KeyWatch line = line(running);
        turns(line);
        link(running);
        assertThat(retire(old)).isEqualTo(1);
        run("rotate");
        assertThat(retire(old)).as("in use").isEqualTo(1);
        client.getDatabase("dodomu")
                .getCollection("masterkeys")
                .updateOne(new Document("_id", "sealing"), new Document("$set", new Document("key", ids().get(0))));
        assertThat(retire(old)).as("a box is under it").isEqualTo(1);
        assertThat(ids()).contains(old);
        turns(line);
        assertThat(retire("00000000")).isEqualTo(1);
        assertThat(retire(old)).isZero();
        assertThat(ids()).hasSize(1).doesNotContain(old);
        turns(line);
        assertThat(running.ids()).doesNotContain(old);
        assertThat(run("status", "--mongodb-uri", embedded.uri("dodomu"))).isZero();
    }

    @Test
    void anInstanceThatStillSealsUnderTheOldKeyHoldsRetirementUp() throws Exception {
        String old = ids().get(0);
        MasterKey running = master();
        KeyWatch line = line(running);
        turns(line);
        run("rotate");
        turns(line);
        KeyRecords records = new KeyRecords(store);
        Retirement retirement = new Retirement(records, new KeyCensus(store, master(), random), Duration.ofSeconds(1));
        MasterKeyFile now = MasterKeyFile.parse(Files.readString(file));
        Thread behind = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                client.getDatabase("dodomu")
                        .getCollection("masterkeys")
                        .updateOne(
                                new Document("_id", "instance:behind"),
                                new Document(
                                                "$set",
                                                new Document("instance", "behind")
                                                        .append("holds", now.ids())
                                                        .append("seals", old))
                                        .append("$inc", new Document("beat", 1L)),
                                new com.mongodb.client.model.UpdateOptions().upsert(true));
            }
        });
        behind.start();
        try {
            assertThat(retirement.refusal(now, old))
                    .hasValueSatisfying(why -> assertThat(why).contains("An instance does not use the new key yet"));
        } finally {
            behind.interrupt();
            behind.join();
        }
        assertThat(retirement.refusal(now, old)).isEmpty();
    }

    private String doctor() throws IOException {
        try (ToolDatabase opened = ToolDatabase.open(embedded.uri("dodomu"))) {
            return new DoctorDatabase(opened, Clock.systemUTC()).boxes(master());
        }
    }

    @Test
    void theDoctorFindsAnotherLinesFileBoxesThatNothingOpensAndARestoreThatHasNotEnded() throws IOException {
        MasterKey running = master();
        turns(line(running));
        link(running);
        assertThat(doctor()).startsWith("opens");
        client.getDatabase("dodomu")
                .getCollection("links")
                .insertOne(new Document("_id", "link2").append("box", Store.binary(new byte[60])));
        assertThatThrownBy(this::doctor).hasMessageContaining("does not open 1 boxes");
        Files.delete(file);
        run("init");
        assertThatThrownBy(this::doctor).hasMessageContaining("not the one this database was written with");
        new KeyRecords(store).restoring();
        assertThatThrownBy(this::doctor).hasMessageContaining("has not ended");
    }

    @Test
    void refusesAnotherLinesFile() throws IOException {
        turns(line(master()));
        Files.delete(file);
        run("init");
        assertThat(run("status", "--mongodb-uri", embedded.uri("dodomu"))).isEqualTo(1);
        run("rotate");
        assertThat(retire(ids().get(1))).isEqualTo(1);
        assertThat(ids()).hasSize(2);
    }
}
