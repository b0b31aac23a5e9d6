package org.dodomu.sandbox.line;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.bson.Document;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Armor;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.ScryptIdentity;
import org.dodomu.crypto.SigningKey;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.Rosters;
import org.dodomu.storage.Store;

/** A line with sample members that runs elsewhere: founds its roster in a database, and opens there what a sample operator can open. */
public final class FoundedLine {

    private final Age age = new Age(new SecureRandom());
    private final Path folder;
    private final SampleMembers members;
    private final String root;

    private FoundedLine(Path folder, MongoDatabase database) throws IOException {
        this.folder = folder;
        this.members = new SampleMembers(Sandbox.LINE, folder.resolve("members"));
        Path key = Files.createFile(
                masterFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, MasterKey.generate(new SecureRandom()));
        VerifyingKey deposit = master().signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey();
        this.root = members.found(rosters(database), deposit);
    }

    /** Makes keys in the folder and the roster in the database. */
    public static FoundedLine found(Path folder, MongoDatabase database) throws IOException {
        return new FoundedLine(folder, database);
    }

    private Rosters rosters(MongoDatabase database) {
        LineSettings settings = new LineSettings(
                Sandbox.LINE,
                Sandbox.LINE,
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("Europe/Kyiv"));
        return new Rosters(new Store(database), settings, new RosterSettings("", pinFile()));
    }

    /** The line's id. */
    public String id() {
        return Sandbox.LINE;
    }

    /** The fingerprint of the roster's first version. */
    public String root() {
        return root;
    }

    public Path masterFile() {
        return folder.resolve("master.key");
    }

    public Path pinFile() {
        return folder.resolve("roster.pin");
    }

    /** The server's key. */
    public MasterKey master() throws IOException {
        return MasterKey.parse(Files.readString(masterFile()));
    }

    /** An operator as their browser signs in. */
    public record Operator(String member, SigningKey key) {}

    /** The first operator, from their key file. */
    public Operator operator() throws IOException {
        String text = operatorFile();
        byte[] seed = Base64.getUrlDecoder().decode(line(text, "# signing: ").substring("# signing: ".length()));
        return new Operator(line(text, "# member: ").substring("# member: ".length()), SigningKey.ofSeed(seed));
    }

    private String operatorFile() throws IOException {
        SampleMembers.Access access = members.access();
        String file = Files.readString(access.files().get(1));
        return new String(
                age.open(Armor.decode(file), new ScryptIdentity(access.passphrase())),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The desk's key, opened with the first operator's key file as their browser would. */
    public HybridIdentity deskKey(MongoDatabase database) throws IOException {
        String text = operatorFile();
        String member = line(text, "# member: ").substring("# member: ".length());
        Document epoch = database.getCollection("epochs").find().first();
        byte[] sealed = java.util.Objects.requireNonNull(epoch).getList("seals", Document.class).stream()
                .filter(seal -> seal.getString("member").equals(member))
                .map(seal -> Store.bytes(seal, "sealed"))
                .findFirst()
                .orElseThrow();
        try (HybridIdentity own = HybridIdentity.parse(line(text, "AGE-SECRET-KEY-PQ-1"))) {
            return HybridIdentity.parse(
                    String.valueOf(Json.read(age.open(sealed, own)).get("secret")));
        }
    }

    private static String line(String text, String start) {
        return text.lines().filter(one -> one.startsWith(start)).findFirst().orElseThrow();
    }
}
