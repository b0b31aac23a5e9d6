package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.EpochSeals;
import org.dodomu.desk.Founding;
import org.dodomu.desk.FoundingState.Founder;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterFounding;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SetupToken;
import org.dodomu.passkeys.FormerOwners;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A line that requires passkeys is founded: its founders make theirs by their links, and sign in with them. */
class FoundersPasskeyTest {

    private static final String LINE = "new-line";
    private static final List<String> TOKENS = List.of("a".repeat(43), "b".repeat(43), "c".repeat(43));

    private final SecureRandom random = new SecureRandom();
    private final TestDatabase database = new TestDatabase();
    private final List<SigningKey> keys = new ArrayList<>();
    private final List<Founder> founders = new ArrayList<>();
    private final List<TestAuthenticator> devices = new ArrayList<>();
    private ConfigurableApplicationContext context;
    private Path pin;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Path master = folder.resolve("master.key");
        Files.createFile(master, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(master, MasterKey.generate(random));
        pin = folder.resolve("roster.pin");
        context = new SpringApplicationBuilder(ConsoleLine.Wiring.class)
                .properties(Map.of(
                        "spring.mongodb.uri",
                        database.uri(),
                        "server.port",
                        "0",
                        "server.address",
                        "127.0.0.1",
                        "dodomu.keys.master-file",
                        master.toString(),
                        "dodomu.roster.root",
                        "",
                        "dodomu.roster.pin-file",
                        pin.toString(),
                        "dodomu.line.id",
                        LINE,
                        "dodomu.console.origin",
                        TestAuthenticator.ORIGIN))
                .run();
        for (int i = 0; i < 3; i++) {
            keys.add(SigningKey.generate(random));
            devices.add(new TestAuthenticator());
            Optional<HybridRecipient> recovery =
                    i < 2 ? Optional.of(HybridIdentity.generate(random).recipient()) : Optional.empty();
            founders.add(new Founder(
                    MemberId.generate(random),
                    HybridIdentity.generate(random).recipient(),
                    keys.get(i).verifyingKey(),
                    recovery));
        }
        begin();
    }

    @AfterEach
    void stop() {
        context.close();
        database.close();
    }

    private Founding founding() {
        return context.getBean(Founding.class);
    }

    private Passkeys passkeys() {
        return context.getBean(Passkeys.class);
    }

    private void begin() throws Exception {
        founding()
                .begin(
                        new SetupToken(pin).reveal(),
                        TOKENS.stream()
                                .map(token -> Sha256.hex(token.getBytes(StandardCharsets.UTF_8)))
                                .toList());
    }

