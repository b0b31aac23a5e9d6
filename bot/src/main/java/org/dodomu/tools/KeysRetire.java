package org.dodomu.tools;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.MasterKeyFile;
import org.dodomu.storage.KeyCensus;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys retire}: takes an old key out of the file when nothing needs it any more. */
@Command(
        name = "retire",
        description = "Takes an old key out of the file, only when nothing needs it.",
        mixinStandardHelpOptions = true)
final class KeysRetire implements Callable<Integer> {

    private static final Duration WATCHED = KeyRecords.CERTAIN.plus(KeyRecords.LOOK.multipliedBy(2));

    @Option(
            names = "--file",
            required = true,
            defaultValue = "${env:DODOMU_KEYS_MASTERFILE}",
            description = "The master key file.")
    private Path file = Path.of("master.key");

    @Mixin
    private final DatabaseOption database = new DatabaseOption();

    @Option(names = "--watch-seconds", hidden = true)
    private long watchSeconds = WATCHED.toSeconds();

    @Parameters(description = "The key's id.")
    private String key = "";

    @Override
    public Integer call() throws Exception {
        MasterFile master = new MasterFile(file);
        MasterKeyFile before = master.read();
        return database.run(opened -> {
            Store store = opened.store();
            KeyRecords records = new KeyRecords(store);
            MasterKey keys = MasterKey.parse(master.text());
            if (!records.belongs(keys)) {
                System.err.println("The master key file is not the one this database was written with.");
                return 1;
            }
            System.out.println("Watching the instances for " + watchSeconds + " seconds.");
            Retirement retirement = new Retirement(
                    records, new KeyCensus(store, keys, new SecureRandom()), Duration.ofSeconds(watchSeconds));
            Optional<String> refusal = retirement.refusal(before, key);
            if (refusal.isPresent()) {
                System.err.println(refusal.get());
                return 1;
            }
            master.replace(before.without(key));
            records.retired(key);
            System.out.println("The key " + key
                    + " is out of the file. Copy the file to every other instance, then destroy older copies of it.");
            return 0;
        });
    }
}
