package org.dodomu.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Identity;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.VerifyingKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens every case of a backup with the recovery papers. Needs no database, no line, no member and no master key. */
@Command(
        name = "recover",
        description = {
            "Opens every case of a backup with all recovery papers, when no member is left who could.",
            "It writes people's words in clear: run it on a computer that is off the network."
        },
        mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {

    @Option(names = "-i", required = true, description = "The key for backups, with which the archives open.")
    private Path identities = Path.of("backup.key");

    @Option(
            names = "--paper",
            required = true,
            description = "A file with what one recovery paper says; once for each paper, in any order.")
    private List<Path> papers = List.of();

    @Option(
            names = "--deposit-key",
            description = "The line's deposit key from its roster, base64url: to see who changed what.")
    private @Nullable String depositKey;

    @Option(names = "-o", required = true, description = "A new folder for what is opened.")
    private Path folder = Path.of("recovered");

    @Parameters(arity = "2..*", description = "The archives, keys and entries.")
    private List<Path> archives = List.of();

    @Override
    public Integer call() throws IOException {
        if (Files.exists(folder)) {
            System.err.println("There is something at that place already: name a new folder. Nothing was written.");
            return 1;
        }
        Age age = new Age(new SecureRandom());
        Identity[] keys = IdentityFile.hybrid(identities);
        RecoveryKeys secrets = new RecoveryKeys(age, papers());
        try {
            for (Path archive : archives) {
                BackupArchive.read(archive, keys, secrets);
            }
        } catch (SealBroken broken) {
            System.err.println(
                    "An archive does not open: the wrong key, or it was changed or cut short. Nothing was written.");
            return 1;
        }
        if (secrets.isEmpty()) {
            System.err.println(
                    "No case opens: these are not all papers of this line, or no archive of keys is among the archives. Nothing was written.");
            return 1;
        }
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Recovery recovery =
                new Recovery(age, secrets, Optional.ofNullable(depositKey).map(VerifyingKey::parse), folder);
        for (Path archive : archives) {
            BackupArchive.read(archive, keys, recovery);
        }
        recovery.finish();
        Stream.concat(secrets.report(), recovery.report()).forEach(System.out::println);
        return secrets.isWhole() && recovery.isWhole() ? 0 : 1;
    }

    private Identity[] papers() throws IOException {
        Identity[] all = new Identity[papers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = IdentityFile.paper(papers.get(i));
        }
        return all;
    }
}
