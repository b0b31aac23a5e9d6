package org.dodomu.tools;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.dodomu.crypto.Identity;
import org.dodomu.crypto.SealBroken;
import org.dodomu.storage.KeyRecords;
import org.dodomu.storage.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts archives of {@code backup} into an empty database. Each is read to its end before anything is written; one that was cut short by a crash is run again. */
@Command(
        name = "restore",
        description = "Restores archives into an empty database. Stop the line first.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Option(names = "-i", required = true, description = "A file with the AGE-SECRET-KEY-PQ-1... lines that open them.")
    private Path identities = Path.of("key.txt");

    @Mixin
    private final DatabaseOption database = new DatabaseOption();

    @Parameters(arity = "1..*", description = "The archives.")
    private List<Path> archives = List.of();

    @Override
    public Integer call() throws Exception {
        Identity[] keys = IdentityFile.hybrid(identities);
        Set<String> collections = new TreeSet<>();
        try {
            for (Path archive : archives) {
                collections.addAll(BackupArchive.read(archive, keys, (collection, documents) -> {})
                        .keySet());
            }
        } catch (SealBroken broken) {
            System.err.println(
                    "An archive does not open: the wrong key, or it was changed or cut short. Nothing was restored.");
            return 1;
        }
        return database.run(opened -> restore(opened.store(), collections, keys));
    }

    private int restore(Store store, Set<String> collections, Identity[] keys) throws IOException {
        KeyRecords records = new KeyRecords(store);
        boolean occupied = collections.stream()
                .filter(collection -> !BackupPlan.mayBeThere(collection))
                .anyMatch(collection -> store.collection(collection).find().first() != null);
        if (occupied && !records.isRestoring()) {
            System.err.println("The database is not empty. Nothing was restored.");
            return 1;
        }
        records.restoring();
        int all = 0;
        for (Path archive : archives) {
            all +=
                    BackupArchive.read(archive, keys, (collection, documents) -> put(store, collection, documents))
                            .values()
                            .stream()
                            .mapToInt(Integer::intValue)
                            .sum();
        }
        records.restored();
        System.out.println(all + " documents were restored.");
        return 0;
    }

    /** The versions of the collections are those of the archive, whatever a line that was started on the empty database noted: so what is older is migrated. */
    private static void put(Store store, String collection, List<Document> documents) {
        if (collection.equals(BackupPlan.SCHEMA)) {
            documents.forEach(one -> store.collection(collection)
                    .replaceOne(Filters.eq("_id", one.get("_id")), one, new ReplaceOptions().upsert(true)));
        } else {
            store.insertAllOnce(collection, documents);
        }
    }
}
