package org.dodomu.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dodomu.cases.Generation;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterFounding;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;

/** A lead and sixty-four operators, their roster and the line's master key: what outlives every process. Holds the desk's key, so that a test can open what the line cannot. */
final class FoundedLine {

    static final int OPERATORS = 64;
    static final String LINE = "contract";

    final SecureRandom random = new SecureRandom();
    final Age age = new Age(random);
    private final HybridIdentity epoch = HybridIdentity.generate(random);
    private final SigningKey lead = SigningKey.generate(random);
    private final Map<String, SigningKey> signing = new LinkedHashMap<>();
    private final RosterFounding.Draft draft;
    private final SignedRoster roster;
    private final Path folder;
    private final Map<String, Object> settings;
    private final AtomicInteger processes = new AtomicInteger();

    FoundedLine(Path folder) throws IOException {
        String secret = MasterKey.generate(random);
        Path master = Files.createFile(
                folder.resolve("master.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(master, secret);
        List<RosterFounding.Candidate> candidates = new ArrayList<>(List.of(candidate("lead", Role.LEAD, lead)));
        IntStream.range(0, OPERATORS)
                .forEach(n -> candidates.add(candidate("operator" + n, Role.OPERATOR, SigningKey.generate(random))));
        draft = new RosterFounding(age, LINE)
                .version1(
                        candidates,
                        1,
                        epoch.recipient(),
                        List.of(HybridIdentity.generate(random).recipient()),
                        MasterKey.parse(secret)
                                .signing(Purpose.DEPOSIT_SIGNATURE)
                                .verifyingKey());
        byte[] publicPart = draft.publicPart().bytes();
        byte[] members = draft.memberPart().bytes();
        String root = new SignedRoster(publicPart, members, Map.of()).hash();
        byte[] signature = lead.sign(Statements.roster(LINE, 1, root));
        roster = new SignedRoster(
                publicPart, members, Map.of(candidates.get(0).id().value(), signature));
        this.folder = folder;
        settings = Map.of(
                "dodomu.line.id", LINE,
                "dodomu.keys.master-file", master.toString(),
                "dodomu.roster.root", root);
    }

    private RosterFounding.Candidate candidate(String name, Role role, SigningKey key) {
        signing.put(name, key);
        return new RosterFounding.Candidate(
                MemberId.generate(random),
                List.of(role),
                HybridIdentity.generate(random).recipient(),
                key.verifyingKey(),
                name);
    }

    /** Puts the roster into a database that has none. */
    void found(Rosters rosters) {
        Desk desk = draft.publicPart().desks().get(0);
        rosters.add(1, roster);
        rosters.addEpoch(
                desk,
                new RosterFounding(age, LINE)
                        .epochSeals(desk, epoch, draft.memberPart().members()));
    }

    /** The settings of one more process of this line, which has its own pin file. */
    Map<String, Object> settings() {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(
                "dodomu.roster.pin-file",
                folder.resolve("roster" + processes.incrementAndGet() + ".pin").toString());
        return own;
    }

    Member lead() {
        return draft.memberPart().members().get(0);
    }

    Member operator(int n) {
        return draft.memberPart().members().get(n + 1);
    }

    byte[] sign(String name, byte[] statement) {
        return Objects.requireNonNull(signing.get(name)).sign(statement);
    }

    /** Opens an entry with the case's key, and that with the desk's. */
    byte[] open(Generation generation, byte[] sealed) {
        byte[] key = generation.keys().stream()
                .filter(one -> one.to().startsWith("epoch:"))
                .map(Generation.SealedKey::sealed)
                .findFirst()
                .orElseThrow();
        String secret = String.valueOf(Json.read(age.open(key, epoch)).get("secret"));
        try (HybridIdentity identity = HybridIdentity.parse(secret)) {
            return age.open(sealed, identity);
        }
    }
}
