package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.MemberId;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.storage.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on a sign-in of two halves. */
class PasskeySignInTest {

    private static final String WRAPPED = "d3JhcHBlZC1jb3B5";

    private ConsoleLine line;
    private final TestAuthenticator key = new TestAuthenticator();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
        assertThat(register(line.signedIn("operator"), key).statusCode()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private static HttpResponse<String> register(Browser browser, TestAuthenticator key) {
        Map<String, Object> options = json(browser.post("/api/passkeys/options", Map.of()));
        return browser.post("/api/passkeys", key.make(options, WRAPPED));
    }

    private Browser stranger() {
        Browser browser = line.browser();
        browser.get("/api/line");
        return browser;
    }

    private static Map<String, Object> asked(Browser browser) {
        return json(browser.post("/api/sign-in/passkey/options", Map.of()));
    }

    private static HttpResponse<String> half(Browser browser, TestAuthenticator key) {
        return browser.post("/api/sign-in/passkey", key.prove(asked(browser)));
    }

    private HttpResponse<String> finish(Browser browser, Map<String, Object> half, String signer) {
        String member = String.valueOf(half.get("member"));
        String nonce = String.valueOf(half.get("nonce"));
        return browser.prove(member, nonce, line.sign(signer, Statements.signIn(ConsoleLine.LINE, member, nonce)));
    }

    @Test
    void aPasskeyAndTheMembersKeyTogetherOpenTheConsole() {
        Browser browser = stranger();
        HttpResponse<String> half = half(browser, key);
        assertThat(json(half)).containsEntry("member", line.id("operator")).containsEntry("wrapped", WRAPPED);
        assertThat(finish(browser, json(half), "operator").statusCode()).isEqualTo(204);
        assertThat(json(browser.get("/api/me"))).containsEntry("member", line.id("operator"));
    }

    @Test
    void aPasskeyAloneYieldsNoSession() {
        Browser thief = stranger();
        HttpResponse<String> half = half(thief, key);
        assertThat(half.statusCode()).isEqualTo(200);
        assertThat(thief.session()).isEmpty();
        for (String path : List.of("/api/me", "/api/roster", "/api/cases?view=waiting", "/api/passkeys")) {
            refused(thief.get(path), 401, "signed-out");
        }
        refused(finish(thief, json(half), "second"), 401, "sign-in-failed");
    }

    @Test
    void aStolenKeyFileWithoutThePasskeyStaysOutside() {
        Browser thief = line.browser();
        refused(thief.signIn("operator"), 403, "passkey");
        assertThat(thief.session()).isEmpty();
        refused(thief.get("/api/me"), 401, "signed-out");
    }

    @Test
    void theNonceAfterAPasskeyIsItsMembersOnlyAndOfOneUse() {
        Browser browser = stranger();
        Map<String, Object> half = json(half(browser, key));
        String second = line.id("second");
        String nonce = String.valueOf(half.get("nonce"));
        refused(
                browser.prove(second, nonce, line.sign("second", Statements.signIn(ConsoleLine.LINE, second, nonce))),
                401,
                "sign-in-failed");
        refused(finish(browser, half, "operator"), 401, "sign-in-failed");
    }

    @Test
    void anAssertionIsOfOneUseAndForTheBrowserThatAsked() {
        Browser browser = stranger();
        Map<String, Object> assertion = key.prove(asked(browser));
        Browser thief = stranger();
        refused(thief.post("/api/sign-in/passkey", assertion), 401, "sign-in-failed");
        refused(browser.post("/api/sign-in/passkey", assertion), 401, "sign-in-failed");
        Map<String, Object> own = key.prove(asked(browser));
        assertThat(browser.post("/api/sign-in/passkey", own).statusCode()).isEqualTo(200);
        refused(browser.post("/api/sign-in/passkey", own), 401, "sign-in-failed");
    }

    private record Lie(String name, Consumer<TestAuthenticator> how) {}

    private static final List<Lie> LIES = List.of(
            new Lie("another origin", one -> one.origin = TestAuthenticator.ORIGIN + ".evil.example"),
            new Lie("another port", one -> one.origin = TestAuthenticator.ORIGIN + ":8443"),
            new Lie("without TLS", one -> one.origin = "http://console.example.org"),
            new Lie("another relying party", one -> one.rpId = "example.org"),
            new Lie("the user was not verified", one -> one.verified = false),
            new Lie("in a frame of another origin", one -> one.framed = true),
            new Lie("another act", one -> one.type = "payment.get"),
            new Lie("a counter that stands still", one -> one.count = 1),
            new Lie("a counter that goes back", one -> one.count = 0),
            new Lie("another's ring", one -> one.pretend(new TestAuthenticator())));

    @Test
    void refusesEveryLieAlike() {
        for (Lie lie : LIES) {
            TestAuthenticator liar = new TestAuthenticator();
            register(line.signedIn("second"), liar);
            lie.how().accept(liar);
            Browser browser = stranger();
            assertThat(half(browser, liar)).as(lie.name()).satisfies(answer -> refused(answer, 401, "sign-in-failed"));
            line.context().getBean(Passkeys.class).drop(new MemberId(line.id("second")));
        }
    }

    @Test
    void makesNoPasskeyOfALie() {
        Browser browser = line.signedIn("second");
        for (Lie lie : LIES.subList(0, 7)) {
            TestAuthenticator liar = new TestAuthenticator();
            lie.how().accept(liar);
            assertThat(register(browser, liar))
                    .as(lie.name())
                    .satisfies(answer -> refused(answer, 409, "passkey-refused"));
        }
    }

    @Test
    void anUnknownPasskeyAndAnotherMembersFailAlike() {
        refused(half(stranger(), new Unknown().key), 401, "sign-in-failed");
        TestAuthenticator impostor = new TestAuthenticator();
        register(line.signedIn("second"), impostor);
        impostor.pretend(key);
        refused(half(stranger(), impostor), 401, "sign-in-failed");
    }

    private static final class Unknown {
        final TestAuthenticator key = new TestAuthenticator();

        Unknown() {
            key.make(Map.of("handle", "YWFhYWFhYWE", "challenge", "AAAA"), "");
        }
    }

    @Test
    void asksEveryoneAlikeAndKeepsNoSessionForStrangers() {
        Browser browser = stranger();
        Map<String, Object> first = asked(browser);
        for (int i = 0; i < 20; i++) {
            assertThat(asked(browser)).containsOnlyKeys(first.keySet()).containsEntry("allow", List.of());
        }
        assertThat(browser.session()).isEmpty();
    }

    @Test
    void aRemovedMembersPasskeyOpensNothing() {
        TestAuthenticator verifiers = new TestAuthenticator();
        register(line.signedIn("verifier"), verifiers);
        assertThat(half(stranger(), verifiers).statusCode()).isEqualTo(200);
        line.remove("verifier");
        refused(half(stranger(), verifiers), 401, "sign-in-failed");
        assertThat(half(stranger(), key).statusCode()).isEqualTo(200);
    }

    @Test
    void aPasskeyAddedOrMovedInTheDatabaseIsNone() {
        TestAuthenticator attackers = new TestAuthenticator();
        register(line.signedIn("second"), attackers);
        var stored = line.context().getBean(Store.class).collection("passkeys");
        List<Document> rings = stored.find().into(new ArrayList<>());
        assertThat(rings).hasSize(2).noneMatch(ring -> ring.toJson().contains(line.id("operator")));
        Object one = rings.get(0).get("box");
        Object other = rings.get(1).get("box");
        stored.updateOne(Filters.eq("_id", rings.get(0).getString("_id")), Updates.set("box", other));
        stored.updateOne(Filters.eq("_id", rings.get(1).getString("_id")), Updates.set("box", one));
        for (TestAuthenticator any : List.of(key, attackers)) {
            refused(half(stranger(), any), 401, "sign-in-failed");
            any.pretend(any == key ? attackers : key);
            refused(half(stranger(), any), 401, "sign-in-failed");
        }
        refused(line.browser().signIn("operator"), 403, "passkey");
    }

    @Test
    void beginsANewSessionAndAnotherCsrfTokenAtEachSignIn() {
        Browser browser = stranger();
        Map<String, Object> first = json(half(browser, key));
        finish(browser, first, "operator");
        String before = browser.session();
        HttpResponse<String> again = finish(browser, json(half(browser, key)), "operator");
        assertThat(again.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("XSRF-TOKEN=") && !cookie.startsWith("XSRF-TOKEN=;"));
        assertThat(browser.session()).isNotBlank().isNotEqualTo(before);
        Browser fixed = line.browser();
        assertThat(fixed.send(fixed.request("/api/me")
                                .header("Cookie", "__Host-sid=" + before)
                                .GET())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesEveryProofWithoutTheCsrfHeader() {
        Browser browser = stranger().withoutCsrfHeader();
        for (String path : List.of(
                "/api/sign-in/passkey/options",
                "/api/sign-in/passkey",
                "/api/sign-in",
                "/api/step-up",
                "/api/passkeys")) {
            refused(browser.post(path, Map.of()), 403, "not-allowed");
        }
    }
}
