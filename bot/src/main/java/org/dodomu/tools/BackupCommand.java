package org.dodomu.tools;

import com.mongodb.client.MongoDatabase;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SealingOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Takes a backup in two sealed archives: {@code dodomu-keys-<time>.age} and {@code dodomu-entries-<time>.age}. The line may run meanwhile: everything acknowledged before the backup began is
 * in it, and whatever a conversation in it names is in it too.
 */
@Command(
        name = "backup",
        description = "Takes a backup in two sealed archives: keys, to be kept for a short time, and entries.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    private static final int BUFFER = 1 << 16;

    @Option(
            names = "--recipients",
            required = true,
            description = "A file with age1pq1... lines: who can open the archives.")
    private Path recipients = Path.of("recipients.txt");

    @Option(names = "--keys-recipients", description = "Who can open the archive of keys, if others.")
    private @Nullable Path keysRecipients;

    @Mixin
    private final DatabaseOption database = new DatabaseOption();

    @Parameters(description = "The folder for the archives.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws Exception {
        RecipientSet forEntries = read(recipients);
        RecipientSet forKeys = read(Optional.ofNullable(keysRecipients).orElse(recipients));
        String stamp = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return database.run(opened -> take(opened.database(), forKeys, forEntries, stamp));
    }

    /** A roster that came into force between the two archives would name an epoch whose key is in neither. */
    private int take(MongoDatabase mongo, RecipientSet forKeys, RecipientSet forEntries, String stamp)
            throws IOException {
        long before = rosters(mongo);
        Path keys = archive(mongo, BackupPlan.KEYS, forKeys, stamp);
        Path entries = archive(mongo, BackupPlan.ENTRIES, forEntries, stamp);
        if (rosters(mongo) == before) {
            return 0;
        }
        Files.delete(keys);
        Files.delete(entries);
        System.err.println(
                "A new roster came into force meanwhile: both archives were deleted. Take the backup again.");
        return 1;
    }

    private static long rosters(MongoDatabase mongo) {
        return mongo.getCollection(BackupPlan.ROSTERS).countDocuments();
    }

    private static RecipientSet read(Path file) throws IOException {
        return RecipientSet.of(Files.readAllLines(file).stream()
                .map(String::trim)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(HybridRecipient::parse)
                .toList());
    }

    private Path archive(MongoDatabase mongo, String kind, RecipientSet set, String stamp) throws IOException {
        Path target = folder.resolve("dodomu-" + kind + "-" + stamp.replaceAll("[-:]", "") + ".age");
        Path part = folder.resolve(target.getFileName() + ".part");
        List<String> collections = BackupPlan.collections(kind, mongo.listCollectionNames());
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Map<String, Integer> counts;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                SealingOutputStream sealing = new Age(new SecureRandom()).sealing(set, out)) {
            counts = BackupArchive.write(mongo, collections, sealing);
            sealing.finish();
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        System.out.println(target.getFileName() + ": "
                + counts.values().stream().mapToInt(Integer::intValue).sum() + " documents");
        return target;
    }
}
