package org.dodomu.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we seal opens elsewhere and the other way round: the stock {@code age} (1.3 or later, on the PATH or in Go's bin) and npm {@code age-encryption}. */
class InteropTest {

    @TempDir
    Path directory;

    private final SecureRandom random = new SecureRandom();
    private final Age age = new Age(random);
    private final HybridIdentity identity = HybridIdentity.generate(random);

    @Test
    void stockAgeOpensOurFiles() throws Exception {
        byte[] sealed = age.seal(RecipientSet.of(identity.recipient()), bytes("до дому"));
        assertThat(run(sealed, stockAge(), "-d", "-i", keyFile(identity))).isEqualTo(bytes("до дому"));
    }

    @Test
    void weOpenFilesOfStockAge() throws Exception {
        byte[] sealed =
                run(bytes("до дому"), stockAge(), "-r", identity.recipient().encoded());
        assertThat(age.open(sealed, identity)).isEqualTo(bytes("до дому"));
    }

    @Test
    void stockAgeOpensTheRecoveryCopyInTwoSteps() throws Exception {
        HybridIdentity other = HybridIdentity.generate(random);
        byte[] sealed = NestedSeal.seal(age, List.of(identity.recipient(), other.recipient()), bytes("key"));
        byte[] inner = run(sealed, stockAge(), "-d", "-i", keyFile(other));
        assertThat(run(inner, stockAge(), "-d", "-i", keyFile(identity))).isEqualTo(bytes("key"));
    }

    @Test
    void stockAgeAndTarOpenASealedFile() throws Exception {
        byte[] original = new byte[300_000];
        random.nextBytes(original);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        EntryHeader header = new EntryHeader("sample", "K7Q4-MX2P", 1, 3, "file", Instant.EPOCH);
        SealedTar.write(
                age,
                RecipientSet.of(identity.recipient()),
                header.meta(Map.of("sentAs", "file")),
                original.length,
                new ByteArrayInputStream(original),
                sealed);
        byte[] tar = run(sealed.toByteArray(), stockAge(), "-d", "-i", keyFile(identity));
        run(tar, "tar", "x", "-C", directory.toString());
        assertThat(directory.resolve("original")).hasBinaryContent(original);
        assertThat(Json.read(Files.readAllBytes(directory.resolve("sum.json"))).get("sha256"))
                .isEqualTo(Sha256.hex(original));
        assertThat(EntryHeader.parse(Files.readAllBytes(directory.resolve("meta.json"))))
                .isEqualTo(header);
    }

    @Test
    void typageOpensOurFiles() throws Exception {
        byte[] sealed = age.seal(RecipientSet.of(identity.recipient()), new byte[70_000]);
        assertThat(run(sealed, "node", "src/test/npm/interop.mjs", "open", identity.encoded(SecretAccess.granted())))
                .isEqualTo(new byte[70_000]);
    }

    @Test
    void weOpenFilesOfTypage() throws Exception {
        byte[] sealed = run(
                bytes("до дому"),
                "node",
                "src/test/npm/interop.mjs",
                "seal",
                identity.recipient().encoded());
        assertThat(age.open(sealed, identity)).isEqualTo(bytes("до дому"));
    }

    private String keyFile(HybridIdentity key) throws IOException {
        Path file = Files.createTempFile(directory, "key", ".txt");
        return Files.writeString(file, key.encoded(SecretAccess.granted()) + "\n")
                .toString();
    }

    private static String stockAge() {
        Stream<Path> places = Stream.concat(
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of),
                Stream.of(Path.of(System.getProperty("user.home"), "go", "bin")));
        Optional<Path> found = places.map(place -> place.resolve("age"))
                .filter(Files::isExecutable)
                .filter(InteropTest::postQuantum)
                .findFirst();
        assumeTrue(found.isPresent(), "SKIPPED: no stock age of 1.3 or later on this machine");
        return found.orElseThrow().toString();
    }

    private static boolean postQuantum(Path binary) {
        try {
            String version = new String(run(new byte[0], binary.toString(), "--version"), StandardCharsets.UTF_8);
            return version.strip().matches("v?(1\\.([3-9]|[1-9][0-9])|[2-9]).*");
        } catch (IOException | InterruptedException unusable) {
            return false;
        }
    }

    private static byte[] run(byte[] input, String... command) throws IOException, InterruptedException {
        Path in = Files.createTempFile("interop", ".in");
        Path out = Files.createTempFile("interop", ".out");
        try {
            Files.write(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return Files.readAllBytes(out);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
