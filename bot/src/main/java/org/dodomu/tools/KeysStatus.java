package org.dodomu.tools;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.dodomu.crypto.MasterKey;
import org.dodomu.storage.Boxed;
import org.dodomu.storage.KeyCensus;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keys status}: which key is in use, who has which, and how many boxes are under each. Prints key ids only. */
@Command(name = "status", description = "How many boxes are under which key.", mixinStandardHelpOptions = true)
final class KeysStatus implements Callable<Integer> {

    @Option(
            names = "--file",
            required = true,
            defaultValue = "${env:DODOMU_KEYS_MASTERFILE}",
            description = "The master key file.")
    private Path file = Path.of("master.key");

    @Mixin
    private final DatabaseOption database = new DatabaseOption();

    @Override
    public Integer call() throws Exception {
        MasterKey master = MasterKey.parse(new MasterFile(file).text());
        return database.run(opened -> {
            Store store = opened.store();
            KeyRecords records = new KeyRecords(store);
            if (!records.belongs(master)) {
                System.err.println("The master key file is not the one this database was written with.");
                return 1;
            }
            String inUse = records.sealing().orElse("");
            KeyCensus census = new KeyCensus(store, master, new SecureRandom());
            List<KeyCensus.Count> counts =
                    List.of(Boxed.values()).stream().map(census::count).toList();
            master.ids()
                    .forEach(id -> System.out.println(id
                            + (id.equals(master.ids().get(0)) ? "  wanted" : "  behind")
                            + (id.equals(inUse) ? ", in use" : "")
                            + ": "
                            + counts.stream()
                                    .mapToLong(count -> count.under(id))
                                    .sum() + " boxes"));
            System.out.println("nothing here opens "
                    + counts.stream().mapToLong(KeyCensus.Count::broken).sum() + " boxes");
            List<KeyRecords.Instance> instances = records.instances();
            long have = instances.stream()
                    .filter(one -> one.holds().contains(master.ids().get(0)))
                    .count();
            System.out.println(have + " of " + instances.size() + " instances have the wanted key");
            return 0;
        });
    }
}
