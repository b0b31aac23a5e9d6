package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterFounding;
import org.dodomu.desk.RosterMembers;
import org.dodomu.desk.RosterPublic;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;
import org.dodomu.desk.VerifiedRoster;
import org.dodomu.storage.Store;
import org.dodomu.support.TestDatabase;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** The console over a database of its own, on a free port, with a roster of one lead, two operators, a verifier and an auditor. */
public final class ConsoleLine implements AutoCloseable {

    static final String LINE = "test-line";

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan({
        "org.dodomu.config",
        "org.dodomu.storage",
        "org.dodomu.custody",
        "org.dodomu.desk",
        "org.dodomu.passkeys",
        "org.dodomu.cases",
        "org.dodomu.followup",
        "org.dodomu.alerts",
        "org.dodomu.console"
    })
    static class Wiring {}

    private final SecureRandom random = new SecureRandom();
    private final TestDatabase database = new TestDatabase();
    private final Map<String, SigningKey> keys = new HashMap<>();
    private final Map<String, MemberId> ids = new LinkedHashMap<>();
    private final ConfigurableApplicationContext context;
    private final RosterFounding.Draft founded;
    private final String root;

    ConsoleLine(Path folder) throws IOException {
        this(folder, new Class<?>[0]);
    }

    /** The same with more of the application in it. */
    public ConsoleLine(Path folder, Class<?>... more) throws IOException {
        this(folder, "offered", more);
    }

