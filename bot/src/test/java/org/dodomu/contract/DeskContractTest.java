package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Leftovers;
import org.dodomu.cases.Queue;
import org.dodomu.cases.View;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.Challenges;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;
import org.dodomu.followup.Threads;
import org.dodomu.intake.Replies;
import org.dodomu.intake.ReplyId;
import org.dodomu.storage.StoredCollection;
import org.junit.jupiter.api.Test;

class DeskContractTest extends ContractTest {

    @Test
    void ofManyWhoWriteOneRosterVersionOneDoes() throws Exception {
        AtomicInteger added = new AtomicInteger();
        AtOnce.run(16, thread -> {
            SignedRoster forged = new SignedRoster(new byte[] {(byte) thread}, new byte[1], Map.of());
            added.addAndGet(line.part(Rosters.class).add(2, forged) ? 1 : 0);
        });
        assertThat(added).hasValue(1);
        assertThat(line.part(Rosters.class).versions()).hasSize(2);
    }

    @Test
    void theRosterAndTheEpochsSealsAreReadBack() {
        Rosters rosters = line.part(Rosters.class);
        assertThat(rosters.current().publicPart().version()).isEqualTo(1);
        assertThat(rosters.epochSeals(founded.operator(3).id())).containsOnlyKeys("main:1");
    }

    @Test
    void aChallengeProvesOnce() throws Exception {
        Challenges challenges = line.part(Challenges.class);
        String member = founded.operator(0).id().value();
        String nonce = challenges.issue(member);
        byte[] signature = founded.sign("operator0", Statements.signIn(FoundedLine.LINE, member, nonce));
        AtomicInteger proven = new AtomicInteger();
        AtOnce.run(
                8,
                thread -> proven.addAndGet(
                        challenges.prove(member, nonce, signature).isPresent() ? 1 : 0));
        assertThat(proven).hasValue(1);
    }

    @Test
    void aReplyIsWrittenOnceAndNeverGoesBack() throws Exception {
        Reporter reporter = new Reporter(42, line, clock);
        reporter.isInDanger();
        reporter.receive(reporter.words("help"));
        CaseNumber number = new CaseNumber(line.part(Queue.class)
                .list(View.WAITING, founded.operator(0), 1)
                .get(0)
                .number());
        line.part(Queue.class).claim(number, founded.operator(0));
        CaseFiles.CaseFile file = line.part(CaseFiles.class).open(number, founded.operator(0));
        byte[] sealed = founded.age.seal(
                RecipientSet.of(org.dodomu.crypto.HybridRecipient.parse(
                        file.generations().get(0).recipientText())),
                new byte[100]);
        Threads threads = line.part(Threads.class);
        AtOnce.run(8, thread -> threads.write(number, founded.operator(0), "k", 1, sealed, "we read it"));
        assertThat(threads.of(number)).hasSize(1);
        ReplyId reply = new ReplyId(threads.of(number).get(0).reply());
        assertThat(line.part(Replies.class).words(number, reply)).isPresent();
        AtOnce.run(9, thread -> {
            switch (thread % 3) {
                case 0 -> threads.read(number, reply);
                case 1 -> threads.shown(number, reply);
                default -> threads.noticed(number, reply);
            }
        });
        assertThat(threads.of(number)).extracting(Threads.State::state).containsExactly("read");
    }

    @Test
    void whatNeverCameToCountIsSweptAndTheRestStays() {
        CaseNumber number = waiting("swept");
        deposit(line, number, draft(number, 1, "left"));
        deposit(line, number, draft(number, 2, "kept"));
        count(line, number, List.of(draft(number, 2, "kept").id()));
        clock.pass(java.time.Duration.ofDays(8));
        line.part(Leftovers.class).sweep();
        assertThat(database.database().getCollection("entries").countDocuments())
                .isEqualTo(1);
    }

    @Test
    void theSchemaAndItsIndexesAreThereOnceHoweverManyProcessesStart() throws Exception {
        AtOnce.run(3, thread -> start().close());
        for (StoredCollection declared : line.collections().values()) {
            List<Document> there = database.database()
                    .getCollection(declared.name())
                    .listIndexes()
                    .into(new ArrayList<>());
            assertThat(there)
                    .hasSizeBetween(
                            declared.indexes().size(), declared.indexes().size() + 1);
            Document version = database.database()
                    .getCollection("schema")
                    .find(new Document("_id", declared.name()))
                    .first();
            assertThat(version).containsEntry("version", declared.version());
        }
    }
}
