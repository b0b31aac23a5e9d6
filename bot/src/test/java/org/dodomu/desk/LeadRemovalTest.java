package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.Sha256;
import org.dodomu.desk.ProposalRefused.Why;
import org.dodomu.storage.Store;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three leads, two must sign, and one of them is to leave. */
class LeadRemovalTest {

    private static final byte[] SEAL = {1, 2, 3};

    private final ThreeLeads line = new ThreeLeads();
    private final SampleRosters sample = line.sample;
    private final ThreeLeads.Draft draft =
            line.third(sample.nextEpoch, line.founded.get(0), line.thirdLead, line.founded.get(2));
    private final List<EpochSeals> seals = List.of(new EpochSeals(
            "main", 2, Map.of(sample.firstLead, SEAL, line.thirdLead.id(), SEAL, sample.operator, SEAL)));
    private TestDatabase database;
    private Store store;
    private Rosters rosters;
    private Proposals proposals;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = new TestDatabase();
        store = new Store(database.application());
        LineSettings settings = new LineSettings(
                SampleRosters.LINE,
                "Test",
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("UTC"));
        rosters =
                new Rosters(store, settings, new RosterSettings(sample.version1.hash(), folder.resolve("roster.pin")));
        proposals = new Proposals(store, rosters, settings, Clock.systemUTC(), event -> {});
        rosters.add(1, sample.version1);
        rosters.add(2, line.version2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void unsigned(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProposalRefused.class, refused -> assertThat(refused.why())
                .isEqualTo(Why.UNSIGNED));
    }

    private int version() {
        return rosters.current().publicPart().version();
    }

    private void proposedByTheFirst() {
        proposals.propose(sample.firstLead, draft.open(), draft.members(), seals, draft.by(sample.first));
    }

    @Test
    void takesTheOthersSignatures() {
        proposedByTheFirst();
        proposals.sign(line.thirdLead.id(), Sha256.hex(draft.open()), draft.by(line.third), List.of());
        assertThat(version()).isEqualTo(3);
        assertThat(rosters.epochSeals(sample.operator)).containsOnlyKeys("main:2");
    }

    @Test
    void whoLeavesNeitherProposesNorSignsIt() {
        unsigned(() ->
                proposals.propose(sample.secondLead, draft.open(), draft.members(), seals, draft.by(sample.second)));
        proposedByTheFirst();
        unsigned(() -> proposals.sign(sample.secondLead, Sha256.hex(draft.open()), draft.by(sample.second), List.of()));
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void aSignatureOfWhoLeavesPutIntoTheDatabaseCountsForNothing() {
        proposedByTheFirst();
        store.collection(Proposals.COLLECTION)
                .updateOne(
                        Filters.eq("_id", Sha256.hex(draft.open())),
                        Updates.push(
                                "signatures",
                                new Document("by", sample.secondLead.value())
                                        .append("sig", Store.binary(draft.by(sample.second)))));
        proposals.settle();
        assertThat(version()).isEqualTo(2);
        proposals.sign(line.thirdLead.id(), Sha256.hex(draft.open()), draft.by(line.third), List.of());
        assertThat(version()).isEqualTo(3);
    }
}
