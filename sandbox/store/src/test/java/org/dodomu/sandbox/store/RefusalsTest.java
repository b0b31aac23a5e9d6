package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine would do wrong without a word. */
class RefusalsTest {

    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(store.uri("test"));
    private final MongoCollection<Document> items = client.getDatabase("test").getCollection("items");

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{create: 'x', capped: true, size: 1000}",
                "{create: 'x', validator: {$jsonSchema: {required: ['a']}}}",
                "{create: 'x', viewOn: 'items', pipeline: []}",
                "{create: 'x', timeseries: {timeField: 't'}}",
                "{create: 'x', collation: {locale: 'uk'}}",
                "{find: 'items', collation: {locale: 'uk', strength: 1}}",
                "{find: 'items', tailable: true}",
                "{find: 'items', min: {a: 1}}",
                "{update: 'items', updates: [{q: {}, u: {$set: {a: 1}}, collation: {locale: 'uk'}}]}",
                "{update: 'items', updates: [{q: {}, u: [{$set: {a: 1}}]}]}",
                "{delete: 'items', deletes: [{q: {}, limit: 0, collation: {locale: 'uk'}}]}",
                "{findAndModify: 'items', query: {}, update: [{$set: {a: 1}}]}",
                "{insert: 'items', documents: [{a: 1}], txnNumber: 1, startTransaction: true, autocommit: false}",
                "{aggregate: 'items', pipeline: [{$changeStream: {}}], cursor: {}}",
                "{aggregate: 'items', pipeline: [{$out: 'copy'}], cursor: {}}",
                "{createIndexes: 'items', indexes: [{name: 'i', key: {a: 'text'}}]}",
                "{createIndexes: 'items', indexes: [{name: 'i', key: {a: 'hashed'}}]}",
                "{createIndexes: 'items', indexes: [{name: 'i', key: {'$**': 1}}]}",
                "{createIndexes: 'items', indexes: [{name: 'i', key: {a: 1}, collation: {locale: 'uk'}}]}",
                "{createIndexes: 'items', indexes: [{name: 'i', key: {a: 1}, hidden: true}]}",
                "{createIndexes: 'items', indexes: [{name: 'i', key: {a: 1, b: 1}, expireAfterSeconds: 5}]}",
                "{collMod: 'items', validator: {}}",
            })
    void whatItCannotDoIsRefusedAndChangesNothing(String command) {
        items.insertOne(new Document("_id", 1));
        assertThatThrownBy(() -> client.getDatabase("test").runCommand(BsonDocument.parse(command)))
                .isInstanceOfSatisfying(MongoException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(238));
        assertThat(items.find()).containsExactly(new Document("_id", 1));
        assertThat(client.getDatabase("test").listCollectionNames()).containsExactly("items");
    }

    @ParameterizedTest
    @ValueSource(bytes = {5, 6, 1, 2})
    void binaryThatItCannotKeepIsRefusedOnAConnectionThatStays(byte subtype) {
        Document document = new Document("_id", 1).append("sealed", new Binary(subtype, new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> items.insertOne(document))
                .isInstanceOfSatisfying(MongoException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(238));
        assertThat(items.countDocuments()).isZero();
    }

    @Test
    void plainBinaryComesBackAsItWas() {
        Binary bytes = new Binary(new byte[] {0, -1, 127});
        items.insertOne(new Document("_id", 1).append("sealed", bytes));
        assertThat(items.find().first()).isEqualTo(new Document("_id", 1).append("sealed", bytes));
    }

    @Test
    void aDocumentThatOutgrowsTheLimitIsRefusedAndStaysReadable() {
        byte[] large = new byte[9 << 20];
        items.insertOne(new Document("_id", 1).append("a", new Binary(large)));
        assertThatThrownBy(() -> items.updateOne(Filters.eq("_id", 1), Updates.set("b", new Binary(large))))
                .isInstanceOf(MongoException.class);
        assertThat(items.find(Filters.eq("_id", 1)).first()).containsOnlyKeys("_id", "a");
    }

    @Test
    void aBatchCountsOnlyWhatItInserted() {
        List<InsertOneModel<Document>> batch = List.of(
                new InsertOneModel<>(new Document("_id", 1)),
                new InsertOneModel<>(new Document("_id", 1)),
                new InsertOneModel<>(new Document("_id", 2)));
        assertThatThrownBy(() -> items.bulkWrite(batch, new BulkWriteOptions().ordered(false)))
                .isInstanceOfSatisfying(MongoBulkWriteException.class, failed -> assertThat(
                                failed.getWriteResult().getInsertedCount())
                        .isEqualTo(2));
        items.deleteMany(new Document());
        assertThatThrownBy(() -> items.bulkWrite(batch))
                .isInstanceOfSatisfying(MongoBulkWriteException.class, failed -> assertThat(
                                failed.getWriteResult().getInsertedCount())
                        .isEqualTo(1));
        assertThat(items.countDocuments()).isEqualTo(1);
    }

    @Test
    void anOrderedBatchOfUpdatesEndsAtItsFirstError() {
        items.insertMany(List.of(new Document("_id", 1).append("text", "x"), new Document("_id", 2)));
        List<UpdateOneModel<Document>> batch = List.of(
                new UpdateOneModel<>(Filters.eq("_id", 2), Updates.set("first", true)),
                new UpdateOneModel<>(Filters.eq("_id", 1), Updates.inc("text", 1)),
                new UpdateOneModel<>(Filters.eq("_id", 2), Updates.set("third", true)));
        assertThatThrownBy(() -> items.bulkWrite(batch))
                .isInstanceOfSatisfying(MongoBulkWriteException.class, failed -> {
                    assertThat(failed.getWriteResult().getModifiedCount()).isEqualTo(1);
                    assertThat(failed.getWriteErrors().get(0).getIndex()).isEqualTo(1);
                });
        assertThat(items.find(Filters.eq("_id", 2)).first()).containsOnlyKeys("_id", "first");
    }
}
