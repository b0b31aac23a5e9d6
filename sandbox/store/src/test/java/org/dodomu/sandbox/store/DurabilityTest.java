package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {

    @TempDir
    Path directory;

    @Test
    void acknowledgedWritesSurviveAKillAndIndexesAgreeWithThem() throws IOException {
        Path file = directory.resolve("line.db");
        List<String> acknowledged = new ArrayList<>();
        for (int cycle = 0; cycle < 4; cycle++) {
            acknowledged.addAll(writeAndKill(file, cycle * 100_000, 60));
        }
        withItems(file, items -> {
            holdsAll(items, acknowledged);
            indexesAgree(items);
        });
    }

    private static List<String> writeAndKill(Path file, int start, int count) throws IOException {
        try (WriterProcess writer = WriterProcess.start(file, start)) {
            List<String> lines = writer.lines(count);
            assertThat(lines).hasSize(count).doesNotContain(WriterProcess.REFUSED);
            return lines;
        }
    }

    private static void holdsAll(MongoCollection<Document> items, List<String> acknowledged) {
        for (String id : acknowledged) {
            Document kept = items.find(Filters.eq("_id", Integer.valueOf(id))).first();
            assertThat(kept).isNotNull().containsEntry("state", "done");
        }
    }

    /** A lone $or is not looked up in an index: it reads the documents themselves. */
    private static void indexesAgree(MongoCollection<Document> items) {
        int found = 0;
        for (String state : List.of("new", "done")) {
            Set<Object> byIndex = ids(items, Filters.eq("state", state));
            assertThat(byIndex).isEqualTo(ids(items, Filters.or(Filters.eq("state", state))));
            found += byIndex.size();
        }
        assertThat(items.countDocuments()).isEqualTo(found).isPositive();
        Bson some = Filters.and(Filters.eq("state", "done"), Filters.gte("n", 2), Filters.lt("n", 5));
        assertThat(ids(items, some)).isEqualTo(ids(items, Filters.or(some))).isNotEmpty();
    }

    private static Set<Object> ids(MongoCollection<Document> items, Bson filter) {
        Set<Object> ids = new HashSet<>();
        items.find(filter).forEach(document -> ids.add(document.get("_id")));
        return ids;
    }

    private static void withItems(Path file, Consumer<MongoCollection<Document>> work) throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(file);
                MongoClient client = MongoClients.create(store.uri("test"))) {
            work.accept(client.getDatabase("test").getCollection("items"));
        }
    }

    @Test
    void aTornTailLosesTheEndOrIsToldButNeverMixesOldAndNew() throws IOException {
        Path file = directory.resolve("line.db");
        List<String> first = writeAndKill(file, 0, 40);
        withItems(file, items -> holdsAll(items, first));
        List<String> later = writeAndKill(file, 100_000, 40);
        byte[] whole = Files.readAllBytes(file);
        int opened = 0;
        for (int cut : new int[] {1, 100, 4096, 5000, whole.length / 3, whole.length / 2, whole.length - 5000}) {
            Path torn = directory.resolve("torn.db");
            Files.write(torn, Arrays.copyOf(whole, whole.length - cut));
            opened += opensWhole(torn) ? 1 : 0;
        }
        assertThat(opened).isPositive();
        withItems(file, items -> holdsAll(items, later));
    }

    private static boolean opensWhole(Path torn) throws IOException {
        try {
            withItems(torn, items -> {
                indexesAgree(items);
                items.insertOne(new Document("_id", "after").append("state", "new"));
                indexesAgree(items);
            });
            return true;
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("damaged");
            return false;
        }
    }

    @Test
    void aWriteThatTheDiskRefusesIsNotAcknowledged() throws IOException {
        Path file = directory.resolve("full.db");
        List<String> told;
        try (WriterProcess writer = WriterProcess.startOnFullDisk(file, 600)) {
            told = new ArrayList<>(writer.lines(10_000));
        }
        assertThat(told).hasSizeGreaterThan(1).endsWith(WriterProcess.REFUSED);
        told.remove(WriterProcess.REFUSED);
        withItems(file, items -> {
            holdsAll(items, told);
            indexesAgree(items);
        });
    }

    @Test
    void theFileIsForItsOwnerAndForOneProcess() throws IOException {
        Path file = directory.resolve("own.db");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        try (WriterProcess writer = WriterProcess.start(file, 0)) {
            assertThat(writer.lines(1)).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> EmbeddedStore.open(file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another sandbox");
            assertThat(writer.lines(1)).hasSize(1);
        }
    }

    @Test
    void aFileOfAnOlderVersionIsRefusedWithASentence() {
        Path file = directory.resolve("old.db");
        try (MVStore old = MVStore.open(file.toString())) {
            old.openMap("databases.test.items").put(1, "a serialised document");
        }
        assertThatThrownBy(() -> EmbeddedStore.open(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another version");
        assertThatThrownBy(() -> EmbeddedStore.open(file)).hasMessageContaining("another version");
    }

    @Test
    void aFileOfSomethingElseIsRefusedWithASentence() throws IOException {
        Path file = directory.resolve("else.db");
        Files.writeString(file, "not a database ".repeat(2000));
        assertThatThrownBy(() -> EmbeddedStore.open(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aStoreThatWasClosedHoldsEverythingAndMayBeOpenedAgain() throws IOException {
        Path file = directory.resolve("closed.db");
        withItems(file, items -> {
            for (int i = 0; i < 50; i++) {
                items.insertOne(new Document("_id", i).append("state", "new"));
            }
            items.deleteMany(Filters.lt("_id", 10));
        });
        withItems(file, items -> assertThat(ids(items, Filters.eq("state", "new")))
                .hasSize(40));
    }
}
