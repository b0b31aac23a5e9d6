package org.dodomu.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dodomu.alerts.Messenger.Outcome;
import org.dodomu.config.MailAddress;
import org.dodomu.config.MailSettings;
import org.dodomu.config.SettingRefused;
import org.dodomu.support.MovableClock;
import org.dodomu.support.SmtpSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of a letter at a real server, whatever that does. */
@ExtendWith(OutputCaptureExtension.class)
class SmtpPostTest {

    private static final MailAddress TO = MailAddress.parse("canary.member@example.org");

    private final MovableClock clock = new MovableClock();
    private final SmtpSink sink = new SmtpSink();

    @AfterEach
    void end() {
        sink.close();
    }

    private SmtpPost post(int port, MailSettings.Security security) {
        return new SmtpPost(
                new MailSettings("127.0.0.1", port, security, null, null, null, "line@alerts.example.org"),
                clock,
                new SecureRandom());
    }

    private Outcome send() {
        return post(sink.port(), MailSettings.Security.NONE).send(TO, "Reminder", "Something waits for you.");
    }

    @Test
    void sendsOneSentenceAndNamesNeitherThisMachineNorThisProgram() throws Exception {
        assertThat(send()).isEqualTo(Outcome.SAID);
        String letter = sink.letters().get(0);
        assertThat(letter)
                .contains("From: line@alerts.example.org\n", "To: canary.member@example.org\n", "Subject: Reminder\n")
                .contains("Something waits for you.", "Auto-Submitted: auto-generated")
                .doesNotContainIgnoringCase("dodomu", "mailer", "java", "localhost")
                .doesNotContain(java.net.InetAddress.getLocalHost().getHostName() + "\n");
        assertThat(letter.lines().filter(line -> line.startsWith("Message-ID:")))
                .singleElement()
                .asString()
                .matches("Message-ID: <[0-9a-f]{32}@alerts\\.example\\.org>");
        assertThat(sink.commands()).anyMatch(said -> said.equals("EHLO alerts.example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.1 no such user", "553 not allowed", "551 elsewhere"})
    void aMailboxThatIsNoneIsRefused(String answer) {
        sink.answersRecipients(answer);
        assertThat(send()).isEqualTo(Outcome.BLOCKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"450 4.2.0 greylisted", "552 full", "550 5.7.1 your address is on a list", "451 later"})
    void whatMayPassIsTriedAgain(String answer) {
        sink.answersRecipients(answer);
        assertThat(send()).isEqualTo(Outcome.LATER);
    }

    @Test
    void aRefusalOfTheSenderOrOfTheTextIsNoWordAboutTheMailbox() {
        sink.answersSenders("550 5.1.8 who are you");
        assertThat(send()).isEqualTo(Outcome.LATER);
        sink.answersSenders("250 yes").answersTexts("554 no");
        assertThat(send()).isEqualTo(Outcome.LATER);
        assertThat(sink.letters()).isEmpty();
    }

    @Test
    void whatMayHaveArrivedCountsAsSent() {
        sink.hangsUpAfterTheText();
        assertThat(send()).isEqualTo(Outcome.SAID);
        assertThat(sink.letters()).hasSize(1);
    }

    @Test
    void saysNothingToAServerWithoutTls() {
        assertThat(post(sink.port(), MailSettings.Security.STARTTLS).send(TO, "s", "t"))
                .isEqualTo(Outcome.LATER);
        assertThat(post(sink.port(), MailSettings.Security.TLS).send(TO, "s", "t"))
                .isEqualTo(Outcome.LATER);
        assertThat(sink.letters()).isEmpty();
        assertThat(sink.commands()).noneMatch(said -> said.startsWith("MAIL") || said.startsWith("RCPT"));
    }

    @Test
    void triesAgainWhenTheServerIsAwayAndNeverLogsTheAddress(CapturedOutput log) {
        int port = sink.port();
        sink.close();
        SmtpPost post = post(port, MailSettings.Security.NONE);
        assertThat(post.send(TO, "s", "CANARY-text")).isEqualTo(Outcome.LATER);
        assertThatThrownBy(post::greet)
                .isInstanceOf(SettingRefused.class)
                .hasMessageNotContaining("127.0.0.1")
                .hasMessageNotContaining(Integer.toString(port));
        try (SmtpSink back = new SmtpSink(port)) {
            assertThat(post.send(TO, "s", "t")).isEqualTo(Outcome.SAID);
            post.greet();
            back.answersRecipients("550 canary.member@example.org is unknown");
            assertThat(post.send(TO, "s", "t")).isEqualTo(Outcome.BLOCKED);
        }
        assertThat(log.getAll()).contains("did not take an alert").doesNotContainIgnoringCase("canary");
    }

    @Test
    void waitsLongerAfterEachFailureUpToAQuarterOfAnHour() {
        List<Outcome> next = new ArrayList<>(java.util.Collections.nCopies(8, Outcome.LATER));
        List<String> asked = new ArrayList<>();
        PatientPost patient = new PatientPost(
                (to, subject, text) -> {
                    asked.add(text);
                    return next.isEmpty() ? Outcome.SAID : next.remove(0);
                },
                clock);
        List<Long> waits = new ArrayList<>();
        Outcome outcome = patient.send(TO, "s", "t");
        while (outcome != Outcome.SAID) {
            long seconds = 0;
            for (int before = asked.size(); asked.size() == before; seconds += 15) {
                clock.pass(Duration.ofSeconds(15));
                outcome = patient.send(TO, "s", "t");
            }
            waits.add(seconds);
        }
        assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L);
        assertThat(patient.send(TO, "s", "t")).isEqualTo(Outcome.SAID);
    }
}
