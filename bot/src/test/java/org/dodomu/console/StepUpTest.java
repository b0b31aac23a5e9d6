package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.MemberId;
import org.dodomu.passkeys.NewPasskey;
import org.dodomu.passkeys.PasskeyRefused;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.passkeys.Wanted;
import org.dodomu.support.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What needs a fresh proof, how long a session lives, and what a line that requires passkeys asks. */
class StepUpTest {

    /** Not a configuration of its own: other tests scan this package and have clocks too. */
    static class WithClock {
        @Bean
        @Primary
        MovableClock movable() {
            return new MovableClock();
        }
    }

    private final TestAuthenticator key = new TestAuthenticator();

    @SuppressWarnings("NullAway.Init")
    private ConsoleLine line;

    @TempDir
    Path folder;

    private void start(String passkeys) throws Exception {
        line = new ConsoleLine(folder, passkeys, WithClock.class);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private void pass(Duration time) {
        line.context().getBean(MovableClock.class).pass(time);
    }

    private Passkeys passkeys() {
        return line.context().getBean(Passkeys.class);
    }

    private MemberId id(String name) {
        return new MemberId(line.id(name));
    }

    /** As the ceremony does it for a candidate: by Java, with a browser of one's own. */
    private void vetted(String name, TestAuthenticator key) {
        Wanted wanted = passkeys().begin(id(name), "invitation");
        Map<String, Object> sent = key.make(Map.of("handle", wanted.handle(), "challenge", wanted.challenge()), "");
        passkeys()
                .register(
                        id(name),
                        "invitation",
                        new NewPasskey(
                                String.valueOf(sent.get("clientData")),
                                String.valueOf(sent.get("attestationObject")),
                                List.of(),
                                null));
    }

    private Browser signedIn(String name, TestAuthenticator key) {
        Browser browser = line.browser();
        browser.get("/api/line");
        Map<String, Object> options = json(browser.post("/api/sign-in/passkey/options", Map.of()));
        Map<String, Object> half = json(browser.post("/api/sign-in/passkey", key.prove(options)));
        String nonce = String.valueOf(half.get("nonce"));
        byte[] signature = line.sign(name, Statements.signIn(ConsoleLine.LINE, line.id(name), nonce));
        assertThat(browser.prove(line.id(name), nonce, signature).statusCode()).isEqualTo(204);
        return browser;
    }

    /** To nobody: what is let through as fresh is refused as {@code not-allowed} by the cases themselves. */
    private HttpResponse<String> handOver(Browser browser, CaseNumber number) {
        return browser.post("/api/cases/" + number + "/grants", Map.of("fence", 1, "grants", List.of()));
    }

    private Map<String, Object> options(Browser browser) {
        return json(browser.post("/api/step-up/options", Map.of()));
    }

    @SuppressWarnings("unchecked")
    private HttpResponse<String> again(Browser browser, TestAuthenticator key) {
        Map<String, Object> asked =
                (Map<String, Object>) Objects.requireNonNull(options(browser).get("passkey"));
        return browser.post("/api/step-up", Map.of("passkey", key.prove(asked)));
    }

    private HttpResponse<String> againByKey(Browser browser, String name, String nonce) {
        byte[] signature = line.sign(name, Statements.signIn(ConsoleLine.LINE, line.id(name), nonce));
        return browser.post("/api/step-up", Map.of("nonce", nonce, "signature", TestAuthenticator.encode(signature)));
    }

    @Test
    void handingOverNeedsAPasskeyOfTheLastFiveMinutes() throws Exception {
        start("required");
        vetted("operator", key);
        CaseNumber number = line.waiting(1);
        Browser browser = signedIn("operator", key);
        refused(handOver(browser, number), 403, "not-allowed");
        pass(Duration.ofMinutes(5));
        refused(handOver(browser, number), 403, "step-up");
        assertThat(browser.get("/api/me").statusCode()).as("reading goes on").isEqualTo(200);
        assertThat(again(browser, key).statusCode()).isEqualTo(204);
        refused(handOver(browser, number), 403, "not-allowed");
        pass(Duration.ofMinutes(5));
        refused(handOver(browser, number), 403, "step-up");
    }

    @Test
    void whoHasAPasskeyCannotStepUpByTheirKeyAlone() throws Exception {
        start("offered");
        Browser browser = line.signedIn("operator");
        assertThat(options(browser)).containsKey("nonce");
        vetted("operator", key);
        refused(handOver(browser, line.waiting(1)), 403, "step-up");
        String nonce = line.browser().challenge(line.id("operator"));
        refused(againByKey(browser, "operator", nonce), 403, "step-up");
        assertThat(again(browser, key).statusCode()).isEqualTo(204);
        refused(handOver(browser, line.waiting(2)), 403, "not-allowed");
    }

    @Test
    void whoHasNoneStepsUpByTheirKey() throws Exception {
        start("offered");
        Browser browser = line.signedIn("operator");
        pass(Duration.ofMinutes(6));
        refused(handOver(browser, line.waiting(1)), 403, "step-up");
        String nonce = String.valueOf(options(browser).get("nonce"));
        refused(againByKey(browser, "second", nonce), 403, "step-up");
        assertThat(againByKey(
                                browser,
                                "operator",
                                String.valueOf(options(browser).get("nonce")))
                        .statusCode())
                .isEqualTo(204);
        refused(handOver(browser, line.waiting(1)), 403, "not-allowed");
    }

    @Test
    void anotherMembersPasskeyIsNoStepUp() throws Exception {
        start("offered");
        vetted("operator", key);
        TestAuthenticator others = new TestAuthenticator();
        vetted("second", others);
        Browser browser = signedIn("operator", key);
        pass(Duration.ofMinutes(6));
        refused(again(browser, others), 403, "step-up");
        refused(handOver(browser, line.waiting(1)), 403, "step-up");
        refused(browser.get("/api/step-up"), 405, "method");
    }

    @Test
    void aLineThatRequiresPasskeysLetsNobodyInWithoutOne() throws Exception {
        start("required");
        Browser browser = line.browser();
        refused(browser.signIn("operator"), 403, "passkey-missing");
        assertThat(browser.session()).isEmpty();
        refused(line.browser().prove(line.id("operator"), "0".repeat(64), new byte[64]), 403, "not-allowed");
    }

    @Test
    void theLastPasskeyStaysWhereOneIsRequired() throws Exception {
        start("required");
        vetted("operator", key);
        Browser browser = signedIn("operator", key);
        String name = passkeys().of(id("operator")).get(0).name();
        refused(browser.post("/api/passkeys/" + name + "/remove", Map.of()), 409, "last-passkey");
        TestAuthenticator second = new TestAuthenticator();
        assertThat(browser.post("/api/passkeys", second.make(json(browser.post("/api/passkeys/options", Map.of())), ""))
                        .statusCode())
                .isEqualTo(201);
        assertThat(browser.post("/api/passkeys/" + name + "/remove", Map.of()).statusCode())
                .isEqualTo(204);
        assertThat(passkeys().of(id("operator"))).hasSize(1).noneMatch(one -> one.name()
                .equals(name));
    }

    @Test
    void makingAndRemovingAPasskeyNeedAFreshProofToo() throws Exception {
        start("offered");
        Browser browser = line.signedIn("operator");
        pass(Duration.ofMinutes(6));
        for (String path : List.of("/api/passkeys/options", "/api/passkeys", "/api/passkeys/0123456789abcdef/remove")) {
            refused(browser.post(path, Map.of()), 403, "step-up");
        }
    }

    @Test
    void aPasskeyIsMadeForItsOwnerAndBrowserOnly() throws Exception {
        start("offered");
        Wanted wanted = passkeys().begin(id("operator"), "one");
        Map<String, Object> sent = key.make(Map.of("handle", wanted.handle(), "challenge", wanted.challenge()), "");
        NewPasskey made = new NewPasskey(
                String.valueOf(sent.get("clientData")), String.valueOf(sent.get("attestationObject")), null, null);
        for (Map.Entry<String, String> wrong :
                Map.of("second", "one", "operator", "other").entrySet()) {
            assertThat(catching(() -> passkeys().register(id(wrong.getKey()), wrong.getValue(), made)))
                    .isInstanceOf(PasskeyRefused.class);
        }
        assertThat(passkeys().has(id("operator"))).isFalse();
        assertThat(passkeys().has(id("second"))).isFalse();
    }

    private static Throwable catching(Runnable act) {
        try {
            act.run();
            return new AssertionError("Nothing was refused");
        } catch (RuntimeException refused) {
            return refused;
        }
    }

    @Test
    void tenPasskeysAreEnough() throws Exception {
        start("offered");
        for (int i = 0; i < 10; i++) {
            vetted("operator", new TestAuthenticator());
        }
        assertThat(catching(() -> vetted("operator", new TestAuthenticator()))).isInstanceOf(PasskeyRefused.class);
        assertThat(passkeys().of(id("operator"))).hasSize(10);
        passkeys().drop(id("operator"));
        assertThat(passkeys().of(id("operator"))).isEmpty();
    }

    @Test
    void everySessionEndsHoweverBusy() throws Exception {
        start("offered");
        Browser browser = line.signedIn("operator");
        for (int i = 0; i < 71; i++) {
            pass(Duration.ofMinutes(10));
            assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
        }
        pass(Duration.ofMinutes(10));
        refused(browser.get("/api/me"), 401, "signed-out");
    }

    @Test
    void anAnswerToAnOldChallengeComesTooLate() throws Exception {
        start("offered");
        vetted("operator", key);
        Browser browser = line.browser();
        browser.get("/api/line");
        Map<String, Object> options = json(browser.post("/api/sign-in/passkey/options", Map.of()));
        pass(Duration.ofMinutes(3));
        refused(browser.post("/api/sign-in/passkey", new HashMap<>(key.prove(options))), 401, "sign-in-failed");
    }
}
