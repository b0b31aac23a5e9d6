package org.dodomu.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.EntryHeader;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final HybridIdentity identity = HybridIdentity.generate(random);
    private Path key = Path.of("key");

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.writeString(folder.resolve("key.txt"), identity.encoded(SecretAccess.granted()) + "\n");
    }

    private static int run(Object... arguments) {
        return Tools.run(
                java.util.stream.Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    }

    @Test
    void keysInitWritesOnceForItsOwner() throws IOException {
        Path file = folder.resolve("master.key");
        assertThat(run("keys", "init", "--file", file)).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String first = Files.readString(file);
        assertThat(run("keys", "init", "--file", file)).isEqualTo(1);
        assertThat(file).hasContent(first);
    }

    @Test
    void opensWhatItSealed() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain"), "до дому");
        Path sealed = folder.resolve("sealed.age");
        Path opened = folder.resolve("opened");
        assertThat(run("seal", "-r", identity.recipient().encoded(), "-o", sealed, plain))
                .isZero();
        assertThat(run("open", "-i", key, "-o", opened, sealed)).isZero();
        assertThat(opened).hasContent("до дому");
        assertThat(run("open", "-i", key, "-o", opened, sealed)).isEqualTo(1);
    }

    @Test
    void saysWhichFileIsNotThere() {
        StringWriter said = new StringWriter();
        Path none = folder.resolve("none");
        assertThat(Tools.run(new PrintWriter(said, true), "open", "-i", key.toString(), none.toString()))
                .isEqualTo(1);
        assertThat(said.toString()).isEqualTo(none + " is not there." + System.lineSeparator());
    }

    @Test
    void aChangedFileLeavesNothingBehind() throws IOException {
        byte[] sealed = new Age(random).seal(RecipientSet.of(identity.recipient()), new byte[100_000]);
        sealed[sealed.length - 1] ^= 1;
        Path file = Files.write(folder.resolve("changed.age"), sealed);
        Path opened = folder.resolve("opened");
        assertThat(run("open", "-i", key, "-o", opened, file)).isEqualTo(1);
        assertThat(opened).doesNotExist();
    }

    @Test
    void refusesWrongUsageAndClassicRecipients() {
        assertThat(run("seal")).isEqualTo(2);
        assertThat(run("seal", "-r", "age1qqqq", key)).isEqualTo(1);
        assertThat(run("--help")).isZero();
    }

    @Test
    void verifiesAnExportAndFindsAMovedEntry() throws IOException {
        SigningKey deposit = SigningKey.generate(random);
        Path export = Files.createDirectory(folder.resolve("export"));
        entry(export, deposit, "entry1", "K7Q4-MX2P", "K7Q4-MX2P");
        assertThat(verify(deposit, export)).isZero();
        entry(export, deposit, "entry2", "K7Q4-MX2P", "0000-0000");
        assertThat(verify(deposit, export)).isEqualTo(1);
        assertThat(verify(SigningKey.generate(random), export)).isEqualTo(1);
    }

    private int verify(SigningKey deposit, Path export) {
        return run("verify", "--deposit-key", deposit.verifyingKey().encoded(), "-i", key, export);
    }

    private void entry(Path export, SigningKey deposit, String id, String said, String inside) throws IOException {
        byte[] plaintext =
                new EntryHeader("sample", inside, 1, 1, "answer", Instant.EPOCH).plaintext(Map.of("text", "x"));
        byte[] sealed = new Age(random).seal(RecipientSet.of(identity.recipient()), plaintext);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", "sample");
        json.put("case", said);
        json.put("entry", id);
        json.put("generation", 1);
        json.put("file", false);
        byte[] signature = deposit.sign(Statements.deposit("sample", said, id, Sha256.hex(sealed)));
        json.put("sig", Base64.getEncoder().encodeToString(signature));
        Files.write(export.resolve(id + ".age"), sealed);
        Files.writeString(export.resolve(id + ".json"), new String(Json.write(json), StandardCharsets.UTF_8));
    }

    @Test
    void theDoctorSaysWhatIsMissing() {
        assertThat(run(
                        "doctor",
                        "--master-file",
                        folder.resolve("none"),
                        "--token-file",
                        folder.resolve("none"),
                        "--mongodb-uri",
                        "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200"))
                .isEqualTo(1);
    }
}
