package org.dodomu.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes that are stored somewhere must never change by accident: each is frozen here. */
class FrozenBytesTest {

    private static final String MASTER = "dodomu-master-1 0a0b0c0d AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";

    private final SecureRandom random = new SecureRandom();
    private final MasterKey master = MasterKey.parse(MASTER);

    @Test
    void derivedIndexStaysTheSame() {
        assertThat(master.index(Purpose.INDEX).text(16, BlindIndex.part("chat"), BlindIndex.part(42)))
                .isEqualTo("anrhf9bw7sgxrex2aprxexcqxm");
    }

    /** {@code openssl pkey} makes the same key from the seed that Python derives. */
    @Test
    void depositKeyStaysTheSame() {
        assertThat(master.signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey().encoded())
                .isEqualTo("JwxAqxXEl1zjHK5tmrtsHO31rpTZ9BXJ--DN4YpBbzw");
    }

    /** Computed by Python's hmac and hashlib from the description in {@link MasterKeyFile}. */
    @Test
    void aMasterKeyFileStaysTheSame() {
        String file =
                "dodomu-lasting-1 DubG4pQGvWjZDqUGXaRX71XaMSBQ04OKw60k1s4E96U=\n" + MASTER + "dodomu-sum-1 33e5e6e6\n";
        assertThat(MasterKeyFile.parse(MASTER).text(SecretAccess.granted())).isEqualTo(file);
        assertThat(MasterKey.parse(file).signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey())
                .isEqualTo(master.signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey());
    }

    @Test
    void statementsAreLines() {
        assertThat(text(Statements.deposit("sample", "K7Q4-MX2P", "e1", "ab")))
                .isEqualTo("dodomu/v1/deposit\nsample\nK7Q4-MX2P\ne1\nab\n");
        assertThat(text(Statements.signIn("sample", "m-1", "00"))).isEqualTo("dodomu/v1/sign-in\nsample\nm-1\n00\n");
        assertThat(text(Statements.passkey("sample", "m-1", "ab"))).isEqualTo("dodomu/v1/passkey\nsample\nm-1\nab\n");
        assertThat(text(Statements.roster("sample", 2, "ab"))).isEqualTo("dodomu/v1/roster\nsample\n2\nab\n");
        assertThat(text(Statements.written("sample", "K7Q4-MX2P", "note", 4, "ab")))
                .isEqualTo("dodomu/v1/written\nsample\nK7Q4-MX2P\nnote\n4\nab\n");
        assertThatThrownBy(() -> Statements.signIn("a\nb", "m", "0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void entryTextIsPaddedJsonWithItsHeaderFirst() {
        EntryHeader header = new EntryHeader("sample", "K7Q4-MX2P", 1, 2, "answer", Instant.ofEpochSecond(1));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("question", "name");
        byte[] padded = header.plaintext(body);
        assertThat(padded).hasSize(2048);
        assertThat(text(padded).stripTrailing())
                .isEqualTo("{\"v\":1,\"line\":\"sample\",\"case\":\"K7Q4-MX2P\",\"generation\":1,\"seq\":2,"
                        + "\"kind\":\"answer\",\"at\":\"1970-01-01T00:00:01Z\",\"question\":\"name\"}");
        assertThat(EntryHeader.parse(padded)).isEqualTo(header);
        assertThatThrownBy(() -> header.plaintext(Map.of("case", "other")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBoxOpensInItsPlaceOnly() {
        SecretBox box = master.box(Purpose.CONVERSATION, random);
        byte[] sealed = box.seal(bytes("state"), bytes("here"));
        assertThat(box.open(sealed, bytes("here"))).isEqualTo(bytes("state"));
        assertThatThrownBy(() -> box.open(sealed, bytes("there"))).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> master.box(Purpose.LINK, random).open(sealed, bytes("here")))
                .isInstanceOf(SealBroken.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> box.open(changed, bytes("here"))).isInstanceOf(SealBroken.class);
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> box.open(cut, bytes("here"))).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void aRotatedMasterKeyOpensOldBoxesAndFindsOldIds() {
        byte[] old = master.box(Purpose.LINK, random).seal(bytes("x"), bytes("y"));
        MasterKey rotated = MasterKey.parse(MasterKey.generate(random) + MASTER);
        assertThat(rotated.box(Purpose.LINK, random).open(old, bytes("y"))).isEqualTo(bytes("x"));
        assertThat(rotated.index(Purpose.INDEX).of(bytes("a")))
                .isEqualTo(master.index(Purpose.INDEX).of(bytes("a")));
        assertThat(master.toString()).doesNotContain("AQEB");
    }

    @Test
    void padmeAndPowersOfTwo() {
        assertThat(Padding.json(new byte[2048])).hasSize(2048);
        assertThat(Padding.json(new byte[2049])).hasSize(4096);
        assertThat(Padding.padme(9)).isEqualTo(10);
        assertThat(Padding.padme(1_000_000)).isBetween(1_000_000L, 1_120_000L);
    }

    @Test
    void aFileOfAnotherLengthIsAbandoned() {
        Age age = new Age(random);
        HybridIdentity identity = HybridIdentity.generate(random);
        for (int announced : new int[] {999, 1001}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> SealedTar.write(
                            age,
                            RecipientSet.of(identity.recipient()),
                            bytes("{}"),
                            announced,
                            new ByteArrayInputStream(new byte[1000]),
                            out))
                    .isInstanceOf(LengthMismatch.class);
            assertThatThrownBy(() -> age.open(out.toByteArray(), identity)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void typesComeFromBytes() {
        assertThat(MagicType.of(HexFormat.of().parseHex("ffd8ffe0"))).isEqualTo(MagicType.JPEG);
        assertThat(MagicType.of(bytes("OggS..."))).isEqualTo(MagicType.OGG);
        assertThat(MagicType.of(bytes("звичайний текст"))).isEqualTo(MagicType.TEXT);
        assertThat(MagicType.of(Arrays.copyOf(bytes("я"), 1))).isEqualTo(MagicType.UNKNOWN);
        assertThat(MagicType.of(new byte[] {0, 1, 2})).isEqualTo(MagicType.UNKNOWN);
    }

    @Test
    void theSelfTestPasses() {
        CryptoSelfTest.run(random);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
