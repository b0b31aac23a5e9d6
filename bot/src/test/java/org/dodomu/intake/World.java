package org.dodomu.intake;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.config.ConsoleSettings;
import org.dodomu.config.FileSettings;
import org.dodomu.config.LimitSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.OpeningSettings;
import org.dodomu.config.PolicySettings;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.RosterSettings;
import org.dodomu.config.Texts;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.Statements;
import org.dodomu.custody.Custody;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterFounding;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;
import org.dodomu.storage.Store;
import org.dodomu.support.MovableClock;
import org.dodomu.support.TestDatabase;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** A founded line over a database of its own, on which processes can be started, killed and started again; holds the desk's key, so that a test can open what the line cannot. */
final class World implements AutoCloseable {

    final SecureRandom random = new SecureRandom();
    final Age age = new Age(random);
    final MovableClock clock = new MovableClock();
    final HybridIdentity epoch = HybridIdentity.generate(random);
    /** The recovery papers, in the order in which they seal. */
    final List<HybridIdentity> papers = List.of(HybridIdentity.generate(random), HybridIdentity.generate(random));

    LimitSettings limits = Chat.PARTS.limits();
    boolean closed;
    final Map<String, String> words = new ConcurrentHashMap<>();
    private final TestDatabase own = new TestDatabase();
    /** Each process reads its own copy: a closed one is wiped. */
    final String masterFile = MasterKey.generate(random);

    final Path pin;
    private String root = "";

    /** Whether processes carry replies as the real line does, or only what a test puts into {@link #words}. */
    boolean realReplies;

