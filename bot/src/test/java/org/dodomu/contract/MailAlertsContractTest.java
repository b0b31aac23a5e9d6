package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.dodomu.alerts.Address;
import org.dodomu.alerts.AlertLinks;
import org.dodomu.alerts.Alerts;
import org.dodomu.alerts.MailLinks;
import org.dodomu.alerts.Messenger;
import org.dodomu.alerts.Postman;
import org.dodomu.alerts.QuietHours;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.config.Language;
import org.dodomu.config.MailAddress;
import org.dodomu.config.MailSettings;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.mail.SmtpPost;
import org.dodomu.support.SmtpSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts by e-mail against a mail server: nobody is written to who did not ask, nothing is lost, and nothing is told but that something waits. */
class MailAlertsContractTest extends ContractTest {

    private static final MailAddress ADDRESS = MailAddress.parse("canary.member@example.org");
    private static final Pattern CODE = Pattern.compile("\\b[0-9a-z]{8}\\b");

    private SmtpSink sink = new SmtpSink();
    private final Postman post = new SmtpPost(
            new MailSettings(
                    "127.0.0.1", sink.port(), MailSettings.Security.NONE, null, null, null, "line@alerts.example.org"),
            clock,
            new SecureRandom());

    @Override
    RunningLine start() {
        return new RunningLine(
                founded,
                database.uri(),
                clock,
                database.rules(),
                beans -> beans.registerBean(Postman.class, () -> post));
    }

    @AfterEach
    void stop() {
        sink.close();
    }

    private MailLinks links() {
        return line.part(MailLinks.class);
    }

    private static String body(String letter) {
        String text = letter.substring(letter.indexOf("\n\n") + 2);
        return letter.contains("base64")
                ? new String(java.util.Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8)
                : text;
    }

    private String lastCode() {
        List<String> letters = sink.letters();
        Matcher found = CODE.matcher(body(letters.get(letters.size() - 1)));
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private void linked(Member member) {
        assertThat(links().ask(member.id(), ADDRESS)).isEqualTo(MailLinks.Asked.SENT);
        assertThat(links().confirm(member.id(), lastCode())).isTrue();
    }

    /** What one look sent, decoded. */
    private List<String> look() {
        int before = sink.letters().size();
        line.part(Alerts.class).lookByMail(post);
        List<String> letters = sink.letters();
        return letters.subList(before, letters.size()).stream()
                .map(MailAlertsContractTest::body)
                .toList();
    }

    private CaseNumber arrives(String mark, Urgency urgency) {
        CaseNumber number = line.part(Cases.class).bear(mark.getBytes(StandardCharsets.UTF_8), Language.UK);
        line.part(Cases.class).enqueue(number, ReportType.DEPORTED, urgency, false);
        return number;
    }

    @Test
    void writesNothingBeforeTheCodeHasComeBack() {
        Member member = founded.operator(0);
        arrives("one", Urgency.NOW);
        assertThat(links().ask(member.id(), ADDRESS)).isEqualTo(MailLinks.Asked.SENT);
        assertThat(look()).isEmpty();
        assertThat(links().state(member.id()).linked()).isEmpty();
        assertThat(links().state(member.id()).waiting()).contains("c…@example.org");
        assertThat(links().confirm(member.id(), lastCode())).isTrue();
        assertThat(links().state(member.id()).linked()).contains("c…@example.org");
        assertThat(look()).hasSize(1);
        assertThat(look()).isEmpty();
    }

    @Test
    void saysHowUrgentAndNothingOfTheCase() {
        linked(founded.operator(0));
        CaseNumber number = arrives("one", Urgency.NOW);
        line.part(Alerts.class).lookByMail(post);
        String letter = sink.letters().get(1);
        assertThat(body(letter)).contains("дуже термінове");
        assertThat(letter + body(letter)).doesNotContain(number.value(), FoundedLine.LINE, "contract");
        assertThat(letter).doesNotContainIgnoringCase("dodomu");
    }

    @Test
    void aCodeIsOfOneUseHalfAnHourAndItsMember() {
        Member one = founded.operator(0);
        Member other = founded.operator(1);
        links().ask(one.id(), ADDRESS);
        String old = lastCode();
        links().ask(one.id(), ADDRESS);
        String code = lastCode();
        links().ask(other.id(), ADDRESS);
        assertThat(links().confirm(one.id(), old)).isFalse();
        assertThat(links().confirm(other.id(), code)).isFalse();
        assertThat(links().confirm(one.id(), code.toUpperCase(java.util.Locale.ROOT)))
                .isTrue();
        assertThat(links().confirm(one.id(), code)).isFalse();
        String late = lastCode();
        clock.pass(Duration.ofMinutes(31));
        assertThat(links().confirm(other.id(), late)).isFalse();
    }

    @Test
    void fiveMistakesEndACodeAndFiveCodesADay() {
        MemberId member = founded.operator(0).id();
        links().ask(member, ADDRESS);
        String code = lastCode();
        for (int i = 0; i < 5; i++) {
            assertThat(links().confirm(member, "00000000")).isFalse();
        }
        assertThat(links().confirm(member, code)).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThat(links().ask(member, ADDRESS)).isEqualTo(MailLinks.Asked.SENT);
        }
        assertThat(links().ask(member, ADDRESS)).isEqualTo(MailLinks.Asked.TOO_OFTEN);
        links().unlink(member);
        assertThat(links().ask(member, ADDRESS)).isEqualTo(MailLinks.Asked.TOO_OFTEN);
        assertThat(sink.letters()).hasSize(5);
        clock.pass(Duration.ofHours(25));
        assertThat(links().ask(member, ADDRESS)).isEqualTo(MailLinks.Asked.SENT);
    }

