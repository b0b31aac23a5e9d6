package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.Invitation;
import org.dodomu.desk.Invitations;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.passkeys.FormerOwners;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.support.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The passkeys of candidates: for whom a link makes them and until when, and when they are dropped. */
class EnrolmentTest {

    private static final String TOKEN = "t".repeat(43);

    private final SecureRandom random = new SecureRandom();
    private final SigningKey key = SigningKey.generate(random);
    private final MemberId own = MemberId.generate(random);
    private final TestAuthenticator device = new TestAuthenticator();
    private ConsoleLine line;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder, "required", StepUpTest.WithClock.class);
        browser = line.browser();
        browser.get("/api/line");
        invite(TOKEN);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private Invitations invitations() {
        return line.context().getBean(Invitations.class);
    }

    private Passkeys passkeys() {
        return line.context().getBean(Passkeys.class);
    }

    private static String hash(String token) {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }

    private void invite(String token) {
        assertThat(invitations()
                        .invite(new MemberId(line.id("lead")), hash(token), List.of(Role.OPERATOR), List.of("main")))
                .isTrue();
    }

    private void answer(String token, MemberId id, SigningKey signing) {
        HttpResponse<String> answered = browser.post(
                "/api/invitations/answer",
                Map.of(
                        "token",
                        token,
                        "member",
                        id.value(),
                        "recipient",
                        HybridIdentity.generate(random).recipient().encoded(),
                        "signing",
                        signing.verifyingKey().encoded(),
                        "sealed",
                        "c2VhbGVk".repeat(20)));
        assertThat(answered.statusCode()).isEqualTo(204);
    }

    private Map<String, Object> options(String token) {
        return json(browser.post("/api/enrolment/options", Map.of("token", token)));
    }

    private static Map<String, Object> signed(String token, MemberId member, SigningKey key, Map<String, Object> made) {
        String text = made.get("clientData") + "." + made.get("attestationObject") + "." + made.get("wrapped");
        byte[] statement = Statements.passkey(
                ConsoleLine.LINE, member.value(), Sha256.hex(text.getBytes(StandardCharsets.US_ASCII)));
        return Map.of("token", token, "passkey", made, "signature", TestAuthenticator.encode(key.sign(statement)));
    }

    private HttpResponse<String> enrol(String token, MemberId member, SigningKey by, TestAuthenticator with) {
        return browser.post("/api/enrolment", signed(token, member, by, with.make(options(token), "")));
    }

    private void refusedEverywhere(String token) {
        Map<String, Object> made = new HashMap<>(device.make(Map.of("handle", "YWFh", "challenge", "AAAA"), ""));
        refused(browser.post("/api/enrolment/look", Map.of("token", token)), 404, "unknown");
        refused(browser.post("/api/enrolment/options", Map.of("token", token)), 404, "unknown");
        refused(browser.post("/api/enrolment", signed(token, own, key, made)), 404, "unknown");
    }

    @Test
    void aCandidateMakesTwoPasskeysForTheirOwnIdAndNobodySeesTheirAnswerBefore() {
        refusedEverywhere(TOKEN);
        answer(TOKEN, own, key);
        Browser lead = lead();
        assertThat(lead.get("/api/invitations").body()).contains("\"candidate\":null");
        assertThat(json(browser.post("/api/enrolment/look", Map.of("token", TOKEN))))
                .containsEntry("member", own.value())
                .containsEntry("required", true)
                .extractingByKey("made")
                .hasToString("0");
        assertThat(enrol(TOKEN, own, key, device).statusCode()).isEqualTo(201);
        assertThat(enrol(TOKEN, own, key, new TestAuthenticator()).statusCode()).isEqualTo(201);
        assertThat(passkeys().of(own)).hasSize(2);
        assertThat(lead.get("/api/invitations").body()).contains(own.value());
        refused(half(device), 401, "sign-in-failed");
    }

    /** The lead signs in with a passkey that was made as vettings did it. */
    private Browser lead() {
        MemberId id = new MemberId(line.id("lead"));
        TestAuthenticator leads = new TestAuthenticator();
        var wanted = passkeys().begin(id, "vetting");
        Map<String, Object> sent = leads.make(Map.of("handle", wanted.handle(), "challenge", wanted.challenge()), "");
        passkeys()
                .register(
                        id,
                        "vetting",
                        new org.dodomu.passkeys.NewPasskey(
                                String.valueOf(sent.get("clientData")),
                                String.valueOf(sent.get("attestationObject")),
                                List.of(),
                                null));
        Browser lead = line.browser();
        lead.get("/api/line");
        Map<String, Object> asked = json(lead.post("/api/sign-in/passkey/options", Map.of()));
        String nonce = String.valueOf(
                json(lead.post("/api/sign-in/passkey", leads.prove(asked))).get("nonce"));
        byte[] signature = line.sign("lead", Statements.signIn(ConsoleLine.LINE, id.value(), nonce));
        assertThat(lead.prove(id.value(), nonce, signature).statusCode()).isEqualTo(204);
        return lead;
    }

    private HttpResponse<String> half(TestAuthenticator with) {
        Map<String, Object> asked = json(browser.post("/api/sign-in/passkey/options", Map.of()));
        return browser.post("/api/sign-in/passkey", with.prove(asked));
    }

    @Test
    void aStolenLinkAloneMakesNoneAndASignatureIsForOnePasskey() {
        answer(TOKEN, own, key);
        refused(enrol(TOKEN, own, SigningKey.generate(random), device), 409, "passkey-refused");
        Map<String, Object> honest = signed(TOKEN, own, key, device.make(options(TOKEN), ""));
        Map<String, Object> swapped = new HashMap<>(honest);
        swapped.put("passkey", new TestAuthenticator().make(options(TOKEN), ""));
        refused(browser.post("/api/enrolment", swapped), 409, "passkey-refused");
        Browser other = line.browser();
        other.get("/api/line");
        refused(other.post("/api/enrolment", honest), 409, "passkey-refused");
        refused(browser.post("/api/enrolment", honest), 409, "passkey-refused");
        assertThat(passkeys().has(own)).isFalse();
    }

    @Test
    void aLinkThatIsForeignOrOverOrWithdrawnMakesNone() {
        answer(TOKEN, own, key);
        refusedEverywhere("x".repeat(43));
        refused(browser.post("/api/enrolment/look", Map.of("token", "x")), 400, "malformed");
        line.context().getBean(MovableClock.class).pass(Duration.ofDays(30).plusSeconds(1));
        refusedEverywhere(TOKEN);
        String second = "s".repeat(43);
        invite(second);
        answer(second, own, key);
        assertThat(enrol(second, own, key, device).statusCode()).isEqualTo(201);
        invitations().withdraw(hash(second));
        refusedEverywhere(second);
    }

    @Test
    void anAnswerThatNamesAMembersOrAFormerMembersOrAnothersIdMakesNone() {
        answer(TOKEN, new MemberId(line.id("operator")), key);
        refusedEverywhere(TOKEN);
        line.remove("operator");
        refusedEverywhere(TOKEN);
        for (String token : List.of("a".repeat(43), "b".repeat(43))) {
            invite(token);
            answer(token, own, key);
        }
        refusedEverywhere("a".repeat(43));
        refusedEverywhere("b".repeat(43));
    }

    @Test
    void passkeysOfWhoLeftOrWasTurnedAwayAreDroppedAndNoOthers() {
        Browser lead = lead();
        answer(TOKEN, own, key);
        assertThat(enrol(TOKEN, own, key, device).statusCode()).isEqualTo(201);
        invite("m".repeat(43));
        answer("m".repeat(43), new MemberId(line.id("lead")), key);
        tend();
        assertThat(passkeys().has(own)).isTrue();
        for (String token : List.of(TOKEN, "m".repeat(43))) {
            assertThat(lead.post("/api/invitations/" + hash(token) + "/withdraw", Map.of())
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(passkeys().has(own)).isFalse();
        assertThat(passkeys().has(new MemberId(line.id("lead")))).isTrue();
        MemberId operator = new MemberId(line.id("operator"));
        var wanted = passkeys().begin(operator, "vetting");
        Map<String, Object> sent = device.make(Map.of("handle", wanted.handle(), "challenge", wanted.challenge()), "");
        passkeys()
                .register(
                        operator,
                        "vetting",
                        new org.dodomu.passkeys.NewPasskey(
                                String.valueOf(sent.get("clientData")),
                                String.valueOf(sent.get("attestationObject")),
                                List.of(),
                                null));
        tend();
        assertThat(passkeys().has(operator)).isTrue();
        line.remove("operator");
        line.context().publishEvent(new org.dodomu.desk.RosterChanged(2));
        assertThat(passkeys().has(operator)).isFalse();
        assertThat(passkeys().has(new MemberId(line.id("lead")))).isTrue();
    }

    @Test
    void aRosterThatIsNotProvenDropsNobody() {
        lead();
        line.forge();
        tend();
        assertThat(passkeys().has(new MemberId(line.id("lead")))).isTrue();
    }

    private void tend() {
        line.context().getBean(FormerOwners.class).tend();
    }

    @Test
    void aCandidateWhoseAnswerRanOutIsForgotten() {
        answer(TOKEN, own, key);
        assertThat(enrol(TOKEN, own, key, device).statusCode()).isEqualTo(201);
        line.context().getBean(MovableClock.class).pass(Duration.ofDays(31));
        tend();
        assertThat(passkeys().has(own)).isFalse();
        assertThat(invitations().open().stream().map(Invitation::candidate)).isEmpty();
    }
}
