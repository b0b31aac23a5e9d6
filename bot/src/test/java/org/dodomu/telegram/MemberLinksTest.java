package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.dodomu.alerts.AlertLinks;
import org.dodomu.alerts.Alerts;
import org.dodomu.config.LineSettings;
import org.dodomu.config.TelegramSettings;
import org.dodomu.config.Texts;
import org.dodomu.console.ConsoleLine;
import org.dodomu.desk.MemberId;
import org.dodomu.sandbox.telegram.Faults;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.dodomu.support.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Members' chats over the sandbox's Bot API: who is linked by which words, and who is told. */
class MemberLinksTest {

    private static final MovableClock CLOCK = new MovableClock();

    @Configuration(proxyBeanMethods = false)
    static class Moved {

        @Bean
        @Primary
        Clock movable() {
            return CLOCK;
        }
    }

    @TempDir
    Path folder;

    private final TelegramJournal journal = new TelegramJournal();
    private SandboxTelegram telegram;
    private ConsoleLine line;
    private BotApi api;
    private MemberLinks links;
    private LinkedChats chats;
    private long person;
    private OptionalLong offset = OptionalLong.empty();

    @BeforeEach
    void start() throws Exception {
        telegram = SandboxTelegram.start(SandboxTelegram.Settings.forTests());
        line = new ConsoleLine(folder, Moved.class);
        api = new BotApi(new TelegramSettings(telegram.token(), null, telegram.baseUri()), Duration.ofSeconds(1));
        links = new MemberLinks(
                alertLinks(),
                api,
                line.context().getBean(Texts.class),
                line.context().getBean(LineSettings.class),
                journal);
        chats = new LinkedChats(api, CLOCK, journal);
        person = telegram.control().person("CANARY", "uk");
    }

    @AfterEach
    void end() {
        links.close();
        line.close();
        telegram.close();
    }

    private AlertLinks alertLinks() {
        return line.context().getBean(AlertLinks.class);
    }

    private MemberId member() {
        return new MemberId(line.id("operator"));
    }

    /** Whether the words were taken out of the stream. */
    private boolean says(long who, String words) throws Exception {
        telegram.control().text(who, words);
        boolean taken = false;
        for (JsonNode update : api.getUpdates(offset)) {
            offset = OptionalLong.of(update.path("update_id").asLong() + 1);
            taken |= links.test(update);
        }
        return taken;
    }

    private boolean linked() {
        return alertLinks().state(member()).linked();
    }

    private void look() {
        line.context().getBean(Alerts.class).look(chats);
    }

    private String chat(long who) {
        return telegram.control().chat(who).toString();
    }

    private void answered(String words) throws InterruptedException {
        Edge.until(() -> chat(person).contains(words));
    }

    @Test
    void aCodeLinksTheChatThatSaysItAndAlertsArriveThere() throws Exception {
        assertThat(says(person, "/link " + alertLinks().code(member()).code())).isTrue();
        answered("під’єднано");
        assertThat(linked()).isTrue();
        String number = line.waiting(1).value();
        look();
        assertThat(chat(person)).contains("небезпека зараз").doesNotContain(number);
        long before = chat(person).length();
        look();
        assertThat(chat(person)).hasSize((int) before);
    }

    @Test
    void theLinkToTheBotDoesTheSameAndOtherWordsStayInTheStream() throws Exception {
        String code = alertLinks().code(member()).code();
        assertThat(says(person, "/start")).isFalse();
        assertThat(says(person, "/link")).isFalse();
        assertThat(says(person, code)).isFalse();
        assertThat(says(person, "/link " + code + " please")).isFalse();
        assertThat(linked()).isFalse();
        assertThat(says(person, "/start link-" + code)).isTrue();
        assertThat(linked()).isTrue();
    }

    @Test
    void anExpiredAnOlderAndAnInventedCodeLinkNobody() throws Exception {
        String older = alertLinks().code(member()).code();
        String code = alertLinks().code(member()).code();
        assertThat(says(person, "/link " + older)).isTrue();
        answered("не діє");
        CLOCK.pass(Duration.ofMinutes(11));
        assertThat(says(person, "/link " + code)).isTrue();
        assertThat(says(person, "/link 0000000000000000")).isTrue();
        assertThat(linked()).isFalse();
    }

    @Test
    void aUsedCodeLinksNoSecondChat() throws Exception {
        String code = alertLinks().code(member()).code();
        assertThat(says(person, "/link " + code)).isTrue();
        long thief = telegram.control().person("Another", "uk");
        assertThat(says(thief, "/link " + code)).isTrue();
        Edge.until(() -> chat(thief).contains("не діє"));
        line.waiting(1);
        look();
        assertThat(chat(person)).contains("небезпека зараз");
        assertThat(chat(thief)).doesNotContain("небезпека зараз");
    }

    @Test
    void aForwardedCodeLinksNobody() throws Exception {
        telegram.control()
                .forward(person, "/link " + alertLinks().code(member()).code(), "Another");
        for (JsonNode update : api.getUpdates(offset)) {
            assertThat(links.test(update)).isFalse();
        }
        assertThat(linked()).isFalse();
    }

    @Test
    void whoLeftTheRosterIsToldNothingAndForgotten() throws Exception {
        assertThat(says(person, "/link " + alertLinks().code(member()).code())).isTrue();
        line.remove("operator");
        line.waiting(1);
        look();
        assertThat(chat(person)).doesNotContain("небезпека зараз");
        assertThat(linked()).isFalse();
    }

    @Test
    void aChatThatBlockedTheBotIsUnlinkedAndShown() throws Exception {
        assertThat(says(person, "/link " + alertLinks().code(member()).code())).isTrue();
        answered("під’єднано");
        telegram.control().block(person, true);
        line.waiting(1);
        look();
        assertThat(linked()).isFalse();
        assertThat(alertLinks().state(member()).blocked()).isTrue();
        telegram.control().block(person, false);
        assertThat(says(person, "/link " + alertLinks().code(member()).code())).isTrue();
        assertThat(alertLinks().state(member()).blocked()).isFalse();
        look();
        Edge.until(() -> chat(person).contains("небезпека зараз"));
    }

    @Test
    void restsAsLongAsTelegramAsksAndThenSaysItOnce() throws Exception {
        assertThat(says(person, "/link " + alertLinks().code(member()).code())).isTrue();
        answered("під’єднано");
        telegram.control().faults().order(Faults.Kind.TOO_MANY, "sendMessage", 90, 1);
        line.waiting(1);
        look();
        look();
        assertThat(chat(person)).doesNotContain("небезпека зараз");
        CLOCK.pass(Duration.ofSeconds(91));
        look();
        assertThat(chat(person)).contains("небезпека зараз");
    }
}
