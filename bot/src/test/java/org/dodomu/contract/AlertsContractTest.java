package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.dodomu.alerts.Address;
import org.dodomu.alerts.AlertLinks;
import org.dodomu.alerts.Alerts;
import org.dodomu.alerts.Messenger;
import org.dodomu.alerts.QuietHours;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Queue;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.desk.Member;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told that something waits, how often, and that nobody learns more than that. */
class AlertsContractTest extends ContractTest {

    private static final long CHAT = 4815162342L;

    private final List<String> said = new ArrayList<>();
    private Messenger.Outcome outcome = Messenger.Outcome.SAID;
    private Member operator;

    @BeforeEach
    void link() {
        operator = founded.operator(0);
        linked(operator, CHAT);
    }

    private AlertLinks links() {
        return line.part(AlertLinks.class);
    }

    private void linked(Member member, long chat) {
        assertThat(links().redeem(links().code(member.id()).code(), Address.of(chat)))
                .isTrue();
    }

    private List<String> look() {
        said.clear();
        line.part(Alerts.class).look((chat, text) -> {
            said.add(chat.reveal() + " " + text);
            return outcome;
        });
        return List.copyOf(said);
    }

    private CaseNumber arrives(String mark, Urgency urgency) {
        CaseNumber number = line.part(Cases.class).bear(mark.getBytes(StandardCharsets.UTF_8), Language.UK);
        line.part(Cases.class).enqueue(number, ReportType.DEPORTED, urgency, false);
        return number;
    }

    @Test
    void tellsOnceOfDangerNowAndNotAgainAfterAStart() {
        assertThat(look()).isEmpty();
        CaseNumber number = arrives("one", Urgency.NOW);
        assertThat(look()).singleElement().asString().startsWith(CHAT + " ").contains("небезпека зараз");
        assertThat(said.toString()).doesNotContain(number.value());
        line.close();
        line = start();
        clock.pass(Duration.ofMinutes(20));
        assertThat(look()).isEmpty();
        arrives("two", Urgency.NOW);
        assertThat(look()).hasSize(1);
    }

    @Test
    void tellsOfASecondOneInTheSameMinute() {
        arrives("one", Urgency.NOW);
        assertThat(look()).hasSize(1);
        arrives("two", Urgency.NOW);
        assertThat(look()).isEmpty();
        clock.pass(Duration.ofMinutes(2));
        assertThat(look()).hasSize(1);
        clock.pass(Duration.ofMinutes(2));
        assertThat(look()).isEmpty();
    }

    @Test
    void putsRoutineTogetherForAQuarterOfAnHourButNotDangerNow() {
        arrives("one", Urgency.ROUTINE);
        assertThat(look()).hasSize(1);
        clock.pass(Duration.ofMinutes(5));
        arrives("two", Urgency.ROUTINE);
        arrives("three", Urgency.SOON);
        assertThat(look()).isEmpty();
        clock.pass(Duration.ofMinutes(5));
        arrives("four", Urgency.NOW);
        assertThat(look()).singleElement().asString().contains("небезпека зараз");
        clock.pass(Duration.ofMinutes(60));
        assertThat(look()).isEmpty();
        arrives("five", Urgency.ROUTINE);
        assertThat(look()).hasSize(1);
    }

    @Test
    void tellsOfDangerNowAtOnceThoughSomethingRoutineWasJustTold() {
        arrives("one", Urgency.ROUTINE);
        assertThat(look()).hasSize(1);
        arrives("two", Urgency.NOW);
        assertThat(look()).singleElement().asString().contains("небезпека зараз");
        arrives("three", Urgency.NOW);
        assertThat(look()).isEmpty();
    }

    @Test
    void saysNothingOfWhatSomebodyTookMeanwhile() {
        CaseNumber number = arrives("one", Urgency.NOW);
        line.part(Queue.class).claim(number, founded.operator(1));
        assertThat(look()).isEmpty();
    }

    @Test
    void keepsQuietHoursAndLetsDangerNowThroughOnlyForWhomItMay() {
        linked(founded.operator(1), CHAT + 1);
        QuietHours all = new QuietHours(8 * 60, 20 * 60, ZoneId.of("UTC"), false);
        links().quiet(operator.id(), all);
        links().quiet(founded.operator(1).id(), new QuietHours(all.from(), all.to(), all.zone(), true));
        arrives("one", Urgency.SOON);
        assertThat(look()).isEmpty();
        arrives("two", Urgency.NOW);
        assertThat(look()).singleElement().asString().startsWith((CHAT + 1) + " ");
        clock.pass(Duration.ofHours(11));
        assertThat(look()).singleElement().asString().startsWith(CHAT + " ").contains("небезпека зараз");
    }

