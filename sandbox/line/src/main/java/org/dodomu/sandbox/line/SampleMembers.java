package org.dodomu.sandbox.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Armor;
import org.dodomu.crypto.Base32;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.ScryptRecipient;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.Desk;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterFounding;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;

/**
 * Visibly sample members, whose keys are made at the first start on this machine: a lead, two operators, a verifier and an auditor. One lead vouches alone, which no real line allows.
 */
final class SampleMembers {

    private static final int WORK_FACTOR = 15;

    private final SecureRandom random = new SecureRandom();
    private final Age age = new Age(random);
    private final String line;
    private final Path folder;

    SampleMembers(String line, Path folder) {
        this.line = line;
        this.folder = folder;
    }

    /** One sample person with all their keys. */
    private record Sample(
            String file, RosterFounding.Candidate candidate, HybridIdentity identity, SigningKey signing) {
        @Override
        public String toString() {
            return "Sample[" + file + "]";
        }
    }

    /** How to sign in: the file's path and the passphrase that opens all sample files. */
    record Access(List<Path> files, String passphrase) {}

    Access access() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("lead", "operator-1", "operator-2", "verifier", "auditor")) {
            files.add(folder.resolve(name + ".age"));
        }
        return new Access(
                files, Files.readString(folder.resolve("passphrase.txt")).trim());
    }

    /** Founds the sample desk and returns the root of its roster. */
    String found(Rosters rosters, VerifyingKey deposit) throws IOException {
        Files.createDirectories(folder);
        String passphrase = passphrase();
        List<Sample> samples = List.of(
                sample("lead", "Зразок: керівниця", Role.LEAD, Role.OPERATOR),
                sample("operator-1", "Зразок: операторка 1", Role.OPERATOR),
                sample("operator-2", "Зразок: операторка 2", Role.OPERATOR),
                sample("verifier", "Зразок: перевіряльниця", Role.VERIFIER),
                sample("auditor", "Зразок: аудиторка", Role.AUDITOR));
        for (Sample one : samples) {
            write(one, passphrase);
        }
        try (HybridIdentity epoch = HybridIdentity.generate(random);
                HybridIdentity first = HybridIdentity.generate(random);
                HybridIdentity second = HybridIdentity.generate(random)) {
            RosterFounding founding = new RosterFounding(age, line);
            RosterFounding.Draft draft = founding.version1(
                    samples.stream().map(Sample::candidate).toList(),
                    1,
                    epoch.recipient(),
                    List.of(first.recipient(), second.recipient()),
                    deposit);
            secretFile("recovery-1.txt", first.encoded(SecretAccess.granted()));
            secretFile("recovery-2.txt", second.encoded(SecretAccess.granted()));
            Desk desk = draft.publicPart().desks().get(0);
            rosters.addEpoch(
                    desk, founding.epochSeals(desk, epoch, draft.memberPart().members()));
            return sign(rosters, draft, samples.get(0));
        }
    }

    private String sign(Rosters rosters, RosterFounding.Draft draft, Sample lead) {
        byte[] publicPart = draft.publicPart().bytes();
        Map<String, byte[]> none = Map.of();
        String hash = new SignedRoster(publicPart, draft.memberPart().bytes(), none).hash();
        Map<String, byte[]> signatures = new HashMap<>();
        signatures.put(lead.candidate().id().value(), lead.signing().sign(Statements.roster(line, 1, hash)));
        rosters.add(1, new SignedRoster(publicPart, draft.memberPart().bytes(), signatures));
        return hash;
    }

    private Sample sample(String file, String name, Role... roles) {
        HybridIdentity identity = HybridIdentity.generate(random);
        SigningKey signing = SigningKey.generate(random);
        RosterFounding.Candidate candidate = new RosterFounding.Candidate(
                MemberId.generate(random), List.of(roles), identity.recipient(), signing.verifyingKey(), name);
        return new Sample(file, candidate, identity, signing);
    }

    private String passphrase() throws IOException {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        String symbols = Base32.encode(bytes);
        String passphrase = String.join(
                "-", symbols.substring(0, 4), symbols.substring(4, 8), symbols.substring(8, 12), symbols.substring(12));
        secretFile("passphrase.txt", passphrase);
        return passphrase;
    }

    private void write(Sample one, String passphrase) throws IOException {
        String text = "# dodomu member key\n# line: " + line
                + "\n# member: " + one.candidate().id().value()
                + "\n# signing: "
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(one.signing().seed(SecretAccess.granted()))
                + "\n"
                + one.identity().encoded(SecretAccess.granted())
                + "\n";
        byte[] sealed = age.seal(
                RecipientSet.passphrase(new ScryptRecipient(passphrase, WORK_FACTOR)),
                text.getBytes(StandardCharsets.UTF_8));
        secretFile(one.file() + ".age", Armor.encode(sealed));
    }

    private void secretFile(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text + "\n");
    }
}
