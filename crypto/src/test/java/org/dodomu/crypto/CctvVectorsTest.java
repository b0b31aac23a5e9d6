package org.dodomu.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The community's vectors for age (npm {@code cctv-age}): each ends in the class that it names, and releases exactly the plaintext that it names. */
class CctvVectorsTest {

    private static final Path VECTORS = Path.of("target", "cctv-age");

    @Test
    void allVectorsAreHere() throws IOException {
        try (Stream<Path> files = Files.list(VECTORS)) {
            assertThat(files.count()).isEqualTo(143);
        }
    }

    @TestFactory
    List<DynamicTest> vectors() throws IOException {
        try (Stream<Path> files = Files.list(VECTORS)) {
            return files.sorted()
                    .flatMap(file -> Stream.of(
                            DynamicTest.dynamicTest(
                                    file.getFileName() + " (JDK)", () -> check(file, JcaChunkCipher::new)),
                            DynamicTest.dynamicTest(
                                    file.getFileName() + " (BC)", () -> check(file, BcChunkCipher::new))))
                    .toList();
        }
    }

    private static void check(Path file, ChunkCipher.Maker ciphers) throws IOException {
        Vector vector = Vector.read(Files.readAllBytes(file));
        ByteArrayOutputStream released = new ByteArrayOutputStream();
        String outcome = open(vector, new Age(new SecureRandom(), ciphers), released);
        assertThat(outcome).isEqualTo(vector.field("expect"));
        if (vector.has("payload")) {
            assertThat(Sha256.hex(released.toByteArray())).isEqualTo(vector.field("payload"));
        }
    }

    private static String open(Vector vector, Age age, ByteArrayOutputStream released) throws IOException {
        try {
            byte[] sealed = vector.body();
            if (vector.has("armored")) {
                sealed = Armor.decode(new String(sealed, StandardCharsets.ISO_8859_1));
            }
            try (InputStream in = age.opening(new ByteArrayInputStream(sealed), vector.identities())) {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    released.write(b);
                }
            }
            return "success";
        } catch (SealBroken broken) {
            return switch (broken.reason()) {
                case HEADER -> "header failure";
                case NO_MATCH -> "no match";
                case HMAC -> "HMAC failure";
                case PAYLOAD -> "payload failure";
                case ARMOR -> "armor failure";
                case CONTENT -> "content failure";
            };
        }
    }

    private record Vector(Map<String, List<String>> fields, byte[] body) {

        static Vector read(byte[] file) throws IOException {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            int at = 0;
            while (true) {
                int end = at;
                while (file[end] != '\n') {
                    end++;
                }
                String line = new String(file, at, end - at, StandardCharsets.UTF_8);
                at = end + 1;
                if (line.isEmpty()) {
                    break;
                }
                String[] pair = line.split(": ", 2);
                fields.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
            }
            byte[] body = Arrays.copyOfRange(file, at, file.length);
            boolean zlib = fields.containsKey("compressed");
            return new Vector(
                    fields, zlib ? new InflaterInputStream(new ByteArrayInputStream(body)).readAllBytes() : body);
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }

        String field(String name) {
            return fields.getOrDefault(name, List.of("")).get(0);
        }

        Identity[] identities() {
            List<Identity> all = new ArrayList<>();
            fields.getOrDefault("identity", List.of())
                    .forEach(text -> all.add(
                            text.startsWith("AGE-SECRET-KEY-PQ-")
                                    ? HybridIdentity.parse(text)
                                    : X25519Identity.parse(text)));
            fields.getOrDefault("passphrase", List.of()).forEach(text -> all.add(new ScryptIdentity(text)));
            return all.toArray(Identity[]::new);
        }
    }
}