    @Test
    void losesNothingWhileTheServerIsAwayAndDoublesNothingAfterAStart() {
        linked(founded.operator(0));
        arrives("one", Urgency.NOW);
        int port = sink.port();
        sink.close();
        line.part(Alerts.class).lookByMail(post);
        assertThat(links().ask(founded.operator(1).id(), ADDRESS)).isEqualTo(MailLinks.Asked.AWAY);
        line.close();
        line = start();
        sink = new SmtpSink(port);
        assertThat(look()).hasSize(1);
        line.close();
        line = start();
        clock.pass(Duration.ofHours(1));
        assertThat(look()).isEmpty();
    }

    @Test
    void aMailboxThatRefusesIsForgottenAndShown() {
        MemberId member = founded.operator(0).id();
        linked(founded.operator(0));
        sink.answersRecipients("550 5.1.1 gone");
        arrives("one", Urgency.NOW);
        assertThat(look()).isEmpty();
        assertThat(links().state(member).refused()).isTrue();
        assertThat(links().state(member).linked()).isEmpty();
        assertThat(links().ask(member, ADDRESS)).isEqualTo(MailLinks.Asked.REFUSED);
    }

    @Test
    void oneWayTellsNothingOfTheOther() {
        Member member = founded.operator(0);
        linked(member);
        AlertLinks chats = line.part(AlertLinks.class);
        assertThat(chats.redeem(chats.code(member.id()).code(), Address.of(7))).isTrue();
        arrives("one", Urgency.NOW);
        line.part(Alerts.class).look((chat, text) -> Messenger.Outcome.LATER);
        assertThat(look()).hasSize(1);
        chats.unlink(member.id());
        assertThat(links().state(member.id()).linked()).isPresent();
    }

    @Test
    void keepsQuietHoursAndTellsLeadsOfWhatIsOverdue() {
        linked(founded.operator(0));
        linked(founded.lead());
        line.part(AlertLinks.class)
                .quiet(founded.operator(0).id(), new QuietHours(0, 24 * 60 - 1, ZoneId.of("UTC"), false));
        arrives("one", Urgency.NOW);
        assertThat(look()).hasSize(1);
        clock.pass(Duration.ofDays(2));
        assertThat(look()).singleElement().asString().contains("Прострочено");
        clock.pass(Duration.ofDays(1));
        assertThat(look()).isEmpty();
    }

    @Test
    void anUnlinkedAddressIsWrittenToNoMore() {
        MemberId member = founded.operator(0).id();
        linked(founded.operator(0));
        links().ask(member, ADDRESS);
        String code = lastCode();
        links().unlink(member);
        assertThat(links().confirm(member, code)).isFalse();
        arrives("one", Urgency.NOW);
        assertThat(look()).isEmpty();
        assertThat(links().state(member).linked()).isEqualTo(Optional.empty());
    }

    @Test
    void whoIsNoMemberIsForgotten() {
        MemberId stranger = MemberId.generate(new SecureRandom());
        assertThat(links().ask(stranger, ADDRESS)).isEqualTo(MailLinks.Asked.SENT);
        assertThat(links().confirm(stranger, lastCode())).isTrue();
        arrives("one", Urgency.NOW);
        assertThat(look()).isEmpty();
        assertThat(database.database()
                        .getCollection("alertlinks")
                        .countDocuments(new Document("_id", stranger.value())))
                .isZero();
    }

    @Test
    void theDatabaseHoldsNeitherAddressNorCode() {
        linked(founded.operator(0));
        links().ask(founded.operator(0).id(), ADDRESS);
        Document stored = database.database().getCollection("alertlinks").find().first();
        assertThat(stored).isNotNull();
        assertThat(stored.toJson()).doesNotContain("canary", "example.org", lastCode());
        assertThat(stored.keySet()).isSubsetOf("_id", "sv", "rev", "box");
        arrives("one", Urgency.NOW);
        look();
        stored = database.database().getCollection("alertlinks").find().first();
        assertThat(stored).isNotNull();
        assertThat(stored.keySet()).isSubsetOf("_id", "sv", "rev", "box", "mailSaid", "mailSaidUrgent", "mailTold");
    }
}
