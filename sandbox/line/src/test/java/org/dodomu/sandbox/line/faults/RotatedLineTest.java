package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.MasterKeyFile;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.storage.KeyCensus;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.Store;
import org.dodomu.tools.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances in processes of their own, each with its own copy of the master key file; people write while the host rotates, retires, restarts, backs up, and restores what was lost. */
class RotatedLineTest {

    private static final List<String> LINE =
            List.of("-cp", System.getProperty("java.class.path", ""), "org.dodomu.DodomuApplication");

    private static final Duration WITHIN = Duration.ofMinutes(7);

    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger said = new AtomicInteger();
    private final Path folder;
    private final RunningLine line;
    private final Path first;
    private final Path second;

    RotatedLineTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.line = RunningLine.start(folder, new EmbeddedProcess(folder));
        this.first = line.founded().masterFile();
        this.second = folder.resolve("second.key");
        copyKeys();
    }

    @AfterEach
    void end() {
        line.close();
    }

    private BotProcess instance(String name, Path masterFile) {
        return line.bot(
                name,
                LINE,
                Map.of("dodomu.keys.master-file", masterFile.toString(), "dodomu.instances.take-over-after", "5s"));
    }

    private void copyKeys() throws IOException {
        if (!Files.exists(second)) {
            Files.createFile(
                    second, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(second, Files.readString(first));
    }

    private static int tool(Object... arguments) {
        return Tools.run(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    }

    private int keys(String command, Object... more) {
        List<Object> all = new ArrayList<>(List.of("keys", command, "--file", first));
        all.addAll(List.of(more));
        return tool(all.toArray());
    }

    private int withDatabase(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--mongodb-uri", line.database().uri()));
        return tool(all.toArray());
    }

    private long person() {
        Control people = line.people();
        long person = people.person("CANARY-name", "uk");
        people.text(person, "/start");
        for (String choice : List.of("uk", "yes", "danger")) {
            Waiting.until("a button", WITHIN, () -> button(person, choice).isPresent());
            button(person, choice).orElseThrow().run();
        }
        return person;
    }

    private Optional<Runnable> button(long person, String choice) {
        Control people = line.people();
        return people.chat(person)
                .path("messages")
                .valueStream()
                .flatMap(message -> message.path("reply_markup")
                        .path("inline_keyboard")
                        .valueStream()
                        .flatMap(row -> row.valueStream())
                        .map(button -> button.path("callback_data").asString(""))
                        .filter(data -> data.endsWith(":" + choice))
                        .map(data -> (Runnable) () ->
                                people.press(person, message.path("message_id").asInt(), data)))
                .findFirst();
    }

    private void everybodyWrites(List<Long> people) {
        int word = said.getAndIncrement();
        people.forEach(person -> line.people().text(person, "CANARY-" + word));
    }

    private void allTaken() {
        Waiting.until("an empty queue", WITHIN, () -> line.people().waiting() == 0);
    }

    private void everyWordIsThereOnce(int people) throws IOException {
        OpenedCases opened = OpenedCases.open(line.founded(), line.data());
        assertThat(opened.broken()).isEmpty();
        assertThat(opened.cases()).hasSize(people);
        List<String> expected =
                IntStream.range(0, said.get()).mapToObj(n -> "text CANARY-" + n).toList();
        opened.cases().values().forEach(one -> assertThat(one.stream()
                        .map(Kept::value)
                        .filter(value -> value.contains("CANARY"))
                        .toList())
                .containsExactlyElementsOf(expected));
    }

    private boolean everythingUnder(String key) throws IOException {
        Store store = new Store(line.data());
        KeyCensus census = new KeyCensus(store, MasterKey.parse(Files.readString(first)), random);
        return new KeyRecords(store).sealing().equals(Optional.of(key))
                && census.under(key) > 0
                && MasterKeyFile.parse(Files.readString(first)).ids().stream()
                        .allMatch(id -> id.equals(key) || census.under(id) == 0);
    }

    @Test
    void rotatesRetiresRestartsAndRestoresWithoutLosingOrDoublingAWord() throws Exception {
        BotProcess one = instance("one", first);
        BotProcess two = instance("two", second);
        List<Long> people = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            people.add(person());
        }
        everybodyWrites(people);
        String old = MasterKeyFile.parse(Files.readString(first)).ids().get(0);
        assertThat(keys("rotate")).isZero();
        String fresh = MasterKeyFile.parse(Files.readString(first)).ids().get(0);
        for (int i = 0; i < 20; i++) {
            everybodyWrites(people);
            if (i == 10) {
                copyKeys();
            }
            Waiting.pause(Duration.ofMillis(200));
        }
        Waiting.until("boxes under the new key", WITHIN, () -> {
            everybodyWrites(people);
            Waiting.pause(Duration.ofMillis(200));
            try {
                return everythingUnder(fresh);
            } catch (IOException unreadable) {
                throw new java.io.UncheckedIOException(unreadable);
            }
        });
        assertThat(keys("status", "--mongodb-uri", line.database().uri())).isZero();
        assertThat(keys("retire", "--mongodb-uri", line.database().uri(), "--watch-seconds", 15, old))
                .isZero();
        copyKeys();
        one.close();
        everybodyWrites(people);
        one = instance("one", first);
        everybodyWrites(people);
        allTaken();
        everyWordIsThereOnce(people.size());

        restored(List.of(one, two));
        instance("three", second);
        everybodyWrites(people);
        allTaken();
        everyWordIsThereOnce(people.size());
        assertThat(MasterKeyFile.parse(Files.readString(first)).ids()).containsExactly(fresh);
        assertThat(doctor()).isZero();
    }

    /** Backs up, loses everything, and puts it back. */
    private void restored(List<BotProcess> running) throws IOException {
        HybridIdentity host = HybridIdentity.generate(random);
        Path recipients = Files.writeString(
                folder.resolve("recipients.txt"), host.recipient().encoded() + "\n");
        Path identity = Files.writeString(folder.resolve("backup.key"), host.encoded(SecretAccess.granted()) + "\n");
        Path archives = Files.createDirectory(folder.resolve("archives"));
        assertThat(withDatabase("backup", "--recipients", recipients, archives)).isZero();
        running.forEach(BotProcess::close);
        MongoDatabase database = line.data();
        database.drop();
        List<Object> restore = new ArrayList<>(List.of("restore", "-i", identity));
        try (Stream<Path> files = Files.list(archives)) {
            files.sorted().forEach(restore::add);
        }
        assertThat(restore).hasSize(5);
        assertThat(withDatabase(restore.toArray())).isZero();
    }

    private int doctor() throws IOException {
        Path token = Files.createFile(
                folder.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, line.telegram().token());
        return withDatabase(
                "doctor",
                "--master-file",
                first,
                "--telegram-url",
                line.telegram().baseUri(),
                "--token-file",
                token);
    }
}
