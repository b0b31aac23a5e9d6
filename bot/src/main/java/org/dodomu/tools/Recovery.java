package org.dodomu.tools;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.EntryHeader;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MagicType;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.SealedTar;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.storage.Store;

/**
 * Writes a backup's cases in clear, a folder for each: {@code <time>-<number>-<author>-<entry>.json} for what was said, the same name with the ending of its first bytes for a file, and
 * {@code case.txt} with all words in order. In constant memory but for the names of the files.
 */
final class Recovery implements BackupArchive.Sink {

    private static final Set<String> HEADER = Set.of("v", "line", "case", "generation", "seq", "kind", "at", "by");
    private static final String WORDS = "case.txt";

    private final Age age;
    private final RecoveryKeys keys;
    private final Optional<VerifyingKey> deposits;
    private final Path folder;
    private final Path chunks;
    private final List<Document> files = new ArrayList<>();
    private final Set<String> cases = new TreeSet<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> unsigned = new ArrayList<>();
    private int opened;

    /** @param folder an empty folder for its owner only */
    Recovery(Age age, RecoveryKeys keys, Optional<VerifyingKey> deposits, Path folder) throws IOException {
        this.age = age;
        this.keys = keys;
        this.deposits = deposits;
        this.folder = folder;
        this.chunks = Files.createDirectory(folder.resolve("sealed-files"));
    }

