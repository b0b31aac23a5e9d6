package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeftoversTest {

    private static final int BYTES = 900_000;

    private final FoundedDesk desk = new FoundedDesk();
    private final Cases cases = desk.part(Cases.class);
    private final Deposits deposits = desk.part(Deposits.class);
    private final Leftovers leftovers = desk.part(Leftovers.class);
    private final CaseNumber number = cases.bear(new byte[8], Language.UK);

    LeftoversTest() throws IOException {
        cases.enqueue(number, ReportType.LOST, Urgency.SOON, false);
        desk.part(Queue.class).claim(number, desk.member("first"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private EntryDraft draft(int seq) {
        EntryId id = cases.entryId(number, new byte[] {(byte) seq});
        return new EntryDraft(id, seq, "answer", desk.clock.instant(), Map.of("text", "CANARY"));
    }

    private void file(EntryDraft draft) throws IOException {
        deposits.depositFile(number, draft, BYTES, new ByteArrayInputStream(new byte[BYTES]));
    }

    private long count(String collection) {
        return desk.database.getCollection(collection).countDocuments();
    }

    private void isWhole(EntryDraft file) throws IOException {
        desk.part(Queue.class).claim(number, desk.member("first"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaseFiles.Content content = desk.part(CaseFiles.class).file(file.id(), desk.member("first"));
        content.writeTo(out);
        assertThat(out.size()).isEqualTo((int) content.length());
    }

    /** Something that happens after so many bytes of a download. */
    private static InputStream slow(int after, Runnable meanwhile) {
        return new InputStream() {
            private int read;

            @Override
            public int read() {
                if (read == BYTES) {
                    return -1;
                }
                if (++read == after) {
                    meanwhile.run();
                }
                return 0;
            }
        };
    }

    @Test
    void aSweepInTheMiddleOfASlowUploadTakesNothing() throws IOException {
        EntryDraft draft = draft(1);
        deposits.depositFile(number, draft, BYTES, slow(BYTES / 2, () -> {
            desk.clock.pass(Duration.ofDays(6));
            leftovers.sweep();
        }));
        desk.clock.pass(Duration.ofDays(6));
        leftovers.sweep();
        Depositing.count(cases, number, List.of(draft.id()));
        leftovers.sweep();
        isWhole(draft);
    }

    @Test
    void anUploadWhosePartsWereSweptIsRefusedAndNotHalfKept() {
        EntryDraft draft = draft(1);
        assertThatThrownBy(() -> deposits.depositFile(number, draft, BYTES, slow(BYTES / 2, () -> {
                    desk.clock.pass(Duration.ofDays(8));
                    leftovers.sweep();
                })))
                .isInstanceOf(IOException.class);
        assertThat(count("entries")).isZero();
        desk.clock.pass(Duration.ofDays(8));
        leftovers.sweep();
        assertThat(count("chunks")).isZero();
    }

    @Test
    void aFileThatNeverCameToCountGoesWithAllItsParts() throws IOException {
        deposits.depositFile(number, draft(1), BYTES, slow(BYTES - 1, () -> desk.clock.pass(Duration.ofDays(1))));
        for (int day = 0; day < 30; day++) {
            desk.clock.pass(Duration.ofDays(1));
            leftovers.sweep();
        }
        assertThat(count("entries")).isZero();
        assertThat(count("chunks")).isZero();
    }

    @Test
    void aFileThatCountsLateIsStillWhole() throws IOException {
        EntryDraft draft = draft(1);
        file(draft);
        desk.clock.pass(Duration.ofDays(7).minusMinutes(1));
        leftovers.sweep();
        Depositing.count(cases, number, List.of(draft.id()));
        for (int day = 0; day < 30; day++) {
            desk.clock.pass(Duration.ofDays(1));
            leftovers.sweep();
        }
        isWhole(draft);
        assertThat(desk.database.getCollection("chunks").countDocuments(Filters.exists("sweep")))
                .isZero();
    }

    @Test
    void aSecondAttemptLeavesTheFirstInPlaceAndGoesItself() throws IOException {
        EntryDraft draft = draft(1);
        file(draft);
        long chunks = count("chunks");
        file(draft);
        assertThat(count("chunks")).isEqualTo(2 * chunks);
        Depositing.count(cases, number, List.of(draft.id()));
        desk.clock.pass(Duration.ofDays(8));
        leftovers.sweep();
        assertThat(count("chunks")).isEqualTo(chunks);
        isWhole(draft);
    }

    @Test
    void aStepThatIsDoneAgainAfterDaysPutsTheEndOff() {
        EntryDraft draft = draft(1);
        Depositing.deposit(deposits, number, draft);
        desk.clock.pass(Duration.ofDays(6));
        Depositing.deposit(deposits, number, draft);
        desk.clock.pass(Duration.ofDays(6));
        leftovers.sweep();
        Depositing.count(cases, number, List.of(draft.id()));
        desk.clock.pass(Duration.ofDays(60));
        leftovers.sweep();
        assertThat(count("entries")).isEqualTo(1);
    }

    @Test
    void aStepThatIsDoneAgainAfterTheSweepWritesAnew() {
        EntryDraft draft = draft(1);
        Depositing.deposit(deposits, number, draft);
        desk.clock.pass(Duration.ofDays(8));
        leftovers.sweep();
        assertThat(count("entries")).isZero();
        Depositing.deposit(deposits, number, draft);
        Depositing.count(cases, number, List.of(draft.id()));
        leftovers.sweep();
        assertThat(count("entries")).isEqualTo(1);
    }

    @Test
    void whatCountsIsNeverSweptThoughItsMarkWereLeft() {
        EntryDraft draft = draft(1);
        Depositing.deposit(deposits, number, draft);
        desk.database
                .getCollection("entries")
                .updateOne(
                        new Document("_id", draft.id().value()), new Document("$set", new Document("counted", true)));
        desk.clock.pass(Duration.ofDays(8));
        leftovers.sweep();
        assertThat(count("entries")).isEqualTo(1);
    }
}
