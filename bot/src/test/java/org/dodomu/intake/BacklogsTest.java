package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class BacklogsTest {

    private static final Duration NEAR = Duration.ofHours(4);

    private final World world = new World();
    private final AnnotationConfigApplicationContext process = world.start();
    private final Person person = new Person(77_001, world, process);

    BacklogsTest() throws IOException {}

    @AfterEach
    void end() {
        process.close();
        world.close();
    }

    private Backlog look() {
        return process.getBean(Backlogs.class).look(NEAR);
    }

    private Document stored() {
        return world.documents("conversations").get(0);
    }

    private Instant now() {
        return world.clock.instant();
    }

    private void inDanger() {
        person.receive(person.order("start"));
        person.receive(person.press("uk"));
        person.receive(person.press("yes"));
        person.receive(person.press("danger"));
        person.receive(person.words("CANARY-first"));
    }

    @Test
    void nothingWaitsWhenEverythingIsDone() throws IOException {
        inDanger();
        person.carry();

        assertThat(look().oldestErrand()).isEmpty();
        assertThat(look().nextScrub()).isEmpty();
        assertThat(stored().getDate(Waits.SINCE)).isEqualTo(Waits.NEVER);
    }

    @Test
    void anErrandStaysAsOldAsItIsHoweverOftenItIsTriedAgain() {
        inDanger();
        Instant begun = now();
        ErrandDesk desk = process.getBean(ErrandDesk.class);
        for (int i = 0; i < 6; i++) {
            world.clock.pass(Duration.ofMinutes(20));
            for (Lane lane : List.of(Lane.QUICK, Lane.PACED)) {
                desk.claim(lane, 1).stream().findFirst().ifPresent(leased -> {
                    var later = new java.util.LinkedHashMap<DueErrand, Outcome>();
                    leased.errands().forEach(due -> later.put(due, new Outcome.Later(Duration.ZERO)));
                    desk.done(leased, later);
                });
            }
        }

        Instant since = look().oldestErrand().orElseThrow();
        assertThat(Duration.between(since, begun)).isBetween(Duration.ofSeconds(-2), Duration.ofMinutes(1));
    }

    @Test
    void tellsWhenAMessageCanNoLongerBeTakenOutAndInHowManyChatsThatIsNear() {
        inDanger();
        assertThat(look().scrubsNear()).isZero();
        Instant until = look().nextScrub().orElseThrow();
        assertThat(Duration.between(now(), until)).isBetween(Duration.ofMinutes(47 * 60 + 44), Duration.ofHours(48));

        world.clock.pass(Duration.ofHours(45));
        assertThat(look().scrubsNear()).isEqualTo(1);
        world.clock.pass(Duration.ofHours(4));
        assertThat(look().scrubsNear()).as("too late is not near").isZero();
        assertThat(look().nextScrub()).isEmpty();
    }

    @Test
    void nothingCanBeDoneForAPersonWhoBlocksTheBot() {
        inDanger();
        world.clock.pass(Duration.ofHours(45));
        person.receive(new Incoming.Membership(person.words("").origin(), true));
        assertThat(look()).isEqualTo(new Backlog(0, java.util.Optional.empty(), java.util.Optional.empty(), 0));

        person.receive(new Incoming.Membership(person.words("").origin(), false));
        assertThat(look().scrubsNear()).isEqualTo(1);
    }

    @Test
    void theDatesInClearAreCoarse() {
        world.clock.pass(Duration.ofMillis(7 * 60_000 + 12_345));
        inDanger();
        long since = time(Waits.SINCE);
        long scrub = time(Waits.SCRUB);

        assertThat(since % 60_000).isZero();
        assertThat(scrub % (15 * 60_000)).isZero();
        assertThat(since).isLessThanOrEqualTo(now().toEpochMilli());
    }

    private long time(String field) {
        return Objects.requireNonNull(stored().get(field, Date.class)).getTime();
    }

    @Test
    void asksTelegramForWhatIsLateByAClockThatMayBeWrong() {
        inDanger();
        world.clock.pass(Duration.ofDays(3));
        Errand.Delete late = claimed(process.getBean(ErrandDesk.class));
        assertThat(late.late()).isTrue();
        assertThat(late.messageIds()).isNotEmpty();
    }

    private static Errand.Delete claimed(ErrandDesk desk) {
        return desk.claim(Lane.QUICK, 1).stream()
                .flatMap(leased -> leased.errands().stream())
                .map(DueErrand::errand)
                .filter(Errand.Delete.class::isInstance)
                .map(Errand.Delete.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsWhatStaysInAChatAndWhatMayNotHaveArrived() {
        inDanger();
        world.clock.pass(Duration.ofHours(49));
        ErrandDesk desk = process.getBean(ErrandDesk.class);
        desk.claim(Lane.QUICK, 1).stream().findFirst().ifPresent(leased -> {
            var ended = new java.util.LinkedHashMap<DueErrand, Outcome>();
            leased.errands()
                    .forEach(due -> ended.put(
                            due,
                            due.errand() instanceof Errand.Delete delete
                                    ? new Outcome.Deleted(List.of(), delete.messageIds())
                                    : due.paced() ? new Outcome.Doubtful() : new Outcome.Done()));
            desk.done(leased, ended);
        });
        Mishaps mishaps = process.getBean(Mishaps.class);

        assertThat(mishaps.undeletable().lastHour()).isPositive();
        assertThat(mishaps.doubtful().lastHour()).isEqualTo(1);
        world.clock.pass(Duration.ofHours(2));
        assertThat(mishaps.undeletable().lastHour()).isZero();
        assertThat(mishaps.undeletable().total()).isPositive();
    }
}