    /** The same with passkeys {@code required} or {@code offered}. */
    ConsoleLine(Path folder, String passkeys, Class<?>... more) throws IOException {
        Path master = folder.resolve("master.key");
        Files.createFile(master, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(master, MasterKey.generate(random));
        try (HybridIdentity epoch = HybridIdentity.generate(random)) {
            RosterFounding founding = new RosterFounding(new Age(random), LINE);
            this.founded = founding.version1(
                    List.of(
                            candidate("lead", Role.LEAD),
                            candidate("operator", Role.OPERATOR),
                            candidate("second", Role.OPERATOR),
                            candidate("verifier", Role.VERIFIER),
                            candidate("auditor", Role.AUDITOR)),
                    1,
                    epoch.recipient(),
                    List.of(HybridIdentity.generate(random).recipient()),
                    MasterKey.parse(Files.readString(master))
                            .signing(Purpose.DEPOSIT_SIGNATURE)
                            .verifyingKey());
            SignedRoster version1 = signed(founded.publicPart(), founded.memberPart());
            this.root = version1.hash();
            this.context = new SpringApplicationBuilder(Wiring.class)
                    .sources(more)
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
                            root,
                            "dodomu.roster.pin-file",
                            folder.resolve("roster.pin").toString(),
                            "dodomu.line.id",
                            LINE,
                            "dodomu.console.passkeys",
                            passkeys,
                            "dodomu.console.origin",
                            TestAuthenticator.ORIGIN))
                    .run();
            Desk desk = founded.publicPart().desks().get(0);
            rosters().add(1, version1);
            rosters()
                    .addEpoch(
                            desk,
                            founding.epochSeals(
                                    desk, epoch, founded.memberPart().members()));
        }
    }

    private RosterFounding.Candidate candidate(String name, Role role) {
        SigningKey signing = SigningKey.generate(random);
        MemberId id = MemberId.generate(random);
        keys.put(name, signing);
        ids.put(name, id);
        return new RosterFounding.Candidate(
                id, List.of(role), HybridIdentity.generate(random).recipient(), signing.verifyingKey(), name);
    }

    private SignedRoster signed(RosterPublic publicPart, RosterMembers members) {
        SignedRoster unsigned = new SignedRoster(publicPart.bytes(), members.bytes(), Map.of());
        byte[] signature = key("lead").sign(Statements.roster(LINE, publicPart.version(), unsigned.hash()));
        return new SignedRoster(publicPart.bytes(), members.bytes(), Map.of(id("lead"), signature));
    }

    /** Adds a version in which this member is no longer named and the desks have new keys. */
    public void remove(String name) {
        add(next(
                members -> members.stream()
                        .filter(member -> !member.id().equals(ids.get(name)))
                        .toList(),
                desk -> new Desk(
                        desk.id(),
                        desk.languages(),
                        desk.epoch() + 1,
                        HybridIdentity.generate(random).recipient())));
    }

    /** Adds a version in which the vetting of these members ends with this day. */
    void vettedUntil(LocalDate last, String... names) {
        List<String> meant = List.of(names).stream().map(this::id).toList();
        add(next(
                members -> members.stream()
                        .map(member -> meant.contains(member.id().value())
                                ? new Member(
                                        member.id(),
                                        member.roles(),
                                        member.desks(),
                                        member.recipient(),
                                        member.signing(),
                                        last)
                                : member)
                        .toList(),
                desk -> desk));
    }

    /** What the lead may propose: one verifier more. */
    SignedRoster withOneMore() {
        RosterFounding.Candidate fresh = candidate("newcomer", Role.VERIFIER);
        return next(
                members -> Stream.concat(
                                members.stream(),
                                Stream.of(new Member(
                                        fresh.id(),
                                        fresh.roles(),
                                        List.of("main"),
                                        fresh.recipient(),
                                        fresh.signing(),
                                        LocalDate.of(2099, 1, 1))))
                        .toList(),
                desk -> desk);
    }

    private void add(SignedRoster next) {
        rosters().add(rosters().current().publicPart().version() + 1, next);
    }

    private SignedRoster next(UnaryOperator<List<Member>> members, UnaryOperator<Desk> desk) {
        VerifiedRoster now = rosters().current();
        RosterPublic before = now.publicPart();
        int version = before.version() + 1;
        RosterMembers part = new RosterMembers(LINE, version, members.apply(now.members()), "");
        RosterPublic open = new RosterPublic(
                LINE,
                version,
                now.hash(),
                1,
                before.leads(),
                before.desks().stream().map(desk).toList(),
                before.recovery(),
                before.deposit(),
                Sha256.hex(part.bytes()));
        return signed(open, part);
    }

    /** Puts a version into the database that nobody signed. */
    void forge() {
        rosters()
                .add(
                        2,
                        new SignedRoster(
                                founded.publicPart().bytes(),
                                founded.memberPart().bytes(),
                                Map.of()));
    }

    /** A report that waits in the queue. */
    public CaseNumber waiting(int mark) {
        Cases cases = context.getBean(Cases.class);
        CaseNumber number = cases.bear(new byte[] {(byte) mark, 7}, Language.UK);
        cases.enqueue(number, ReportType.OTHER, Urgency.NOW, false);
        return number;
    }

    /** The claim's number as the database has it. */
    long fence(CaseNumber number) {
        Document stored = context.getBean(Store.class)
                .collection("cases")
                .find(Filters.eq("_id", number.value()))
                .first();
        return Store.longNumber(Objects.requireNonNull(stored), "fence");
    }

    Rosters rosters() {
        return context.getBean(Rosters.class);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    private SigningKey key(String name) {
        return Objects.requireNonNull(keys.get(name));
    }

    public String id(String name) {
        return Objects.requireNonNull(ids.get(name)).value();
    }

    byte[] sign(String name, byte[] statement) {
        return key(name).sign(statement);
    }

    Browser signedIn(String name) {
        Browser browser = browser();
        assertThat(browser.signIn(name).statusCode()).isEqualTo(204);
        return browser;
    }

    /** Bytes that only this member can open. */
    byte[] sealedTo(String name) {
        HybridRecipient recipient =
                rosters().current().member(id(name)).orElseThrow().recipient();
        return new Age(random).seal(RecipientSet.of(recipient), new byte[32]);
    }

    Browser browser() {
        return new Browser("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"), this);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