    World() throws IOException {
        pin = Files.createTempDirectory("roster").resolve("pin");
        found();
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackageClasses = {Line.class, Cases.class, Custody.class, Rosters.class},
            excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = IntakeClock.class))
    static class Process {}

    @Configuration(proxyBeanMethods = false)
    @ComponentScan("org.dodomu.followup")
    static class Followup {}

    FaultyDatabase database() {
        return new FaultyDatabase(own.application());
    }

    AnnotationConfigApplicationContext start() {
        return start(database(), root);
    }

    AnnotationConfigApplicationContext start(FaultyDatabase database) {
        return start(database, root);
    }

    AnnotationConfigApplicationContext start(FaultyDatabase database, String believedRoot) {
        return start(database, believedRoot, MasterKey.parse(masterFile));
    }

    AnnotationConfigApplicationContext start(MasterKey own) {
        return start(database(), root, own);
    }

    private AnnotationConfigApplicationContext start(FaultyDatabase database, String believedRoot, MasterKey own) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(Store.class, () -> new Store(database.database()));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(SecureRandom.class, () -> random);
        context.registerBean(MasterKey.class, () -> own);
        context.registerBean(Age.class, () -> age);
        context.registerBean(Texts.class, Chat.PARTS::texts);
        context.registerBean(Questionnaire.class, Chat.PARTS::questionnaire);
        context.registerBean(PolicySettings.class, Chat.PARTS::policy);
        context.registerBean(LimitSettings.class, () -> limits);
        context.registerBean(OpeningSettings.class, () -> new OpeningSettings(closed));
        context.registerBean(LineSettings.class, Chat.PARTS::line);
        context.registerBean(FileSettings.class, Chat.PARTS::files);
        context.registerBean(
                ConsoleSettings.class, () -> new ConsoleSettings(Duration.ofMinutes(15), Duration.ofMinutes(15)));
        context.registerBean(RosterSettings.class, () -> new RosterSettings(believedRoot, pin));
        if (realReplies) {
            context.register(Followup.class);
        } else {
            context.registerBean(Replies.class, () -> new KeptReplies(words));
        }
        context.register(Process.class);
        context.refresh();
        return context;
    }

    private record KeptReplies(Map<String, String> words) implements Replies {
        @Override
        public Optional<ReplyWords> words(CaseNumber number, ReplyId reply) {
            return Optional.ofNullable(words.get(number.value() + reply.value()))
                    .map(ReplyWords::of);
        }

        @Override
        public void noticed(CaseNumber number, ReplyId reply) {}

        @Override
        public void shown(CaseNumber number, ReplyId reply) {}

        @Override
        public void read(CaseNumber number, ReplyId reply) {}

        @Override
        public void blocked(CaseNumber number, ReplyId reply) {}
    }

    private void found() {
        String line = Chat.PARTS.line().id();
        HybridIdentity lead = HybridIdentity.generate(random);
        SigningKey signing = SigningKey.generate(random);
        MemberId id = MemberId.generate(random);
        RosterFounding.Draft draft = new RosterFounding(age, line)
                .version1(
                        List.of(new RosterFounding.Candidate(
                                id, List.of(Role.LEAD), lead.recipient(), signing.verifyingKey(), "Lead")),
                        1,
                        epoch.recipient(),
                        papers.stream().map(HybridIdentity::recipient).toList(),
                        MasterKey.parse(masterFile)
                                .signing(Purpose.DEPOSIT_SIGNATURE)
                                .verifyingKey());
        byte[] publicPart = draft.publicPart().bytes();
        byte[] members = draft.memberPart().bytes();
        root = new SignedRoster(publicPart, members, Map.of()).hash();
        Map<String, byte[]> signatures = new HashMap<>();
        signatures.put(id.value(), signing.sign(Statements.roster(line, 1, root)));
        new Rosters(new Store(own.application()), Chat.PARTS.line(), new RosterSettings(root, pin))
                .add(1, new SignedRoster(publicPart, members, signatures));
    }

    /** What members would see of a case, opened with the desk's key, in the order of the reporter's numbers. Entries that do not count are left out. */
    List<Map<String, Object>> opened(String number) throws IOException {
        Document found = documents("cases").stream()
                .filter(one -> one.getString("_id").equals(number))
                .findFirst()
                .orElseThrow();
        Document generation = found.getList("generations", Document.class).get(0);
        Document key = generation.getList("keys", Document.class).stream()
                .filter(one -> one.getString("to").startsWith("epoch:"))
                .findFirst()
                .orElseThrow();
        String secret = String.valueOf(
                Json.read(age.open(Store.bytes(key, "sealed"), epoch)).get("secret"));
        List<Map<String, Object>> opened = new ArrayList<>();
        try (HybridIdentity identity = HybridIdentity.parse(secret)) {
            for (Document entry : documents("entries")) {
                if (entry.getString("case").equals(number) && entry.getBoolean("counted", false)) {
                    opened.add(open(entry, identity));
                }
            }
        }
        opened.sort(java.util.Comparator.comparingInt(one -> (Integer) one.get("seq")));
        return opened;
    }

    private Map<String, Object> open(Document entry, HybridIdentity identity) {
        Document file = entry.get("file", Document.class);
        if (file == null) {
            return Json.read(age.open(Store.bytes(entry, "sealed"), identity));
        }
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (int n = 0; n < Store.number(file, "chunks"); n++) {
            Document chunk = own.database()
                    .getCollection("chunks")
                    .find(Filters.eq("_id", file.getString("attempt") + ":" + n))
                    .first();
            all.writeBytes(Store.bytes(java.util.Objects.requireNonNull(chunk), "data"));
        }
        var content = org.dodomu.crypto.SealedTar.read(age.open(all.toByteArray(), identity));
        Map<String, Object> read = new HashMap<>(Json.read(content.metaJson()));
        read.put("original", new String(content.original(), StandardCharsets.UTF_8));
        return read;
    }

    String uri() {
        return own.uri();
    }

    /** What a test looks at and tampers with. */
    MongoDatabase stored() {
        return own.database();
    }

    List<Document> documents(String collection) {
        return own.database().getCollection(collection).find().into(new ArrayList<>());
    }

    /** Everything that is stored, as bytes would show it. */
    String everything() {
        StringBuilder all = new StringBuilder();
        for (String name : own.database().listCollectionNames()) {
            for (Document document : documents(name)) {
                flatten(document, all);
            }
        }
        return all.toString();
    }

    private static void flatten(Object value, StringBuilder all) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                all.append(name).append('=');
                flatten(inner, all);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> flatten(inner, all));
        } else if (value instanceof org.bson.types.Binary binary) {
            all.append(new String(binary.getData(), StandardCharsets.UTF_8)).append(' ');
        } else {
            all.append(value).append(' ');
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