    private Browser browser() {
        Browser browser =
                new Browser("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
        browser.get("/api/line");
        return browser;
    }

    private int enrol(Browser browser, int link, int founder) {
        Map<String, Object> options = json(browser.post("/api/enrolment/options", Map.of("token", TOKENS.get(link))));
        Map<String, Object> made = devices.get(founder).make(options, "");
        String text = made.get("clientData") + "." + made.get("attestationObject") + ".";
        byte[] statement = Statements.passkey(
                LINE, founders.get(founder).id().value(), Sha256.hex(text.getBytes(StandardCharsets.US_ASCII)));
        String signature = TestAuthenticator.encode(keys.get(founder).sign(statement));
        return browser.post(
                        "/api/enrolment", Map.of("token", TOKENS.get(link), "passkey", made, "signature", signature))
                .statusCode();
    }

    private String drafted() {
        RosterFounding.Draft draft = new RosterFounding(new Age(random), LINE)
                .version1(
                        founders.stream()
                                .map(one -> new RosterFounding.Candidate(
                                        one.id(), List.of(Role.LEAD), one.recipient(), one.signing(), "A"))
                                .toList(),
                        2,
                        HybridIdentity.generate(random).recipient(),
                        founders.stream()
                                .flatMap(one -> one.recovery().stream())
                                .toList(),
                        founding().deposit());
        Map<MemberId, byte[]> seals = new LinkedHashMap<>();
        founders.forEach(one -> seals.put(one.id(), new byte[] {7}));
        byte[] open = draft.publicPart().bytes();
        String hash = Sha256.hex(open);
        founding()
                .draft(
                        TOKENS.get(0),
                        open,
                        draft.memberPart().bytes(),
                        List.of(new EpochSeals("main", 1, seals)),
                        signature(0, hash));
        return hash;
    }

    private byte[] signature(int founder, String hash) {
        return keys.get(founder).sign(Statements.roster(LINE, 1, hash));
    }

    private Map<String, String> signed(int founder, String hash) {
        return Map.of(
                "token",
                TOKENS.get(founder),
                "hash",
                hash,
                "signature",
                Base64.getEncoder().encodeToString(signature(founder, hash)));
    }

    @Test
    void foundersWithPasskeysSignAndThenSignInAndTheirLinksMakeNoMore() {
        Browser browser = browser();
        refused(browser.post("/api/enrolment/look", Map.of("token", TOKENS.get(0))), 404, "unknown");
        for (int i = 0; i < 3; i++) {
            founding().join(TOKENS.get(i), founders.get(i));
        }
        refused(browser.post("/api/founding/draft", Map.of("token", TOKENS.get(0))), 403, "passkey-missing");
        assertThat(enrol(browser, 0, 0)).isEqualTo(201);
        assertThat(enrol(browser, 1, 1)).isEqualTo(201);
        assertThat(enrol(browser, 1, 2)).as("by another's link").isEqualTo(409);
        String hash = drafted();
        assertThat(browser.post("/api/founding/sign", signed(1, hash)).statusCode())
                .isEqualTo(204);
        refused(browser.post("/api/founding/sign", signed(2, hash)), 403, "passkey-missing");
        assertThat(context.getBean(Rosters.class).root()).isEmpty();
        assertThat(enrol(browser, 2, 2)).isEqualTo(201);
        assertThat(browser.post("/api/founding/sign", signed(2, hash)).statusCode())
                .isEqualTo(204);
        assertThat(context.getBean(Rosters.class).root()).isEqualTo(hash);
        for (int i = 0; i < 3; i++) {
            refused(browser.post("/api/enrolment/options", Map.of("token", TOKENS.get(i))), 404, "unknown");
            signsIn(i);
        }
    }

    private void signsIn(int founder) {
        Browser browser = browser();
        Map<String, Object> asked = json(browser.post("/api/sign-in/passkey/options", Map.of()));
        Map<String, Object> half =
                json(browser.post("/api/sign-in/passkey", devices.get(founder).prove(asked)));
        String member = founders.get(founder).id().value();
        assertThat(half).containsEntry("member", member);
        String nonce = String.valueOf(half.get("nonce"));
        byte[] signature = keys.get(founder).sign(Statements.signIn(LINE, member, nonce));
        assertThat(browser.prove(member, nonce, signature).statusCode()).isEqualTo(204);
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aPlaceTakenWithAnothersIdMakesNoneAndAFoundingBegunAnewForgetsTheOld() throws Exception {
        Browser browser = browser();
        founding().join(TOKENS.get(0), founders.get(0));
        assertThat(enrol(browser, 0, 0)).isEqualTo(201);
        Founder thief = new Founder(
                founders.get(0).id(),
                founders.get(2).recipient(),
                founders.get(2).signing(),
                Optional.empty());
        founding().join(TOKENS.get(2), thief);
        refused(browser.post("/api/enrolment/options", Map.of("token", TOKENS.get(2))), 404, "unknown");
        context.getBean(FormerOwners.class).tend();
        assertThat(passkeys().has(founders.get(0).id())).isTrue();
        begin();
        context.getBean(FormerOwners.class).tend();
        assertThat(passkeys().has(founders.get(0).id())).isFalse();
    }
}