    @Override
    public void take(String collection, List<Document> documents) {
        try {
            for (Document one : documents) {
                if (collection.equals("entries") && one.getBoolean("counted", false)) {
                    entry(one);
                } else if (collection.equals("chunks")) {
                    Files.write(chunk(one.getString("attempt"), Store.number(one, "n")), Store.bytes(one, "data"));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path chunk(String attempt, int n) {
        return chunks.resolve(HexFormat.of().formatHex(attempt.getBytes(StandardCharsets.UTF_8)) + "-" + n);
    }

    private void entry(Document entry) throws IOException {
        if (entry.containsKey("file")) {
            files.add(entry);
            return;
        }
        byte[] sealed = Store.bytes(entry, "sealed");
        open(entry, key -> new Clear(age.open(sealed, key.identity()), Sha256.hex(sealed), Optional.empty()));
    }

    /** What an entry holds, and the hash over what was sealed. */
    private record Clear(byte[] json, String sum, Optional<Path> original) {}

    private interface Opening {
        Clear with(RecoveryKeys.Key key) throws IOException;
    }

    private void open(Document entry, Opening opening) throws IOException {
        String number = entry.getString("case");
        int generation = Store.number(entry, "gen");
        Optional<RecoveryKeys.Key> key = keys.of(number, generation);
        try {
            Clear clear = opening.with(key.orElseThrow());
            EntryHeader header = EntryHeader.parse(clear.json());
            if (!header.isOf(number, generation)) {
                throw new IllegalArgumentException("An entry of another case");
            }
            keep(entry, header, clear);
            check(entry, key.orElseThrow().line(), clear.sum());
            opened++;
        } catch (SealBroken | IllegalArgumentException | NoSuchElementException broken) {
            closed.add(shown(entry));
        }
    }

    private static String shown(Document entry) {
        return RecoveryKeys.shown(entry.getString("case")) + ", entry " + RecoveryKeys.shown(entry.getString("_id"));
    }

    private void keep(Document entry, EntryHeader header, Clear clear) throws IOException {
        String name = "%s-%04d-%s-%s"
                .formatted(
                        header.at().toString().replace(":", ""),
                        header.seq(),
                        RecoveryKeys.plain(entry.getString("by")),
                        RecoveryKeys.plain(entry.getString("_id")));
        cases.add(header.caseNumber());
        Path own = Files.createDirectories(folder.resolve(header.caseNumber()));
        Map<String, Object> said = new LinkedHashMap<>(Json.read(clear.json()));
        said.put("by", entry.getString("by"));
        Files.write(own.resolve(name + ".json"), Json.write(said));
        if (clear.original().isPresent()) {
            Path original = clear.original().get();
            Files.move(original, own.resolve(name + "." + ending(original)));
        }
    }

    private static String ending(Path original) throws IOException {
        try (InputStream in = Files.newInputStream(original)) {
            return MagicType.of(in.readNBytes(MagicType.LOOKS_AT)).name().toLowerCase(Locale.ROOT);
        }
    }

    private void check(Document entry, String line, String sum) {
        byte[] statement = Statements.deposit(line, entry.getString("case"), entry.getString("_id"), sum);
        if (deposits.isPresent() && !deposits.get().verifies(statement, Store.bytes(entry, "sig"))) {
            unsigned.add(shown(entry));
        }
    }

    /** Opens the files, whose parts are all there by now, and writes what was said in each case. */
    void finish() throws IOException {
        for (Document entry : files) {
            Path original = chunks.resolve("original");
            open(entry, key -> file(entry.get("file", Document.class), key, original));
            Files.deleteIfExists(original);
        }
        try (Stream<Path> all = Files.list(chunks)) {
            for (Path one : all.toList()) {
                Files.delete(one);
            }
        }
        Files.delete(chunks);
        for (String number : cases) {
            words(folder.resolve(number));
        }
    }

    private Clear file(Document file, RecoveryKeys.Key key, Path original) {
        MessageDigest sum = Sha256.digest();
        try (InputStream sealed = new DigestInputStream(new SequenceInputStream(parts(file)), sum);
                InputStream tar = age.opening(sealed, key.identity());
                OutputStream out = Files.newOutputStream(original, StandardOpenOption.CREATE_NEW)) {
            byte[] meta = SealedTar.extract(tar, out);
            return new Clear(meta, HexFormat.of().formatHex(sum.digest()), Optional.of(original));
        } catch (IOException | UncheckedIOException missing) {
            throw new IllegalArgumentException("A part is missing", missing);
        }
    }

    /** Opens each part when the one before it ends. */
    private Enumeration<InputStream> parts(Document file) {
        Iterator<InputStream> all = IntStream.range(0, Store.number(file, "chunks"))
                .mapToObj(n -> chunk(file.getString("attempt"), n))
                .map(Recovery::read)
                .iterator();
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return all.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return all.next();
            }
        };
    }

    private static InputStream read(Path part) {
        try {
            return Files.newInputStream(part);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static void words(Path own) throws IOException {
        try (Stream<Path> all = Files.list(own);
                BufferedOutputStream out = new BufferedOutputStream(Files.newOutputStream(own.resolve(WORDS)))) {
            for (Path one : all.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                Map<String, Object> said = Json.read(Files.readAllBytes(one));
                StringBuilder text =
                        new StringBuilder("%s  %s  %s%n".formatted(said.get("at"), said.get("by"), said.get("kind")));
                said.forEach((name, value) -> {
                    if (!HEADER.contains(name)) {
                        text.append("    ")
                                .append(name)
                                .append(": ")
                                .append(shown(value))
                                .append('\n');
                    }
                });
                out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Nothing that a terminal would obey, and no line that looks like one of ours. */
    private static String shown(Object value) {
        return String.valueOf(value).replaceAll("[\\p{Cc}&&[^\\n]]", "?").replace("\n", "\n        ");
    }

    boolean isWhole() {
        return closed.isEmpty() && unsigned.isEmpty();
    }

    /** Sentences for whoever recovers. */
    Stream<String> report() {
        String signatures = deposits.isPresent() ? "" : " Signatures were not checked: no --deposit-key was given.";
        return Stream.of(
                        closed.stream().map(one -> "DOES NOT OPEN " + one),
                        unsigned.stream().map(one -> "NOT SIGNED BY THE LINE " + one),
                        Stream.of(opened + " entries of " + cases.size() + " cases were opened." + signatures))
                .flatMap(lines -> lines);
    }
}
