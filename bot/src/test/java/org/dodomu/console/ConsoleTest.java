package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.Statements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private Browser signedIn(String name) {
        Browser browser = line.browser();
        assertThat(browser.signIn(name).statusCode()).isEqualTo(204);
        return browser;
    }

    private static Map<String, Object> json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response)).containsEntry("error", error);
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(response.headers().firstValue("Location")).isEmpty();
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
        Browser browser = signedIn("operator");
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
    void refusesWritesWithoutTheCsrfHeader() {
        Browser browser = signedIn("operator").withoutCsrfHeader();
        refused(browser.post("/api/sign-out", Map.of()), 403, "not-allowed");
        refused(browser.post("/api/cases/K7Q4-MX2P/claim", Map.of()), 403, "not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/me",
                "/api/roster",
                "/api/questionnaire?lang=uk",
                "/api/cases?view=waiting",
                "/api/cases/K7Q4-MX2P",
                "/api/cases/K7Q4-MX2P/custody",
                "/api/cases/K7Q4-MX2P/block",
                "/api/entries/00000000000000000000000000/file",
                "/api/events",
                "/api/nothing"
            })
    void refusesAnonymousReads(String path) {
        refused(line.browser().get(path), 401, "signed-out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claim", "renew", "release", "triage", "snooze", "entries", "grants", "thread", "block", "unblock"
            })
    void refusesAnonymousWrites(String act) {
        Browser browser = line.browser();
        browser.get("/api/line");
        refused(browser.post("/api/cases/K7Q4-MX2P/" + act, Map.of()), 401, "signed-out");
    }

    @Test
    void showsTheQueueAndGivesAClaimToOneOnly() {
        CaseNumber number = line.waiting(1);
        Browser operator = signedIn("operator");
        assertThat(operator.get("/api/cases?view=waiting").body()).contains(number.value(), "\"urgency\":\"now\"");
        String claim = "/api/cases/" + number + "/claim";
        HttpResponse<String> claimed = operator.post(claim, Map.of());
        assertThat(claimed.statusCode()).isEqualTo(200);
        HttpResponse<String> second = signedIn("second").post(claim, Map.of());
        refused(second, 409, "claimed");
        assertThat(json(second)).containsEntry("by", line.id("operator"));
        Map<String, Object> opened = json(operator.get("/api/cases/" + number));
        assertThat(opened).containsKeys("row", "fence", "generations", "entries", "thread", "custody");
        assertThat(opened.toString()).contains("epoch:main:1").doesNotContain("to=recovery");
    }

    @Test
    void refusesAStaleFence() {
        CaseNumber number = line.waiting(2);
        Browser operator = signedIn("operator");
        operator.post("/api/cases/" + number + "/claim", Map.of());
        long fence = line.fence(number);
        Map<String, Object> stale = Map.of("fence", fence + 7, "urgency", "soon");
        refused(operator.post("/api/cases/" + number + "/renew", stale), 409, "lease-lost");
        refused(operator.post("/api/cases/" + number + "/release", stale), 409, "lease-lost");
        refused(operator.post("/api/cases/" + number + "/triage", stale), 409, "lease-lost");
        assertThat(operator.post("/api/cases/" + number + "/triage", Map.of("fence", fence, "urgency", "soon"))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void answers403ToWhatARoleMayNotDo() {
        CaseNumber number = line.waiting(3);
        Browser verifier = signedIn("verifier");
        refused(verifier.get("/api/cases/" + number), 403, "not-allowed");
        refused(verifier.get("/api/cases?view=waiting"), 403, "not-allowed");
        refused(verifier.post("/api/cases/" + number + "/claim", Map.of()), 403, "not-allowed");
        refused(verifier.get("/api/cases/" + number + "/custody"), 403, "not-allowed");
        assertThat(verifier.get("/api/cases?view=granted").statusCode()).isEqualTo(200);
        Browser auditor = signedIn("auditor");
        refused(auditor.get("/api/cases?view=granted"), 403, "not-allowed");
        refused(auditor.get("/api/cases/" + number), 403, "not-allowed");
        assertThat(json(auditor.get("/api/cases/" + number + "/custody"))).containsEntry("unbroken", true);
        refused(signedIn("operator").get("/api/cases/" + number), 403, "not-allowed");
    }

    @Test
    void putsARemovedMemberOutAtTheNextRequest() {
        Browser verifier = signedIn("verifier");
        Browser operator = signedIn("operator");
        line.remove("verifier");
        refused(verifier.get("/api/me"), 401, "signed-out");
        refused(verifier.signIn("verifier"), 401, "sign-in-failed");
        assertThat(operator.get("/api/me").statusCode()).isEqualTo(200);
    }

    @Test
    void showsNothingUnderAForgedRoster() {
        line.waiting(4);
        Browser operator = signedIn("operator");
        line.forge();
        refused(operator.get("/api/cases?view=waiting"), 503, "roster-unproven");
        refused(operator.get("/api/roster"), 503, "roster-unproven");
        refused(line.browser().signIn("second"), 503, "roster-unproven");
    }

    @Test
    void limitsSignIns() {
        Browser browser = line.browser();
        browser.get("/api/line");
        HttpResponse<String> last = browser.get("/api/line");
        for (int i = 0; i < 40 && last.statusCode() == 200; i++) {
            last = browser.post("/api/sign-in/challenge", Map.of("member", line.id("operator")));
        }
        refused(last, 429, "too-many");
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/line", "/api/me", "/nothing-here", "/"})
    void sendsEveryHeaderWithEveryKindOfAnswer(String path) {
        var headers = line.browser().get(path).headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "trusted-types 'none'", "frame-ancestors 'none'");
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Embedder-Policy")).hasValue("require-corp");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Permissions-Policy").orElse("")).contains("camera=()");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void framesTheViewerWithoutAnOrigin() {
        var headers = line.browser().get("/viewer/viewer.js").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox allow-scripts; default-src 'none'; script-src http://127.0.0.1:")
                .contains("frame-ancestors 'self'");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
        assertThat(headers.firstValue("X-Frame-Options")).isEmpty();
    }

    @Test
    void refusesHugeAndEndlessBodiesAndNeverEchoesInput() {
        Browser operator = signedIn("operator");
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
    void endsTheSessionAtSignOut() {
        Browser operator = signedIn("operator");
        assertThat(operator.post("/api/sign-out", Map.of()).statusCode()).isEqualTo(204);
        refused(operator.get("/api/me"), 401, "signed-out");
    }

    @Test
    void wiresNothingThatOpensWhatItSeals() {
        assertThat(line.context().getBeansOfType(HybridIdentity.class)).isEmpty();
        assertThat(line.context().getBeansOfType(org.dodomu.crypto.Identity.class))
                .isEmpty();
    }
}
