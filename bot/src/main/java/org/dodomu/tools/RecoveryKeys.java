package org.dodomu.tools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.EntryHeader;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Identity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.SealBroken;
import org.dodomu.storage.Store;

/** The keys of a backup's cases, as far as these papers open them. A case whose keys were destroyed has none. */
final class RecoveryKeys implements BackupArchive.Sink {

    private final Age age;
    private final Identity[] papers;
    private final Map<String, Key> keys = new HashMap<>();
    private final List<String> closed = new ArrayList<>();

    RecoveryKeys(Age age, Identity... papers) {
        this.age = age;
        this.papers = papers.clone();
    }

    /** @param line the line's id, as the case's key says it */
    record Key(String line, HybridIdentity identity) {}

    @Override
    public void take(String collection, List<Document> documents) {
        if (!collection.equals("cases")) {
            return;
        }
        for (Document one : documents) {
            String number = one.getString("_id");
            for (Document generation : one.getList("generations", Document.class, List.of())) {
                take(number, generation);
            }
        }
    }

    private void take(String number, Document generation) {
        int n = Store.number(generation, "n");
        try {
            byte[] opened = generation.getList("keys", Document.class).stream()
                    .filter(key -> key.getString("to").equals("recovery"))
                    .map(key -> Store.bytes(key, "sealed"))
                    .findFirst()
                    .orElseThrow();
            for (int holder = 0; holder < papers.length; holder++) {
                opened = age.open(opened, papers);
            }
            EntryHeader header = EntryHeader.parse(opened);
            if (!header.isOf(number, n)) {
                throw new IllegalArgumentException("A key of another case");
            }
            HybridIdentity secret =
                    HybridIdentity.parse(String.valueOf(Json.read(opened).get("secret")));
            keys.put(name(plain(number), n), new Key(header.line(), secret));
        } catch (SealBroken | IllegalArgumentException | NoSuchElementException broken) {
            closed.add(shown(number) + ", key " + n);
        }
    }

    private static String name(String number, int generation) {
        return number + ":" + generation;
    }

    /** A name as the line makes it: whoever writes the database could choose one that leads out of a folder. */
    static String plain(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
            throw new IllegalArgumentException("No name of the line's");
        }
        return name;
    }

    /** The same for a terminal, whatever it is. */
    static String shown(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "?");
    }

    Optional<Key> of(String number, int generation) {
        return Optional.ofNullable(keys.get(name(number, generation)));
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    boolean isWhole() {
        return closed.isEmpty();
    }

    Stream<String> report() {
        return closed.stream().map(one -> "DOES NOT OPEN " + one);
    }
}
