package org.dodomu.cases;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.config.ConsoleSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.PolicySettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.custody.Custody;
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
import org.dodomu.support.MovableClock;
import org.dodomu.support.TestDatabase;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** A desk with a lead and a deputy lead, two operators and a verifier over a database of its own; holds all their keys, so that a test can open what the server cannot. */
public final class FoundedDesk implements AutoCloseable {

    public static final String LINE = "test";

    private static final String EAST = "east";

    public static final PolicySettings POLICY = new PolicySettings(
            Duration.ofHours(24),
            Duration.ofDays(14),
            Duration.ofMinutes(10),
            Duration.ofDays(7),
            PolicySettings.Abandoned.DEPOSIT,
            Duration.ofDays(365));

    public final SecureRandom random = new SecureRandom();
    public final Age age = new Age(random);
    public final HybridIdentity epoch = HybridIdentity.generate(random);
    final HybridIdentity eastEpoch = HybridIdentity.generate(random);
    final Map<String, HybridIdentity> identities = new LinkedHashMap<>();
    private final SigningKey lead = SigningKey.generate(random);
    final Map<String, Member> members = new LinkedHashMap<>();
    /** Each process reads its own copy: a closed one is wiped. */
    private final String masterText = MasterKey.generate(random);

    public final MasterKey master = MasterKey.parse(masterText);
    public final MovableClock clock = new MovableClock();
    private final TestDatabase own = new TestDatabase();
    public final MongoDatabase database = own.database();
    private final Path pin;
    private final LineSettings line;
    private final String root;
    private final AnnotationConfigApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackageClasses = {Cases.class, Custody.class, Rosters.class})
    static class Parts {}

    public FoundedDesk() throws IOException {
        this(false);
    }

    /** @param two whether there is a second desk, {@code east}, with an operator of this name */
    FoundedDesk(boolean two) throws IOException {
        pin = Files.createTempDirectory("desk").resolve("roster.pin");
        line = new LineSettings(
                LINE,
                LINE,
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("UTC"));
        Store store = new Store(own.application());
        root = found(new Rosters(store, line, new RosterSettings("", pin)), two);
        context = start(own.application());
    }

    /** Another process of the same line, over this way to its database. */
    public AnnotationConfigApplicationContext start(MongoDatabase way, Class<?>... more) {
        AnnotationConfigApplicationContext process = new AnnotationConfigApplicationContext();
        process.registerBean(Store.class, () -> new Store(way));
        process.registerBean(Clock.class, () -> clock);
        process.registerBean(SecureRandom.class, () -> random);
        process.registerBean(MasterKey.class, () -> MasterKey.parse(masterText));
        process.registerBean(Age.class, () -> age);
        process.registerBean(LineSettings.class, () -> line);
        process.registerBean(PolicySettings.class, () -> POLICY);
        process.registerBean(
                ConsoleSettings.class, () -> new ConsoleSettings(Duration.ofMinutes(15), Duration.ofMinutes(15)));
        process.registerBean(RosterSettings.class, () -> new RosterSettings(root, pin));
        process.register(Parts.class);
        if (more.length > 0) {
            process.register(more);
        }
        process.refresh();
        return process;
    }

    private String found(Rosters rosters, boolean two) {
        RosterFounding founding = new RosterFounding(age, LINE);
        SigningKey deputy = SigningKey.generate(random);
        List<RosterFounding.Candidate> candidates = new ArrayList<>(List.of(
                candidate("lead", lead, Role.LEAD),
                candidate("first", SigningKey.generate(random), Role.OPERATOR),
                candidate("second", SigningKey.generate(random), Role.OPERATOR),
                candidate("verifier", SigningKey.generate(random), Role.VERIFIER),
                candidate("deputy", deputy, Role.LEAD)));
        if (two) {
            candidates.add(candidate(EAST, SigningKey.generate(random), Role.OPERATOR));
        }
        RosterFounding.Draft draft = founding.version1(
                candidates,
                1,
                epoch.recipient(),
                List.of(HybridIdentity.generate(random).recipient()),
                master.signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey());
        if (two) {
            draft = withSecondDesk(draft);
        }
        List<String> names = List.copyOf(identities.keySet());
        for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i), draft.memberPart().members().get(i));
        }
        byte[] publicPart = draft.publicPart().bytes();
        byte[] memberPart = draft.memberPart().bytes();
        String root = new SignedRoster(publicPart, memberPart, Map.of()).hash();
        byte[] statement = Statements.roster(LINE, 1, root);
        rosters.add(
                1,
                new SignedRoster(
                        publicPart,
                        memberPart,
                        Map.of(
                                candidates.get(0).id().value(),
                                lead.sign(statement),
                                candidates.get(4).id().value(),
                                deputy.sign(statement))));
        return root;
    }

    private RosterFounding.Draft withSecondDesk(RosterFounding.Draft one) {
        RosterPublic first = one.publicPart();
        List<Member> all = new ArrayList<>(one.memberPart().members());
        Member last = all.remove(all.size() - 1);
        all.add(new Member(last.id(), last.roles(), List.of(EAST), last.recipient(), last.signing(), last.until()));
        RosterMembers memberPart =
                new RosterMembers(LINE, 1, all, one.memberPart().sealedNames());
        Desk east = new Desk(EAST, List.of(), 1, eastEpoch.recipient());
        RosterPublic publicPart = new RosterPublic(
                LINE,
                1,
                "",
                first.k(),
                first.leads(),
                List.of(first.desks().get(0), east),
                first.recovery(),
                first.deposit(),
                Sha256.hex(memberPart.bytes()));
        return new RosterFounding.Draft(publicPart, memberPart);
    }

    /** The next roster: without this member, and with this key for the desk's next epoch. */
    void remove(String name, HybridIdentity next) {
        VerifiedRoster now = part(Rosters.class).current();
        RosterPublic before = now.publicPart();
        int version = before.version() + 1;
        Desk desk = before.desks().get(0);
        List<Member> left = now.members().stream()
                .filter(one -> !one.id().equals(member(name).id()))
                .toList();
        byte[] memberPart = new RosterMembers(LINE, version, left, "").bytes();
        byte[] publicPart = new RosterPublic(
                        LINE,
                        version,
                        now.hash(),
                        1,
                        before.leads(),
                        List.of(new Desk(desk.id(), desk.languages(), desk.epoch() + 1, next.recipient())),
                        before.recovery(),
                        before.deposit(),
                        Sha256.hex(memberPart))
                .bytes();
        byte[] signature = lead.sign(Statements.roster(LINE, version, Sha256.hex(publicPart)));
        part(Rosters.class)
                .add(
                        version,
                        new SignedRoster(
                                publicPart,
                                memberPart,
                                Map.of(member("lead").id().value(), signature)));
    }

    private RosterFounding.Candidate candidate(String name, SigningKey signing, Role role) {
        HybridIdentity identity = HybridIdentity.generate(random);
        identities.put(name, identity);
        return new RosterFounding.Candidate(
                MemberId.generate(random), List.of(role), identity.recipient(), signing.verifyingKey(), name);
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public Member member(String name) {
        return java.util.Objects.requireNonNull(members.get(name));
    }

    HybridIdentity identity(String name) {
        return java.util.Objects.requireNonNull(identities.get(name));
    }

    /** The secret of a case key that was sealed to this identity. */
    HybridIdentity caseKey(Generation.SealedKey key, HybridIdentity opener) {
        return HybridIdentity.parse(
                String.valueOf(Json.read(age.open(key.sealed(), opener)).get("secret")));
    }

    @Override
    public void close() {
        context.close();
        own.close();
    }
}
