package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.Document;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyLog;
import org.dodomu.custody.CustodyLog.Page;
import org.dodomu.custody.CustodyLog.Place;
import org.dodomu.custody.CustodyLog.Row;
import org.dodomu.custody.CustodyLog.Wanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log over all chains, page by page, while many acts fall into one second. */
class CustodyLogContractTest extends ContractTest {

    private static final Comparator<Row> NEWEST_FIRST = Comparator.comparing(Row::at)
            .thenComparing(Row::chain)
            .thenComparing(Row::n)
            .reversed();

    private final List<Row> written = new ArrayList<>();

    /** Twelve acts of each of five chains in each of three seconds: a chain's places go over ten, where an order by text would go wrong. */
    @BeforeEach
    void write() {
        Custody custody = line.part(Custody.class);
        List<String> chains = List.of("AAAA-0001", "ZZZZ-0002", "MMMM-0003", "member:m-00000000", "epoch:main:1");
        for (int second = 0; second < 3; second++) {
            for (int n = 0; n < 12; n++) {
                for (String chain : chains) {
                    custody.record(chain, n % 4 == 0 ? Act.EXPORTED : Act.OPENED, n % 2 == 0 ? "m-0000000a" : "line");
                }
            }
            clock.pass(Duration.ofSeconds(1));
        }
        for (Document one : database.database().getCollection("custody").find()) {
            Instant at = one.getDate("at").toInstant();
            written.add(
                    new Row(one.getString("case"), one.getInteger("n"), one.getString("act"), one.getString("by"), at));
        }
        assertThat(written).hasSize(180);
    }

    private List<Row> expected(Predicate<Row> wanted) {
        return written.stream().filter(wanted).sorted(NEWEST_FIRST).toList();
    }

    private List<Row> all(Wanted wanted, int most) {
        List<Row> rows = new ArrayList<>();
        Optional<Place> after = Optional.empty();
        do {
            Page page = line.part(CustodyLog.class).page(wanted, after, most);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(most);
            rows.addAll(page.rows());
            after = page.next();
        } while (after.isPresent());
        return rows;
    }

    @Test
    void pagesOfEverySizeShowEachActOnceInOneOrder() {
        List<Row> expected = expected(row -> true);
        for (int most : List.of(1, 2, 7, 59, 60, 61, 180, 500)) {
            assertThat(all(Wanted.all(), most)).as("pages of " + most).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void whatIsWrittenMeanwhileMovesNothingOnTheNextPages() {
        CustodyLog log = line.part(CustodyLog.class);
        Page first = log.page(Wanted.all(), Optional.empty(), 70);
        IntStream.range(0, 9).forEach(n -> line.part(Custody.class).record("AAAA-0001", Act.NOTED, "line"));
        Page second = log.page(Wanted.all(), first.next(), 500);
        assertThat(first.rows()).hasSize(70);
        List<Row> both = new ArrayList<>(first.rows());
        both.addAll(second.rows());
        assertThat(both).containsExactlyElementsOf(expected(row -> true));
    }

    @Test
    void eachFilterLeavesOutTheRestAndAllOfThemTogetherToo() {
        Instant second = written.stream().map(Row::at).sorted().toList().get(90);
        Optional<Instant> end = Optional.of(second.plusSeconds(1));
        Optional<Instant> begin = Optional.of(second);
        Optional<String> noText = Optional.empty();
        for (int most : List.of(1, 4, 200)) {
            assertThat(all(new Wanted(Optional.of("MMMM-0003"), Optional.empty(), noText, begin, end), most))
                    .containsExactlyElementsOf(expected(
                            row -> row.chain().equals("MMMM-0003") && row.at().equals(second)))
                    .hasSize(12);
            assertThat(all(new Wanted(noText, Optional.of(Act.EXPORTED), noText, Optional.empty(), end), most))
                    .containsExactlyElementsOf(expected(
                            row -> row.act().equals("exported") && !row.at().isAfter(second)))
                    .hasSize(30);
            assertThat(all(new Wanted(noText, Optional.empty(), Optional.of("line"), begin, Optional.empty()), most))
                    .containsExactlyElementsOf(
                            expected(row -> row.by().equals("line") && !row.at().isBefore(second)))
                    .hasSize(60);
            assertThat(all(
                            new Wanted(
                                    Optional.of("epoch:main:1"),
                                    Optional.of(Act.EXPORTED),
                                    Optional.of("m-0000000a"),
                                    begin,
                                    end),
                            most))
                    .hasSize(3);
            assertThat(all(new Wanted(Optional.of("QQQQ-0000"), Optional.empty(), noText, begin, end), most))
                    .isEmpty();
        }
    }

    /** Whoever seeks what is not there is led to the end in steps, none of which reads more than it may. */
    @Test
    void aLookForWhatIsRareEndsAndSaysWhereToLookOn() {
        List<Document> many = IntStream.rangeClosed(1, CustodyLog.MOST_LOOKED)
                .mapToObj(n -> new Document("_id", "OLD0-0000:" + n)
                        .append("case", "OLD0-0000")
                        .append("n", n)
                        .append("act", "opened")
                        .append("by", "line")
                        .append("at", java.util.Date.from(Instant.parse("2020-01-01T00:00:00Z"))))
                .toList();
        database.database().getCollection("custody").insertMany(many);
        CustodyLog log = line.part(CustodyLog.class);
        Wanted rare = new Wanted(
                Optional.empty(), Optional.of(Act.DESTROYED), Optional.empty(), Optional.empty(), Optional.empty());
        Page first = log.page(rare, Optional.empty(), 100);
        assertThat(first.rows()).isEmpty();
        assertThat(first.next()).map(Place::n).hasValue(181);
        Page second = log.page(rare, first.next(), 100);
        assertThat(second).isEqualTo(new Page(List.of(), Optional.empty()));
    }
}
