package org.dodomu.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.StorageSettings;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private static final int PEOPLE = 250;

    private final TestDatabase database = new TestDatabase();
    private final Store store = new Store(database.application());
    private final MongoCollection<Document> people = database.database().getCollection("people");

    /** What a process sees that is killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static StoredCollection people(int version) {
        return new StoredCollection("people", version, List.of(Indexes.ascending("town", "name")));
    }

    private static Bson joined(Document before) {
        return Updates.combine(
                Updates.set("name", before.getString("first") + " " + before.getString("last")),
                Updates.unset("first"),
                Updates.unset("last"),
                Updates.inc("moved", 1));
    }

    private static final Migration JOIN = new Migration("people", 1, SchemaTest::joined);
    private static final Migration TOWN =
            new Migration("people", 2, before -> Updates.set("town", "of " + before.getString("name")));

    private static Schema schema(Store store, int version, Migration... steps) {
        return schema(store, version, StorageSettings.Indexes.CREATE, steps);
    }

    private static Schema schema(Store store, int version, StorageSettings.Indexes indexes, Migration... steps) {
        return new Schema(store, List.of(people(version)), List.of(steps), new StorageSettings(indexes), PAUSE);
    }

    private void settle() {
        people.insertMany(IntStream.range(0, PEOPLE)
                .mapToObj(n -> new Document("_id", n).append("first", "f" + n).append("last", "l" + n))
                .map(one -> Store.number(one, "_id") % 2 == 0 ? one : one.append("sv", 1))
                .toList());
        schema(store, 1).start();
    }

    private List<Document> all() {
        return people.find().into(new ArrayList<>());
    }

    private int version() {
        Document known = database.database()
                .getCollection("schema")
                .find(Filters.eq("_id", "people"))
                .first();
        return Store.number(java.util.Objects.requireNonNull(known), "version");
    }

    private void movedOnce() {
        assertThat(all()).hasSize(PEOPLE).allSatisfy(one -> {
            int n = Store.number(one, "_id");
            assertThat(one.getString("name")).isEqualTo("f" + n + " l" + n);
            assertThat(one).containsEntry("moved", 1).containsEntry("sv", 2).doesNotContainKey("first");
        });
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void bringsEachDocumentToTheNextVersionOnce() {
        settle();
        schema(store, 2, JOIN).start();
        movedOnce();
        schema(store, 2, JOIN).start();
        movedOnce();
    }

    @Test
    void goesThroughEveryVersionInOrder() {
        settle();
        schema(store, 3, TOWN, JOIN).start();
        assertThat(all()).allSatisfy(one -> assertThat(one)
                .containsEntry("town", "of " + one.getString("name"))
                .containsEntry("sv", 3));
        assertThat(version()).isEqualTo(3);
    }

    @Test
    void goesOnWhereItWasKilled() {
        settle();
        for (int deadline : new int[] {1, 120, 60}) {
            AtomicInteger done = new AtomicInteger();
            Migration dying = new Migration("people", 1, before -> {
                if (done.incrementAndGet() == deadline) {
                    throw new Killed();
                }
                return joined(before);
            });
            assertThatThrownBy(() -> schema(store, 2, dying).start()).isInstanceOf(Killed.class);
            assertThat(version()).isEqualTo(1);
            assertThatThrownBy(() -> store.collection("people")).isInstanceOf(StorageShut.class);
        }
        assertThat(people.countDocuments(Filters.eq("moved", 1))).isEqualTo(119 + 59);
        schema(store, 2, JOIN).start();
        movedOnce();
    }

    @Test
    void takesEffectOnceWhenSeveralStartTogether() throws Exception {
        settle();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        Callable<Integer> start = () -> {
            Store own = new Store(database.application());
            schema(own, 2, JOIN).start();
            return own.collection("people").find().into(new ArrayList<>()).size();
        };
        for (Future<Integer> seen : pool.invokeAll(List.of(start, start, start, start))) {
            assertThat(seen.get()).isEqualTo(PEOPLE);
        }
        pool.shutdown();
        movedOnce();
        assertThat(indexes()).contains("town_1_name_1");
    }

    private List<String> indexes() {
        return people.listIndexes().map(index -> index.getString("name")).into(new ArrayList<>());
    }

    @Test
    void leavesWhatOthersWroteMeanwhile() {
        settle();
        Migration slow = new Migration("people", 1, before -> {
            people.updateOne(Filters.eq("_id", before.get("_id")), Updates.set("meanwhile", true));
            return joined(before);
        });
        schema(store, 2, slow).start();
        movedOnce();
        assertThat(people.countDocuments(Filters.eq("meanwhile", true))).isEqualTo(PEOPLE);
    }

    @Test
    void refusesANewerDatabaseWithASentenceAndLeavesItAlone() {
        settle();
        schema(store, 2, JOIN).start();
        people.dropIndexes();
        assertThatThrownBy(() -> schema(store, 1).start())
                .isInstanceOf(SchemaNewer.class)
                .hasMessage("The collection people was written by a newer version of Dodomu: start that version.");
        assertThatThrownBy(() -> store.collection("people")).isInstanceOf(StorageShut.class);
        movedOnce();
        assertThat(indexes()).containsExactly("_id_");
    }

    @Test
    void saysWithoutAnyWordOfItThatADocumentCannotBeMoved() {
        settle();
        people.updateOne(Filters.eq("_id", 7), Updates.set("first", 42));
        assertThatThrownBy(() -> schema(store, 2, JOIN).start())
                .isInstanceOf(MigrationFailed.class)
                .hasMessageContaining("people cannot be brought from version 1 to 2")
                .hasNoCause();
        people.updateOne(Filters.eq("_id", 7), Updates.set("first", "f7"));
        schema(store, 2, JOIN).start();
        movedOnce();
    }

    @Test
    void acceptsOnlyARegistryThatLeadsToTheDeclaredVersion() {
        for (Migration[] steps : new Migration[][] {{}, {TOWN}, {JOIN, JOIN}, {JOIN, TOWN}}) {
            assertThatThrownBy(() -> schema(store, 2, steps)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whereItMayMakeNoIndexItSaysWhichAreMissing() {
        settle();
        people.dropIndexes();
        Schema checking = schema(store, 1, StorageSettings.Indexes.VERIFY);
        assertThatThrownBy(checking::start)
                .isInstanceOf(IndexesMissing.class)
                .hasMessageContaining("people by town 1, name 1");
        assertThat(indexes()).containsExactly("_id_");
        people.createIndex(Indexes.ascending("name", "town"));
        assertThatThrownBy(checking::start).isInstanceOf(IndexesMissing.class);
        people.createIndex(Indexes.ascending("town", "name"));
        checking.start();
        assertThat(store.collection("people").countDocuments()).isEqualTo(PEOPLE);
    }

    @Test
    void readsTheIndexOfAShardKeyToo() {
        assertThat(IndexKeeper.named(new Document("_id", "hashed"))).isEqualTo("_id hashed");
        assertThat(IndexKeeper.named(new Document("town", 1.0).append("name", -1L)))
                .isEqualTo("town 1, name -1");
    }

    @Test
    void leavesWhatNeverComesOutOfAnIndexOfDatesAlsoWhereAnEarlierVersionHadItIn() {
        Date never = Date.from(Instant.parse("9999-01-01T00:00:00Z"));
        people.createIndex(Indexes.ascending("wake"));
        people.insertMany(List.of(
                new Document("_id", "now").append("wake", Date.from(Instant.EPOCH)),
                new Document("_id", "never").append("wake", never)));
        StoredCollection dated =
                new StoredCollection("people", 1, List.of(Indexes.ascending("wake")), Optional.of(never));
        for (int start = 0; start < 2; start++) {
            new Schema(store, List.of(dated), List.of(), new StorageSettings(StorageSettings.Indexes.CREATE), PAUSE)
                    .start();
        }
        assertThat(indexes()).containsExactlyInAnyOrder("_id_", "wake_due");
        assertThat(people.find(Filters.lte("wake", new Date())).map(one -> one.getString("_id")))
                .containsExactly("now");
    }

    @Test
    void whereItMayMakeNoIndexAnEmptyDatabaseIsNotReadyEither() {
        assertThatThrownBy(
                        () -> schema(store, 1, StorageSettings.Indexes.VERIFY).start())
                .isInstanceOf(IndexesMissing.class);
    }
}
