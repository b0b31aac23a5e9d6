package org.dodomu.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.EntryHeader;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.SealedTar;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.dodomu.crypto.VerifyingKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Verifies exported entries: for each {@code <id>.age} a file {@code <id>.json} with {@code {"line","case","entry","generation","file","sig"}}. Checks the deposit signature, and with an
 * identity also the header inside. Where a {@code custody.json} lies beside them, also that its records are one unbroken chain of the same case; whoever holds the master key can write another.
 * Without the deposit key it checks a {@code custody.json} that lies alone, as an auditor saved it, and refuses entries.
 */
@Command(
        name = "verify",
        description = "Verifies signatures and inner headers of exported entries.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Option(
            names = "--deposit-key",
            description = "The line's deposit key from its roster, base64url; not needed for a custody.json alone.")
    private @Nullable String depositKey;

    @Option(names = "-i", description = "A file with the case's identity, to check what is inside too.")
    private @Nullable Path identity;

    @Parameters(description = "The folder of the export.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws IOException {
        List<Path> entries;
        try (Stream<Path> files = Files.list(folder)) {
            entries = files.filter(file -> file.toString().endsWith(".age"))
                    .sorted()
                    .toList();
        }
        if (depositKey == null) {
            return alone(entries);
        }
        VerifyingKey key = VerifyingKey.parse(depositKey);
        int broken = 0;
        for (Path entry : entries) {
            if (!verifies(entry, key)) {
                System.out.println("BROKEN " + entry.getFileName());
                broken++;
            }
        }
        System.out.println(
                entries.size() - broken + " of " + entries.size() + " entries are whole and in their place.");
        broken += custodyIsThere() && !custodyIsWhole(cases(entries)) ? 1 : 0;
        return broken == 0 && !entries.isEmpty() ? 0 : 1;
    }

    private int alone(List<Path> entries) throws IOException {
        if (!entries.isEmpty() || !custodyIsThere()) {
            System.err.println("Name the line's --deposit-key; only a custody.json alone is checked without it.");
            return 2;
        }
        return custodyIsWhole(Set.of()) ? 0 : 1;
    }

    private boolean custodyIsThere() {
        return Files.exists(folder.resolve("custody.json"));
    }

    /** @param cases those that it may be of; none when there is nothing beside it */
    private boolean custodyIsWhole(Set<String> cases) throws IOException {
        Optional<String> chain = CustodyChain.unbroken(Files.readAllBytes(folder.resolve("custody.json")))
                .filter(one -> cases.isEmpty() || cases.equals(Set.of(one)));
        System.out.println(chain.map(name -> "The custody log of " + name + " is one unbroken chain.")
                .orElse("BROKEN custody.json"));
        return chain.isPresent();
    }

    private boolean verifies(Path entry, VerifyingKey key) throws IOException {
        try {
            String name = entry.getFileName().toString();
            String id = name.substring(0, name.length() - ".age".length());
            Map<String, Object> said = Json.read(Files.readAllBytes(entry.resolveSibling(id + ".json")));
            byte[] sealed = Files.readAllBytes(entry);
            byte[] statement = Statements.deposit(text(said, "line"), text(said, "case"), id, Sha256.hex(sealed));
            boolean signed = id.equals(text(said, "entry"))
                    && key.verifies(statement, Base64.getDecoder().decode(text(said, "sig")));
            return signed && (identity == null || inside(sealed, said, identity));
        } catch (SealBroken | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Set<String> cases(List<Path> entries) throws IOException {
        Set<String> named = new HashSet<>();
        for (Path entry : entries) {
            String said = entry.toString().replaceFirst("\\.age$", ".json");
            try {
                named.add(text(Json.read(Files.readAllBytes(Path.of(said))), "case"));
            } catch (SealBroken | IllegalArgumentException malformed) {
                named.add("");
            }
        }
        return named;
    }

    private static boolean inside(byte[] sealed, Map<String, Object> said, Path identity) throws IOException {
        byte[] plaintext = new Age(new SecureRandom()).open(sealed, IdentityFile.hybrid(identity));
        boolean file = Boolean.TRUE.equals(said.get("file"));
        EntryHeader header = EntryHeader.parse(file ? SealedTar.read(plaintext).metaJson() : plaintext);
        return header.line().equals(text(said, "line"))
                && said.get("generation") instanceof Integer generation
                && header.isOf(text(said, "case"), generation);
    }

    private static String text(Map<String, Object> said, String name) {
        if (said.get(name) instanceof String value) {
            return value;
        }
        throw new IllegalArgumentException("A member is missing");
    }
}
