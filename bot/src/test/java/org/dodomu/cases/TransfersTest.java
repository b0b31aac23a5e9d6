package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SealBroken;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A case moves to another desk: by key, not by a word in a column. */
class TransfersTest {

    private FoundedDesk desk;
    private Queue queue;
    private CaseFiles files;
    private Transfers transfers;
    private CaseNumber number;
    private long fence;

    @BeforeEach
    void found() throws Exception {
        desk = new FoundedDesk(true);
        queue = desk.part(Queue.class);
        files = desk.part(CaseFiles.class);
        transfers = desk.part(Transfers.class);
        Cases cases = desk.part(Cases.class);
        number = cases.bear(new byte[] {1}, Language.UK);
        cases.enqueue(number, ReportType.DEPORTED, Urgency.ROUTINE, false);
        told("before", 1);
        fence = queue.claim(number, desk.member("first")).fence();
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private void told(String words, int seq) {
        EntryDraft draft = new EntryDraft(
                desk.part(Cases.class).entryId(number, new byte[] {(byte) seq}),
                seq,
                "answer",
                desk.clock.instant(),
                Map.of("text", words));
        Depositing.deposit(desk.part(Deposits.class), number, draft);
        Depositing.count(desk.part(Cases.class), number, List.of(draft.id()));
    }

    /** What the browser of the first desk's operator seals to the other desk. */
    private Map<Integer, byte[]> copies() {
        Generation generation =
                files.open(number, desk.member("first")).generations().get(0);
        byte[] key = desk.age.open(generation.keys().get(0).sealed(), desk.epoch);
        return Map.of(1, desk.age.seal(RecipientSet.of(desk.eastEpoch.recipient()), key));
    }

    private void transfer() {
        transfers.transfer(number, desk.member("first"), fence, "east", copies());
    }

    private boolean opens(Generation generation, HybridIdentity identity) {
        return generation.keys().stream().anyMatch(key -> {
            try {
                desk.age.open(key.sealed(), identity);
                return true;
            } catch (SealBroken notTheirs) {
                return false;
            }
        });
    }

    @Test
    void theOldDesksKeyOpensNothingNew() {
        transfer();
        told("after", 2);
        List<Generation> generations =
                CaseDocuments.generations(desk.part(CaseDocuments.class).require(number));
        assertThat(generations).hasSize(2).allMatch(one -> opens(one, desk.eastEpoch));
        assertThat(generations).noneMatch(one -> opens(one, desk.epoch));
        queue.claim(number, desk.member("east"));
        CaseFiles.CaseFile file = files.open(number, desk.member("east"));
        Generation newest = file.generations().get(1);
        byte[] after = Base64.getDecoder()
                .decode(file.entries().stream()
                        .filter(entry -> entry.generation() == 2)
                        .findFirst()
                        .orElseThrow()
                        .sealed()
                        .orElseThrow());
        HybridIdentity key = desk.caseKey(newest.keys().get(0), desk.eastEpoch);
        assertThat(new String(desk.age.open(after, key))).contains("after");
    }

    @Test
    void leavesTheOldDesksQueueAndEntersTheOther() {
        transfer();
        assertThat(queue.list(View.WAITING, desk.member("first"), 10)).isEmpty();
        assertThat(queue.list(View.WAITING, desk.member("east"), 10))
                .extracting(CaseRow::number)
                .containsExactly(number.value());
        queue.claim(number, desk.member("east"));
        assertThatThrownBy(() -> queue.claim(number, desk.member("first")))
                .as("held by somebody of another desk")
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> files.open(number, desk.member("first"))).isInstanceOf(NotAllowed.class);
        assertThat(desk.part(Custody.class).of(number.value()))
                .extracting(CustodyRecord::act)
                .contains("transferred");
        assertThat(desk.part(Custody.class).unbroken(number.value())).isTrue();
    }

    @Test
    void isRefusedWithoutTheClaimOrACopyOrADeskOfTheRoster() {
        Map<Integer, byte[]> copies = copies();
        assertThatThrownBy(() -> transfers.transfer(number, desk.member("first"), fence + 1, "east", copies))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> transfers.transfer(number, desk.member("second"), fence, "east", copies))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> transfers.transfer(number, desk.member("first"), fence, "east", Map.of()))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(
                        () -> transfers.transfer(number, desk.member("first"), fence, "east", Map.of(1, new byte[99])))
                .isInstanceOf(NotAllowed.class);
        for (String none : List.of("main", "nowhere", "")) {
            assertThatThrownBy(() -> transfers.transfer(number, desk.member("first"), fence, none, copies))
                    .isInstanceOf(NotAllowed.class);
        }
        transfer();
        assertThatThrownBy(this::transfer).isInstanceOf(NotAllowed.class);
    }
}
