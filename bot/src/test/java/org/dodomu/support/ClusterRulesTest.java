package org.dodomu.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.dodomu.storage.StoredCollection;
import org.junit.jupiter.api.Test;

class ClusterRulesTest {

    private static final StoredCollection THINGS =
            new StoredCollection("things", 1, List.of(Indexes.ascending("a", "b")));

    private static void run(MongoDatabase database, Consumer<MongoDatabase> work) {
        try {
            work.accept(database);
        } catch (MongoException refused) {
            // What was sent counts, whatever became of it.
        }
    }

    private static void breaks(String rule, Consumer<MongoDatabase> work) {
        TestDatabase database = new TestDatabase();
        run(database.application().withWriteConcern(WriteConcern.MAJORITY), work);
        assertThatThrownBy(database::close).isInstanceOf(AssertionError.class).hasMessageContaining(rule);
    }

    private static MongoCollection<Document> things(MongoDatabase database) {
        return database.getCollection("things");
    }

    @Test
    void findsWhatAClusterCannotDo() {
        breaks(
                "find on things is in a transaction",
                database -> database.runCommand(new Document("find", "things")
                        .append("txnNumber", 1L)
                        .append("startTransaction", true)
                        .append("autocommit", false)));
        breaks("update on things names no _id", database -> things(database)
                .updateOne(Filters.eq("a", 1), Updates.set("b", 1)));
        breaks("update on things names no _id", database -> things(database)
                .updateOne(Filters.gt("_id", 1), Updates.set("b", 1)));
        breaks("findAndModify on things names no _id", database -> things(database)
                .findOneAndUpdate(Filters.lte("a", 1), Updates.set("b", 1)));
        breaks("delete on things names no _id", database -> things(database).deleteOne(Filters.eq("a", 1)));
        breaks("aggregate on things asks for what a cluster lacks", database -> things(database)
                .aggregate(List.of(Aggregates.lookup("others", "a", "b", "c")))
                .first());
        breaks(
                "insert on things waits for no majority",
                database -> things(database).withWriteConcern(WriteConcern.W1).insertOne(new Document()));
    }

    @Test
    void letsPassWhatEveryClusterCan() {
        TestDatabase database = new TestDatabase();
        MongoCollection<Document> things = things(database.application().withWriteConcern(WriteConcern.MAJORITY));
        things.insertOne(new Document("_id", 1).append("a", 1));
        things.findOneAndUpdate(Filters.and(Filters.eq("_id", 1), Filters.gt("a", 0)), Updates.set("b", 1));
        things.updateMany(Filters.eq("a", 1), Updates.set("b", 1));
        things.deleteMany(Filters.lte("a", 1));
        assertThatCode(database::close).doesNotThrowAnyException();
    }

    @Test
    void findsQueriesThatNoIndexServes() {
        try (TestDatabase database = new TestDatabase()) {
            MongoCollection<Document> things = things(database.application());
            things.find(Filters.and(Filters.eq("c", 1), Filters.lt("a", 5))).first();
            things.countDocuments(Filters.in("a", 1, 2));
            things.find(Filters.eq("_id", 1)).first();
            things.find(Filters.or(Filters.eq("a", 1), Filters.eq("_id", 2))).first();
            assertThatCode(() -> database.rules().checkIndexes(List.of(THINGS))).doesNotThrowAnyException();
            things.countDocuments(Filters.eq("b", 1));
            assertThatThrownBy(() -> database.rules().checkIndexes(List.of(THINGS)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("things by [b]");
            things.find(Filters.or(Filters.eq("a", 1), Filters.eq("c", 2))).first();
            assertThatThrownBy(() -> database.rules().checkIndexes(List.of(THINGS)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("things by [c]");
        }
    }
}
