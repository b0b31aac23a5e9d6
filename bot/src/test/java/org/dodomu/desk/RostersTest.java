package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.bson.conversions.Bson;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.Sha256;
import org.dodomu.storage.Store;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RostersTest {

    private static final SampleRosters SAMPLE = new SampleRosters();

    @TempDir
    Path folder;

    private TestDatabase database;
    private Store store;
    private Rosters rosters;

    @BeforeEach
    void open() {
        database = new TestDatabase();
        store = new Store(database.application());
        rosters = fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Rosters fresh() {
        return new Rosters(store, line(), new RosterSettings(SAMPLE.version1.hash(), folder.resolve("roster.pin")));
    }

    private static LineSettings line() {
        return new LineSettings(
                SampleRosters.LINE,
                "Test",
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("UTC"));
    }

    private void unproven(Rosters asked) {
        assertThatThrownBy(asked::current).isInstanceOf(RosterUnproven.class);
    }

    @Test
    void refusesAnEmptyDatabase() {
        unproven(rosters);
        assertThat(rosters.standing()).isEqualTo(RosterStanding.UNPROVEN);
    }

    @Test
    void tellsALineThatIsNotFoundedFromOneWhoseProofIsGone() {
        Path elsewhere = folder.resolve("elsewhere/roster.pin");
        Rosters unpinned = new Rosters(store, line(), new RosterSettings("", elsewhere, 2));
        assertThat(unpinned.standing()).isEqualTo(RosterStanding.UNFOUNDED);
        rosters.add(1, SAMPLE.version1);
        assertThat(rosters.standing()).isEqualTo(RosterStanding.PROVEN);
        assertThat(unpinned.standing()).isEqualTo(RosterStanding.UNPROVEN);
    }

    @Test
    void refusesARosterOlderThanTheNewestEverSeen() {
        rosters.add(1, SAMPLE.version1);
        rosters.add(2, SAMPLE.version2);
        assertThat(rosters.current().publicPart().version()).isEqualTo(2);
        store.collection(Rosters.COLLECTION).deleteOne(Filters.eq("_id", 2));
        unproven(rosters);
        unproven(fresh());
    }

    @Test
    void refusesAnotherRosterOfTheSameVersion() {
        rosters.add(1, SAMPLE.version1);
        rosters.add(2, SAMPLE.version2);
        rosters.current();
        store.collection(Rosters.COLLECTION).deleteOne(Filters.eq("_id", 2));
        RosterMembers all = new RosterMembers(
                SampleRosters.LINE, 2, SAMPLE.founded.memberPart().members(), "");
        rosters.add(2, SAMPLE.signed(2, SAMPLE.secondInTheSameEpoch(all.bytes()).bytes(), all.bytes()));
        unproven(rosters);
    }

    @Test
    void refusesEachStoredFieldThatWasChangedAfterItWasProven() {
        rosters.add(1, SAMPLE.version1);
        byte[] other = Sha256.of(new byte[1]);
        for (String field : List.of("public", "members", "signatures.0.sig")) {
            var before = store.collection(Rosters.COLLECTION).find().first();
            assertThat(rosters.current().publicPart().version()).isEqualTo(1);
            store.collection(Rosters.COLLECTION)
                    .updateOne(Filters.eq("_id", 1), Updates.set(field, Store.binary(other)));
            unproven(rosters);
            store.collection(Rosters.COLLECTION).deleteOne(Filters.eq("_id", 1));
            store.collection(Rosters.COLLECTION).insertOne(java.util.Objects.requireNonNull(before));
        }
        assertThat(rosters.current().hash()).isEqualTo(SAMPLE.version1.hash());
    }

    @Test
    void refusesWhatHasAnotherShape() {
        rosters.add(1, SAMPLE.version1);
        var whole = java.util.Objects.requireNonNull(
                store.collection(Rosters.COLLECTION).find().first());
        for (Bson change : List.of(
                Updates.unset("public"),
                Updates.unset("members"),
                Updates.unset("signatures"),
                Updates.set("public", "text"),
                Updates.set("members", 7),
                Updates.set("signatures", "none"),
                Updates.set("signatures", List.of("none")),
                Updates.set("signatures.0.sig", "text"),
                Updates.unset("signatures.0.by"),
                Updates.set("signatures.0.by", 7))) {
            store.collection(Rosters.COLLECTION).updateOne(Filters.eq("_id", 1), change);
            unproven(fresh());
            store.collection(Rosters.COLLECTION).deleteOne(Filters.eq("_id", 1));
            store.collection(Rosters.COLLECTION).insertOne(whole);
        }
        rosters.current();
    }

    @Test
    void refusesADamagedPinFile() throws Exception {
        rosters.add(1, SAMPLE.version1);
        Files.writeString(folder.resolve("roster.pin"), "garbage");
        unproven(rosters);
    }

    @Test
    void writesThePinOnceAndWhole() throws Exception {
        rosters.add(1, SAMPLE.version1);
        rosters.current();
        assertThat(folder.resolve("roster.pin")).hasContent("1 " + SAMPLE.version1.hash());
        assertThat(folder.resolve("roster.pin.new")).doesNotExist();
    }

    @Test
    void handsEachMemberOnlyTheirOwnEpochSeal() {
        Desk desk = SAMPLE.founded.publicPart().desks().get(0);
        rosters.addEpoch(desk, java.util.Map.of(SAMPLE.firstLead, new byte[] {1}, SAMPLE.secondLead, new byte[] {2}));
        assertThat(rosters.epochSeals(SAMPLE.firstLead)).containsExactlyEntriesOf(java.util.Map.of("main:1", "AQ=="));
        assertThat(rosters.epochSeals(SAMPLE.operator)).isEmpty();
    }
}
