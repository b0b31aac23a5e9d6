package org.dodomu.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    private final SecureRandom random = new SecureRandom();
    private final Age age = new Age(random);
    private final HybridIdentity identity = HybridIdentity.generate(random);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072})
    void opensWhatItSealed(int length) {
        byte[] plaintext = new byte[length];
        random.nextBytes(plaintext);
        assertThat(age.open(age.seal(RecipientSet.of(identity.recipient()), plaintext), identity))
                .isEqualTo(plaintext);
    }

    @Test
    void eachOfManyRecipientsOpens() {
        List<HybridIdentity> all = IntStream.range(0, 64)
                .mapToObj(i -> HybridIdentity.generate(random))
                .toList();
        byte[] sealed = age.seal(
                RecipientSet.of(all.stream().map(HybridIdentity::recipient).toList()), bytes("64"));
        all.forEach(one -> assertThat(age.open(sealed, one)).isEqualTo(bytes("64")));
    }

    @Test
    void refusesAnotherIdentity() {
        byte[] sealed = age.seal(RecipientSet.of(identity.recipient()), bytes("text"));
        assertThatThrownBy(() -> age.open(sealed, HybridIdentity.generate(random)))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void everyFlippedByteOfAShortFileIsFound() {
        byte[] sealed = age.seal(RecipientSet.of(identity.recipient()), bytes("text"));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> age.open(changed, identity)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void everyTruncationIsFound() {
        byte[] sealed = age.seal(RecipientSet.of(identity.recipient()), bytes("text"));
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> age.open(cut, identity)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void anAbortedStreamCannotBeOpened() throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (SealingOutputStream out = age.sealing(RecipientSet.of(identity.recipient()), sealed)) {
            out.write(new byte[200_000]);
        }
        assertThatThrownBy(() -> age.open(sealed.toByteArray(), identity)).isInstanceOf(SealBroken.class);
    }

    @Test
    void manyThreadsSealFilesThatAllOpen() throws InterruptedException {
        List<byte[]> sealed = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        RecipientSet recipients = RecipientSet.of(identity.recipient());
        IntStream.range(0, 800).forEach(i -> threads.execute(() -> sealed.add(age.seal(recipients, bytes("shared")))));
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(sealed).hasSize(800).allSatisfy(one -> assertThat(age.open(one, identity))
                .isEqualTo(bytes("shared")));
    }

    @Test
    void refusesToMixOrToSealToNobody() {
        X25519Recipient classic = X25519Identity.generate(random).recipient();
        assertThatThrownBy(() -> RecipientSet.of(List.of(identity.recipient(), classic)))
                .isInstanceOf(RecipientsRefused.class);
        assertThatThrownBy(() -> RecipientSet.of(List.of(classic))).isInstanceOf(RecipientsRefused.class);
        assertThatThrownBy(() -> RecipientSet.of(List.of())).isInstanceOf(RecipientsRefused.class);
    }

    @Test
    void recoveryNeedsAllHolders() {
        HybridIdentity other = HybridIdentity.generate(random);
        byte[] sealed = NestedSeal.seal(age, List.of(identity.recipient(), other.recipient()), bytes("key"));
        assertThat(NestedSeal.open(age, List.of(identity, other), sealed)).isEqualTo(bytes("key"));
        assertThatThrownBy(() -> age.open(sealed, identity)).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> age.open(age.open(sealed, other), other)).isInstanceOf(SealBroken.class);
    }

    @Test
    void secretsDoNotPrint() {
        String secret = identity.encoded(SecretAccess.granted());
        assertThat(identity.toString()).doesNotContain(secret);
        assertThat(HybridIdentity.parse(secret).recipient()).isEqualTo(identity.recipient());
        assertThatThrownBy(() -> HybridIdentity.parse(secret + "x")).hasMessageNotContaining(secret);
    }

    @Test
    void aClosedIdentityOpensNothing() {
        HybridIdentity closed = HybridIdentity.generate(random);
        byte[] sealed = age.seal(RecipientSet.of(closed.recipient()), bytes("text"));
        closed.close();
        assertThatThrownBy(() -> age.open(sealed, closed)).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
