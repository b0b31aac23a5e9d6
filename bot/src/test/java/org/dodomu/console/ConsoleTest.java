package org.dodomu.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dodomu.cases.CaseChanged;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.RosterChanged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class ConsoleTest {

    private ConsoleLine line;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void signsInByTheMembersKeyAndGivesTheCookieNoWeakness() {
        Browser browser = line.browser();
        HttpResponse<String> response = browser.signIn("operator");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().allValues("Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("__Host-sid=")
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Domain"));
        assertThat(json(browser.get("/api/me"))).containsEntry("member", line.id("operator"));
    }

    @Test
    void refusesAUsedNonceEvenWithItsGoodSignature() {
        Browser browser = line.browser();
        String member = line.id("operator");
        String nonce = browser.challenge(member);
        byte[] signature = line.sign("operator", Statements.signIn(ConsoleLine.LINE, member, nonce));
        assertThat(browser.prove(member, nonce, signature).statusCode()).isEqualTo(204);
        Browser thief = line.browser();
        thief.get("/api/line");
        refused(thief.prove(member, nonce, signature), 401, "sign-in-failed");
    }

    @Test
    void refusesASignatureMadeForAnotherNonce() {
        Browser browser = line.browser();
        String member = line.id("operator");
        byte[] old = line.sign("operator", Statements.signIn(ConsoleLine.LINE, member, browser.challenge(member)));
        refused(browser.prove(member, browser.challenge(member), old), 401, "sign-in-failed");
    }

    @Test
    void refusesAnotherMembersSignatureAndAnotherMembersNonce() {
        Browser browser = line.browser();
        String member = line.id("operator");
        String nonce = browser.challenge(member);
        byte[] others = line.sign("second", Statements.signIn(ConsoleLine.LINE, member, nonce));
        refused(browser.prove(member, nonce, others), 401, "sign-in-failed");
        String issuedToSecond = browser.challenge(line.id("second"));
        byte[] own = line.sign("operator", Statements.signIn(ConsoleLine.LINE, member, issuedToSecond));
        refused(browser.prove(member, issuedToSecond, own), 401, "sign-in-failed");
    }

    @Test
    void challengesAMemberWhomNobodyKnowsAndFailsAlike() {
        Browser browser = line.browser();
        String nonce = browser.challenge("m-00000000");
        assertThat(nonce).matches("[0-9a-f]{64}");
        byte[] signature = line.sign("operator", Statements.signIn(ConsoleLine.LINE, "m-00000000", nonce));
        refused(browser.prove("m-00000000", nonce, signature), 401, "sign-in-failed");
    }

    @Test
    void beginsANewSessionAtEachSignIn() {
        Browser browser = line.signedIn("operator");
        String before = browser.session();
        Browser planted = line.browser();
        browser.signIn("second");
        assertThat(browser.session()).isNotBlank().isNotEqualTo(before);
        assertThat(planted.send(planted.request("/api/me")
                                .header("Cookie", "__Host-sid=" + before)
                                .GET())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void doesNotTakeAPageOfOneMemberForTheOtherWhoSignedInInItsBrowser() {
        Browser browser = line.signedIn("operator");
        browser.signIn("second");
        refused(
                browser.send(browser.request("/api/me")
                        .header("X-Member", line.id("operator"))
                        .GET()),
                401,
                "signed-out");
        HttpResponse<String> own = browser.send(
                browser.request("/api/me").header("X-Member", line.id("second")).GET());
        assertThat(json(own)).containsEntry("member", line.id("second"));
    }

    @Test
    void refusesWritesWithoutTheCsrfHeader() {
        Browser browser = line.signedIn("operator").withoutCsrfHeader();
        refused(browser.post("/api/sign-out", Map.of()), 403, "not-allowed");
        refused(browser.post("/api/cases/K7Q4-MX2P/claim", Map.of()), 403, "not-allowed");
    }

    @Test
    void refusesAnonymousReads() {
        Browser browser = line.browser();
        for (String path : List.of(
                "/api/me",
                "/api/roster",
                "/api/questionnaire?lang=uk",
                "/api/cases?view=waiting",
                "/api/cases/K7Q4-MX2P",
                "/api/cases/K7Q4-MX2P/custody",
                "/api/cases/K7Q4-MX2P/block",
                "/api/entries/00000000000000000000000000/file",
                "/api/events",
                "/api/nothing")) {
            refused(browser.get(path), 401, "signed-out");
        }
    }

    @Test
    void refusesAnonymousWrites() {
        Browser browser = line.browser();
        browser.get("/api/line");
        for (String act : List.of(
                "claim", "renew", "release", "triage", "snooze", "entries", "grants", "thread", "block", "unblock")) {
            refused(browser.post("/api/cases/K7Q4-MX2P/" + act, Map.of()), 401, "signed-out");
        }
    }

    @Test
    void answers403ToWhatARoleMayNotDo() {
        CaseNumber number = line.waiting(3);
        Browser verifier = line.signedIn("verifier");
        refused(verifier.get("/api/cases/" + number), 403, "not-allowed");
        refused(verifier.get("/api/cases?view=waiting"), 403, "not-allowed");
        refused(verifier.post("/api/cases/" + number + "/claim", Map.of()), 403, "not-allowed");
        refused(verifier.get("/api/cases/" + number + "/custody"), 403, "not-allowed");
        assertThat(verifier.get("/api/cases?view=granted").statusCode()).isEqualTo(200);
        Browser auditor = line.signedIn("auditor");
        refused(auditor.get("/api/cases?view=granted"), 403, "not-allowed");
        refused(auditor.get("/api/cases/" + number), 403, "not-allowed");
        assertThat(json(auditor.get("/api/cases/" + number + "/custody"))).containsEntry("unbroken", true);
        refused(line.signedIn("operator").get("/api/cases/" + number), 403, "not-allowed");
    }

    @Test
    void putsARemovedMemberOutAtTheNextRequest() {
        Browser verifier = line.signedIn("verifier");
        Browser operator = line.signedIn("operator");
        line.remove("verifier");
        refused(verifier.get("/api/me"), 401, "signed-out");
        refused(verifier.signIn("verifier"), 401, "sign-in-failed");
        assertThat(operator.get("/api/me").statusCode()).isEqualTo(200);
    }

    @Test
    void endsTheOpenStreamsOfARemovedMemberAndOfASessionThatEndedAndNobodyElses() throws IOException {
        Browser removed = line.signedIn("verifier");
        Browser leaving = line.signedIn("second");
        Browser staying = line.signedIn("operator");
        try (InputStream theirs = removed.stream("/api/events").body();
                InputStream left = leaving.stream("/api/events").body();
                InputStream goesOn = staying.stream("/api/events").body()) {
            assertThat(leaving.post("/api/sign-out", Map.of()).statusCode()).isEqualTo(204);
            assertThat(new String(left.readAllBytes(), UTF_8)).doesNotContain("event:");
            line.remove("verifier");
            line.context().publishEvent(new RosterChanged(2));
            assertThat(new String(theirs.readAllBytes(), UTF_8))
                    .as("the end was reached")
                    .doesNotContain("event:");
            line.waiting(5);
            line.context().publishEvent(new CaseChanged(line.waiting(6)));
            assertThat(new BufferedReader(new InputStreamReader(goesOn, UTF_8))
                            .lines()
                            .anyMatch(said -> said.equals("event:queue")))
                    .isTrue();
        }
        refused(removed.get("/api/events"), 401, "signed-out");
        refused(leaving.get("/api/events"), 401, "signed-out");
    }

    /** The web server waits for what is asked of it, and nobody ever finishes asking for a stream. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void anOpenStreamDoesNotHoldTheLineBackFromStopping(CapturedOutput log) throws IOException {
        try (InputStream stream =
                line.signedIn("operator").stream("/api/events").body()) {
            line.context().close();
            assertThat(new String(stream.readAllBytes(), UTF_8)).doesNotContain("event:");
        }
        assertThat(log.getAll()).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
    }

    @Test
    void showsNothingUnderAForgedRoster() {
        line.waiting(4);
        Browser operator = line.signedIn("operator");
        line.forge();
        refused(operator.get("/api/cases?view=waiting"), 503, "roster-unproven");
        refused(operator.get("/api/roster"), 503, "roster-unproven");
        refused(line.browser().signIn("second"), 503, "roster-unproven");
        assertThat(operator.get("/").body()).as("the page, which says so").doesNotContain("roster-unproven");
        assertThat(operator.get("/api/line").statusCode()).isEqualTo(200);
        assertThat(operator.post("/api/sign-out", Map.of()).statusCode()).isEqualTo(204);
        refused(operator.get("/api/roster"), 401, "signed-out");
    }

    @Test
    void limitsSignIns() {
        Browser browser = line.browser();
        browser.get("/api/line");
        HttpResponse<String> last = browser.get("/api/line");
        for (int i = 0; i < 80 && last.statusCode() == 200; i++) {
            last = browser.post("/api/sign-in/challenge", Map.of("member", line.id("operator")));
        }
        refused(last, 429, "too-many");
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
    }

    @Test
    void refusesHugeAndEndlessBodiesAndNeverEchoesInput() {
        Browser operator = line.signedIn("operator");
        refused(
                operator.post("/api/cases/K7Q4-MX2P/entries", Map.of("sealed", "A".repeat(1_100_000))),
                413,
                "too-large");
        HttpRequest.BodyPublisher endless =
                HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[10]));
        refused(operator.send(operator.request("/api/sign-out").POST(endless)), 411, "length-required");
        for (String path : List.of("/api/cases?view=CANARY-77", "/api/cases/CANARY-77", "/api/CANARY-77")) {
            assertThat(operator.get(path).body()).doesNotContain("CANARY");
        }
        assertThat(operator.post("/api/cases/K7Q4-MX2P/renew", Map.of("fence", "CANARY-77"))
                        .body())
                .isEqualTo("{\"error\":\"malformed\"}");
    }

    @Test
    void endsTheSessionAtSignOutAndLeavesTheBrowsersPinAlone() {
        Browser operator = line.signedIn("operator");
        HttpResponse<String> left = operator.post("/api/sign-out", Map.of());
        assertThat(left.statusCode()).isEqualTo(204);
        assertThat(left.headers().firstValue("Clear-Site-Data"))
                .as("the pinned root stays")
                .hasValue("\"cache\"");
        refused(operator.get("/api/me"), 401, "signed-out");
    }

    @Test
    void wiresNothingThatOpensWhatItSeals() {
        assertThat(line.context().getBeansOfType(HybridIdentity.class)).isEmpty();
        assertThat(line.context().getBeansOfType(org.dodomu.crypto.Identity.class))
                .isEmpty();
    }
}
