package org.dodomu.sandbox.line.faults;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.SealedTar;
import org.dodomu.crypto.Sha256;
import org.dodomu.sandbox.line.FoundedLine;
import org.dodomu.storage.Store;

/** Everything that counts in the database, opened with an operator's key, by case and in the reporter's order. */
final class OpenedCases {

    private final Age age = new Age(new SecureRandom());
    private final MongoDatabase database;
    private final Map<String, List<Kept>> cases = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Map<String, List<String>> replies = new HashMap<>();
    private int uncounted;

    private OpenedCases(MongoDatabase database) {
        this.database = database;
    }

    static OpenedCases open(FoundedLine line, MongoDatabase database) throws IOException {
        OpenedCases opened = new OpenedCases(database);
        try (HybridIdentity desk = line.deskKey(database)) {
            for (Document one : database.getCollection("cases").find()) {
                opened.openCase(one, desk);
            }
        }
        return opened;
    }

    private void openCase(Document document, HybridIdentity desk) {
        Document key = document.getList("generations", Document.class).get(0).getList("keys", Document.class).stream()
                .filter(one -> one.getString("to").startsWith("epoch:"))
                .findFirst()
                .orElseThrow();
        String number = document.getString("_id");
        Map<Integer, Map<String, Object>> read = new HashMap<>();
        List<Map<String, Object>> all = new ArrayList<>();
        String secret = String.valueOf(
                Json.read(age.open(Store.bytes(key, "sealed"), desk)).get("secret"));
        try (HybridIdentity identity = HybridIdentity.parse(secret)) {
            for (Document entry : database.getCollection("entries").find(Filters.eq("case", number))) {
                if (entry.getString("kind").equals("thread")) {
                    List<Map<String, Object>> thread = new ArrayList<>();
                    open(entry, identity, thread);
                    thread.forEach(one -> replies.computeIfAbsent(number, any -> new ArrayList<>())
                            .add(String.valueOf(one.get("text"))));
                } else if (entry.getBoolean("counted", false)) {
                    open(entry, identity, all);
                } else {
                    uncounted++;
                }
            }
        }
        all.forEach(one -> read.put(seq(one), one));
        cases.put(
                number,
                all.stream()
                        .map(one -> kept(number, one, read))
                        .sorted(Comparator.comparingInt(Kept::seq))
                        .toList());
    }

    private void open(Document entry, HybridIdentity identity, List<Map<String, Object>> all) {
        try {
            Document file = entry.get("file", Document.class);
            all.add(
                    file == null
                            ? Json.read(age.open(Store.bytes(entry, "sealed"), identity))
                            : file(age.open(chunks(file), identity)));
        } catch (SealBroken | IllegalStateException closed) {
            broken.add(entry.getString("case") + " " + entry.getString("kind") + ": " + closed.getMessage());
        }
    }

    private byte[] chunks(Document file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int n = 0; n < Store.number(file, "chunks"); n++) {
            Document chunk = database.getCollection("chunks")
                    .find(Filters.eq("_id", file.getString("attempt") + ":" + n))
                    .first();
            if (chunk == null) {
                throw new IllegalStateException("a chunk is missing");
            }
            all.writeBytes(Store.bytes(chunk, "data"));
        }
        return all.toByteArray();
    }

    private static Map<String, Object> file(byte[] tar) {
        SealedTar.Content content = SealedTar.read(tar);
        Map<String, Object> meta = new HashMap<>(Json.read(content.metaJson()));
        meta.put("sha256", Sha256.hex(content.original()));
        return meta;
    }

    private static Kept kept(String number, Map<String, Object> one, Map<Integer, Map<String, Object>> all) {
        Map<String, Object> before =
                one.get("replaces") instanceof Integer seq ? all.getOrDefault(seq, Map.of()) : Map.of();
        return new Kept(
                number,
                seq(one),
                String.valueOf(one.get("kind")),
                String.valueOf(one.getOrDefault("question", "")),
                value(one),
                before.isEmpty() ? "" : value(before));
    }

    private static int seq(Map<String, Object> one) {
        return one.get("seq") instanceof Integer seq ? seq : 0;
    }

    private static String value(Map<String, Object> one) {
        if (one.containsKey("item")) {
            return one.get("item") + " " + one.get("given");
        }
        if (one.get("place") instanceof Map<?, ?> place) {
            return "place " + place.get("lat") + " " + place.get("lon");
        }
        for (String member : List.of("sha256", "choices", "unknown", "skipped", "what", "reason")) {
            if (one.containsKey(member)) {
                return member + " " + one.get(member);
            }
        }
        return "text " + one.get("text") + (one.containsKey("forwarded") ? " forwarded" : "");
    }

    Map<String, List<Kept>> cases() {
        return cases;
    }

    /** The replies of members in a case, in no order. */
    List<String> replies(String number) {
        return replies.getOrDefault(number, List.of());
    }

    /** What counts and does not open. */
    List<String> broken() {
        return broken;
    }

    /** What was stored and never came to count: swept after a week. */
    int uncounted() {
        return uncounted;
    }
}
