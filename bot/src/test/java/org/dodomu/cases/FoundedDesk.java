package org.dodomu.cases;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.config.ConsoleSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterFounding;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;
import org.dodomu.storage.Store;
import org.dodomu.support.MovableClock;
import org.dodomu.support.TestDatabase;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** A desk with a lead, two operators and a verifier over a database of its own; holds all their keys, so that a test can open what the server cannot. */
final class FoundedDesk implements AutoCloseable {

    static final String LINE = "test";

    final SecureRandom random = new SecureRandom();
    final Age age = new Age(random);
    final HybridIdentity epoch = HybridIdentity.generate(random);
    final Map<String, HybridIdentity> identities = new LinkedHashMap<>();
    final Map<String, Member> members = new LinkedHashMap<>();
    final MasterKey master = MasterKey.parse(MasterKey.generate(random));
    final MovableClock clock = new MovableClock();
    private final TestDatabase own = new TestDatabase();
    final MongoDatabase database = own.database();
    private final AnnotationConfigApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackageClasses = {Cases.class, Custody.class, Rosters.class})
    static class Parts {}

    FoundedDesk() throws IOException {
        Path pin = Files.createTempDirectory("desk").resolve("roster.pin");
        LineSettings line = new LineSettings(
                LINE,
                LINE,
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("UTC"));
        Store store = new Store(own.application());
        String root = found(new Rosters(store, line, new RosterSettings("", pin)));
        context = new AnnotationConfigApplicationContext();
        context.registerBean(Store.class, () -> store);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(SecureRandom.class, () -> random);
        context.registerBean(MasterKey.class, () -> master);
        context.registerBean(Age.class, () -> age);
        context.registerBean(LineSettings.class, () -> line);
        context.registerBean(
                ConsoleSettings.class, () -> new ConsoleSettings(Duration.ofMinutes(15), Duration.ofMinutes(15)));
        context.registerBean(RosterSettings.class, () -> new RosterSettings(root, pin));
        context.register(Parts.class);
        context.refresh();
    }

    private String found(Rosters rosters) {
        RosterFounding founding = new RosterFounding(age, LINE);
        SigningKey lead = SigningKey.generate(random);
        List<RosterFounding.Candidate> candidates = List.of(
                candidate("lead", lead, Role.LEAD),
                candidate("first", SigningKey.generate(random), Role.OPERATOR),
                candidate("second", SigningKey.generate(random), Role.OPERATOR),
                candidate("verifier", SigningKey.generate(random), Role.VERIFIER));
        RosterFounding.Draft draft = founding.version1(
                candidates,
                1,
                epoch.recipient(),
                List.of(HybridIdentity.generate(random).recipient()),
                master.signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey());
        List<String> names = List.copyOf(identities.keySet());
        for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i), draft.memberPart().members().get(i));
        }
        byte[] publicPart = draft.publicPart().bytes();
        byte[] memberPart = draft.memberPart().bytes();
        String root = new SignedRoster(publicPart, memberPart, Map.of()).hash();
        byte[] signature = lead.sign(Statements.roster(LINE, 1, root));
        rosters.add(
                1,
                new SignedRoster(
                        publicPart, memberPart, Map.of(candidates.get(0).id().value(), signature)));
        return root;
    }

    private RosterFounding.Candidate candidate(String name, SigningKey signing, Role role) {
        HybridIdentity identity = HybridIdentity.generate(random);
        identities.put(name, identity);
        return new RosterFounding.Candidate(
                MemberId.generate(random), List.of(role), identity.recipient(), signing.verifyingKey(), name);
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    Member member(String name) {
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
