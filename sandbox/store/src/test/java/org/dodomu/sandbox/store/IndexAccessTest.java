package org.dodomu.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many entries of an index are read for the questions that the line asks most. */
class IndexAccessTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant NEVER = NOW.plusSeconds(1_000_000);

    private static SortedIndex index(Document key, List<Document> documents) {
        SortedIndex index = new SortedIndex(IndexDefinition.parse(new Document("name", "i").append("key", key)));
        documents.forEach(index::put);
        return index;
    }

    private static Optional<Access> access(SortedIndex index, Document query, Document order) {
        return IndexAccess.find(index, Constraints.of(query), Sorting.of(order), true);
    }

    private static Document filter(String field, @Nullable Object value) {
        return new Document(field, value);
    }

    @Test
    void aClaimOfWhatIsDueReadsOnlyWhatIsDue() {
        SortedIndex next = index(
                new Document("next", 1),
                IntStream.range(0, 1000)
                        .mapToObj(i -> new Document("_id", i).append("next", i < 3 ? NOW.minusSeconds(i) : NEVER))
                        .toList());
        Document query = new Document(
                "$and", List.of(filter("next", new Document("$lte", NOW)), filter("lease", new Document("$lte", NOW))));
        Access due = access(next, query, new Document("next", 1)).orElseThrow();
        assertThat(due.ordered()).isTrue();
        assertThat(due.positions().get()).containsExactly(2, 1, 0);
    }

    @Test
    void missingAndOtherTypesAreNotReadForARangeOfDates() {
        SortedIndex sweep = index(
                new Document("sweep", 1),
                List.of(
                        new Document("_id", 1),
                        new Document("_id", 2).append("sweep", null),
                        new Document("_id", 3).append("sweep", "text"),
                        new Document("_id", 4).append("sweep", 7),
                        new Document("_id", 5).append("sweep", NOW)));
        Access due = access(sweep, filter("sweep", new Document("$lte", NEVER)), new Document())
                .orElseThrow();
        assertThat(due.positions().get()).containsExactly(5);
    }

    @Test
    void theQueueOfSeveralDesksComesInOrderWithoutFinishedCases() {
        SortedIndex queue = index(
                new Document("desk", 1)
                        .append("state", 1)
                        .append("rank", 1)
                        .append("since", 1)
                        .append("_id", 1),
                IntStream.range(0, 900)
                        .mapToObj(i -> new Document("_id", i)
                                .append("desk", List.of("a", "b", "c").get(i % 3))
                                .append("state", i < 30 ? "waiting" : "closed")
                                .append("rank", 30 - i)
                                .append("since", NOW))
                        .toList());
        Document query = new Document(
                "$and",
                List.of(
                        filter("desk", new Document("$in", List.of("c", "a"))),
                        filter("state", "waiting"),
                        filter("snoozed", new Document("$lte", NOW))));
        Document order = new Document("rank", 1).append("since", 1).append("_id", 1);
        Access waiting = access(queue, query, order).orElseThrow();
        assertThat(waiting.ordered()).isTrue();
        assertThat(waiting.positions().get())
                .hasSize(20)
                .startsWith(29, 27, 26, 24)
                .doesNotContain(28, 30);
    }

    @Test
    void theNewestEntryOfACaseIsReadBackwards() {
        SortedIndex custody = index(
                new Document("case", 1).append("n", 1),
                IntStream.range(0, 300)
                        .mapToObj(i -> new Document("_id", i)
                                .append("case", "K-" + i % 3)
                                .append("n", i))
                        .toList());
        Access newest =
                access(custody, filter("case", "K-1"), new Document("n", -1)).orElseThrow();
        assertThat(newest.ordered()).isTrue();
        assertThat(newest.positions().get()).hasSize(100).startsWith(298, 295);
    }

    @Test
    void aDocumentWithAnArrayIsFoundOnceAndItsOrderIsNotTrusted() {
        SortedIndex readers = index(
                new Document("readers", 1).append("state", 1),
                List.of(
                        new Document("_id", 1)
                                .append("readers", List.of("x", "y"))
                                .append("state", "open"),
                        new Document("_id", 2).append("readers", List.of("y")).append("state", "open")));
        Document query = filter("readers", new Document("$in", List.of("x", "y")));
        Access mine = access(readers, query, new Document("state", 1)).orElseThrow();
        assertThat(mine.ordered()).isFalse();
        assertThat(mine.positions().get()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void anIndexThatLeavesDocumentsOutIsNotUsedForThem() {
        SortedIndex partial = new SortedIndex(IndexDefinition.parse(new Document("name", "i")
                .append("key", new Document("case", 1))
                .append("partialFilterExpression", new Document("open", true))));
        assertThat(access(partial, filter("case", 5), new Document())).isEmpty();
        assertThat(access(partial, filter("case", 5).append("open", true), new Document()))
                .isPresent();
        SortedIndex sparse = new SortedIndex(IndexDefinition.parse(
                new Document("name", "i").append("key", new Document("case", 1)).append("sparse", true)));
        assertThat(access(sparse, filter("case", null), new Document())).isEmpty();
        assertThat(access(sparse, new Document(), new Document("case", 1))).isEmpty();
        assertThat(access(sparse, filter("case", 5), new Document())).isPresent();
    }

    @Test
    void anIndexOverARangeServesWhatSurelyLiesInIt() {
        SortedIndex later = partial("due", new Document("$gt", 10));
        for (Object within : List.of(
                11, new Document("$gt", 11), new Document("$in", List.of(11, 12)), new Document("$in", List.of()))) {
            assertThat(access(later, filter("due", within), new Document()))
                    .as("%s", within)
                    .isPresent();
        }
        for (Object without : List.of(
                10,
                "a word",
                new Document("$gt", 9),
                new Document("$gte", 10),
                new Document("$lt", 12),
                new Document("$exists", true),
                new Document("$in", List.of(10, 11)))) {
            assertThat(access(later, filter("due", without), new Document()))
                    .as("%s", without)
                    .isEmpty();
        }
        assertThat(access(later, filter("due", null), new Document())).isEmpty();
        SortedIndex earlier = partial("due", new Document("$lt", 10));
        assertThat(access(earlier, filter("due", new Document("$lte", 9)), new Document()))
                .isPresent();
        assertThat(access(earlier, filter("due", new Document("$lte", 10)), new Document()))
                .isEmpty();
        assertThat(access(earlier, filter("due", null), new Document())).isEmpty();
        for (Document odd : List.of(new Document(), new Document("$ne", 5), new Document("$nin", List.of(5)))) {
            assertThat(access(partial("due", odd), filter("due", 1), new Document()))
                    .as("%s", odd)
                    .isEmpty();
        }
        SortedIndex named = partial("lease.owner", new Document("$gt", ""));
        assertThat(access(named, filter("lease.owner", "m"), new Document())).isPresent();
        assertThat(access(named, filter("lease.owner", ""), new Document())).isEmpty();
    }

    private static SortedIndex partial(String field, Document held) {
        return new SortedIndex(IndexDefinition.parse(new Document("name", "i")
                .append("key", new Document(field, 1))
                .append("partialFilterExpression", new Document(field, held))));
    }
}
