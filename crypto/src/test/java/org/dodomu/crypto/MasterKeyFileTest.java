package org.dodomu.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterKeyFileTest {

    private static final byte[] PLACE = "place".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WORDS = "words".getBytes(StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final String first = MasterKey.generate(random);
    private final String second = text(MasterKeyFile.parse(first).rotated(random));
    private final String third = text(MasterKeyFile.parse(second).rotated(random));

    private static String text(MasterKeyFile file) {
        return file.text(SecretAccess.granted());
    }

    private static List<String> ids(String text) {
        return MasterKeyFile.parse(text).ids();
    }

    private SecretBox box(String text) {
        return MasterKey.parse(text).box(Purpose.LINK, random);
    }

    @Test
    void rotationPutsANewKeyFirstAndKeepsAllOthers() {
        assertThat(ids(second)).hasSize(2).endsWith(ids(first).get(0));
        assertThat(ids(third)).hasSize(3).containsSubsequence(ids(second));
        assertThat(box(third).open(box(first).seal(WORDS, PLACE), PLACE)).isEqualTo(WORDS);
    }

    @Test
    void idsMacsAndSignaturesOutliveTheKeyTheyWereDerivedFrom() {
        String retired = text(MasterKeyFile.parse(third)
                .without(ids(first).get(0))
                .without(ids(second).get(0)));
        MasterKey before = MasterKey.parse(first);
        MasterKey after = MasterKey.parse(retired);
        assertThat(after.ids()).hasSize(1);
        for (Purpose purpose : lasting()) {
            assertThat(after.index(purpose).of(WORDS))
                    .isEqualTo(before.index(purpose).of(WORDS));
            assertThat(after.signing(purpose).verifyingKey())
                    .isEqualTo(before.signing(purpose).verifyingKey());
        }
    }

    private static List<Purpose> lasting() {
        return Arrays.stream(Purpose.values()).filter(Purpose::lasts).toList();
    }

    @Test
    void noPurposeIsForBoxesAndForIds() {
        MasterKey master = MasterKey.parse(first);
        for (Purpose purpose : Purpose.values()) {
            assertThatThrownBy(() -> {
                        master.index(purpose);
                        master.box(purpose, random);
                    })
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRetiredKeyIsNotInTheFileInAnyForm() {
        String retired = text(MasterKeyFile.parse(second).without(ids(first).get(0)));
        assertThat(retired)
                .doesNotContain(first.trim().split(" ")[2])
                .doesNotContain(ids(first).get(0));
        byte[] old = box(first).seal(WORDS, PLACE);
        assertThatThrownBy(() -> box(retired).open(old, PLACE)).isInstanceOf(SealBroken.class);
    }

    @Test
    void onlyAKeyBehindTheFirstCanBeTakenOut() {
        MasterKeyFile file = MasterKeyFile.parse(second);
        assertThatThrownBy(() -> file.without(file.ids().get(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file.without("00000000")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesARotatedFileCutShortAnywhere() {
        String whole = third.stripTrailing();
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> MasterKeyFile.parse(cut))
                    .as("cut after %d", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("=");
        }
    }

    @Test
    void refusesARotatedFileWithoutItsLastingKeyOrWithTwo() {
        List<String> lines = third.lines().toList();
        List<String> without = new ArrayList<>(lines.subList(1, lines.size() - 1));
        List<String> twice = new ArrayList<>(lines.subList(0, lines.size() - 1));
        twice.add(
                0,
                MasterKeyFile.parse(MasterKey.generate(random))
                        .rotated(random)
                        .text(SecretAccess.granted())
                        .lines()
                        .toList()
                        .get(0));
        for (List<String> body : List.of(without, twice)) {
            assertThatThrownBy(() -> MasterKeyFile.parse(summed(body))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(MasterKeyFile.parse(summed(lines.subList(0, lines.size() - 1)))
                        .ids())
                .isEqualTo(ids(third));
    }

    private static String summed(List<String> body) {
        String all = String.join("\n", body) + "\n";
        return all + "dodomu-sum-1 "
                + Sha256.hex(all.getBytes(StandardCharsets.US_ASCII)).substring(0, 8) + "\n";
    }

    @Test
    void refusesLinesInAnotherOrderAndKeysThatAreThereTwice() {
        List<String> lines = third.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            List<String> swapped = new ArrayList<>(lines);
            Collections.swap(swapped, i - 1, i);
            assertThatThrownBy(() -> MasterKeyFile.parse(String.join("\n", swapped)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> MasterKeyFile.parse(first + first)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesANewerFileOfTheSameLineOnlyAndGoesOnSealingUnderTheOldKey() {
        MasterKey master = MasterKey.parse(first);
        SecretBox box = master.box(Purpose.LINK, random);
        master.take(second);
        byte[] sealed = box.seal(WORDS, PLACE);
        assertThat(SecretBox.keyId(sealed)).isEqualTo(ids(first).get(0));
        assertThat(box.open(box(second).seal(WORDS, PLACE), PLACE)).isEqualTo(WORDS);

        for (String refused : List.of(MasterKey.generate(random), "", second.substring(0, second.length() / 2))) {
            assertThatThrownBy(() -> master.take(refused)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(master.ids()).isEqualTo(ids(second));
    }

    @Test
    void sealsNothingWhileItIsNotCertainWhichKeyIsInUse() {
        MasterKey master = MasterKey.parse(second);
        SecretBox box = master.box(Purpose.LINK, random);
        master.sealUnder(ids(first).get(0), Duration.ofHours(1));
        byte[] sealed = box.seal(WORDS, PLACE);
        assertThat(SecretBox.keyId(sealed)).isEqualTo(ids(first).get(0));
        master.sealUnder(ids(first).get(0), Duration.ZERO);
        assertThatThrownBy(() -> box.seal(WORDS, PLACE)).isInstanceOf(MasterKeyMissing.class);
        master.sealUnder("00000000", Duration.ofHours(1));
        assertThatThrownBy(() -> box.seal(WORDS, PLACE)).isInstanceOf(MasterKeyMissing.class);
        assertThat(box.open(sealed, PLACE)).isEqualTo(WORDS);
    }

    @Test
    void tellsAMissingKeyFromAMadeUpOneAndLooksForItFirst() {
        byte[] sealed = box(second).seal(WORDS, PLACE);
        MasterKey master = MasterKey.parse(first);
        SecretBox box = master.box(Purpose.LINK, random);
        assertThatThrownBy(() -> box.open(sealed, PLACE)).isInstanceOf(SealBroken.class);
        master.whenUnknown(id -> ids(second).contains(id));
        assertThatThrownBy(() -> box.open(sealed, PLACE)).isInstanceOf(MasterKeyMissing.class);
        master.whenUnknown(id -> {
            master.take(second);
            return true;
        });
        assertThat(box.open(sealed, PLACE)).isEqualTo(WORDS);
    }
}