    @Test
    void tellsLeadsOfAnOverdueDangerNow() {
        linked(founded.lead(), CHAT + 2);
        arrives("one", Urgency.NOW);
        assertThat(look()).hasSize(2);
        clock.pass(Duration.ofDays(2));
        assertThat(look())
                .singleElement()
                .asString()
                .startsWith((CHAT + 2) + " ")
                .contains("Прострочено");
        clock.pass(Duration.ofDays(1));
        assertThat(look()).isEmpty();
    }

    @Test
    void aNewDangerIsNotCalledOverdueBecauseAnotherOneIs() {
        linked(founded.lead(), CHAT + 2);
        arrives("one", Urgency.NOW);
        look();
        clock.pass(Duration.ofHours(3));
        assertThat(look()).singleElement().asString().contains("Прострочено");
        clock.pass(Duration.ofMinutes(3));
        arrives("two", Urgency.NOW);
        assertThat(look()).hasSize(2).noneMatch(one -> one.contains("Прострочено"));
    }

    @Test
    void anOverdueDangerReachesTheLeadsThoughItWasSnoozed() {
        linked(founded.lead(), CHAT + 2);
        Queue queue = line.part(Queue.class);
        CaseNumber number = arrives("one", Urgency.NOW);
        long fence = queue.claim(number, operator).fence();
        queue.snooze(number, operator.id(), fence, clock.instant().plus(Duration.ofHours(4)));
        assertThat(look()).isEmpty();
        clock.pass(Duration.ofHours(3));
        assertThat(look())
                .singleElement()
                .asString()
                .startsWith((CHAT + 2) + " ")
                .contains("Прострочено");
    }

    @Test
    void triesAgainWhatCouldNotBeSaidAndForgetsAChatThatBlocks() {
        arrives("one", Urgency.NOW);
        outcome = Messenger.Outcome.LATER;
        assertThat(look()).hasSize(1);
        outcome = Messenger.Outcome.BLOCKED;
        assertThat(look()).hasSize(1);
        assertThat(look()).isEmpty();
        assertThat(links().state(operator.id()).blocked()).isTrue();
        assertThat(links().state(operator.id()).linked()).isFalse();
    }

    @Test
    void aCodeIsWorthOneChatForTenMinutes() {
        String old = links().code(operator.id()).code();
        String code = links().code(operator.id()).code();
        assertThat(links().redeem(old, Address.of(1))).isFalse();
        assertThat(links().redeem(code, Address.of(2))).isTrue();
        assertThat(links().redeem(code, Address.of(2))).isTrue();
        assertThat(links().redeem(code, Address.of(3))).isFalse();
        clock.pass(Duration.ofMinutes(11));
        assertThat(links().redeem(code, Address.of(2))).isFalse();
        assertThat(links().redeem("0000000000000000", Address.of(2))).isFalse();
    }

    @Test
    void anUnlinkedMemberIsToldNothing() {
        String code = links().code(operator.id()).code();
        links().unlink(operator.id());
        assertThat(links().redeem(code, Address.of(CHAT))).isFalse();
        arrives("one", Urgency.NOW);
        assertThat(look()).isEmpty();
        assertThat(links().state(operator.id()).linked()).isFalse();
    }

    @Test
    void theDatabaseDoesNotHoldTheChat() {
        links().quiet(operator.id(), new QuietHours(1, 2, ZoneId.of("Europe/Kyiv"), true));
        Document stored = database.database().getCollection("alertlinks").find().first();
        assertThat(stored).isNotNull();
        assertThat(stored.toJson()).doesNotContain(Long.toString(CHAT), "Kyiv");
        assertThat(stored.keySet()).isSubsetOf("_id", "sv", "rev", "box", "code", "codeUntil", "codeChat");
    }

    @Test
    void aLinkMovedToAnotherMemberOpensNothing() {
        var stored = database.database().getCollection("alertlinks");
        Document moved =
                stored.find().first().append("_id", founded.operator(2).id().value());
        stored.insertOne(moved);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> links().state(founded.operator(2).id()))
                .isInstanceOf(org.dodomu.crypto.SealBroken.class);
        stored.deleteOne(new Document("_id", moved.get("_id")));
    }
}
