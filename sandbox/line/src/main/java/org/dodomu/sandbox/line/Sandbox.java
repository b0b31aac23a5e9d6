package org.dodomu.sandbox.line;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.DodomuApplication;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.Rosters;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.dodomu.storage.Store;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole line on one machine, for trying and for tests. Its data lies in one folder and survives a restart. */
public final class Sandbox implements AutoCloseable {

    static final String LINE = "sandbox";

    private static final String DATABASE = "dodomu";

    private final EmbeddedStore store;
    private final MongoClient client;
    private final SandboxTelegram telegram;
    private final SampleMembers members;
    private final ConfigurableApplicationContext line;

    private Sandbox(Path folder, int telegramPort, int consolePort, int managementPort, Map<String, String> more)
            throws IOException {
        Files.createDirectories(folder);
        this.store = EmbeddedStore.open(folder.resolve("store.db"));
        this.client = MongoClients.create(store.uri(DATABASE));
        this.telegram = SandboxTelegram.start(new SandboxTelegram.Settings(
                telegramPort,
                Optional.of(folder.resolve("telegram.jsonl")),
                new DatabaseView(client.getDatabase(DATABASE))));
        this.members = new SampleMembers(LINE, folder.resolve("members"));
        Path master = masterKey(folder);
        String root = "".equals(more.get("dodomu.roster.root")) ? "" : root(folder, master);
        this.line = new SpringApplicationBuilder(DodomuApplication.class)
                .properties(settings(folder, master, root, consolePort, managementPort, more))
                .run();
    }

    /** Starts on the fixed ports; the folder is the first argument, or {@code data}. */
    public static void main(String[] arguments) throws IOException {
        Sandbox sandbox = start(Path.of(arguments.length > 0 ? arguments[0] : "data"), 8090, 8080, 8081, Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        sandbox.announce();
    }

    /** Starts; a port of 0 is any free one. With an empty {@code dodomu.roster.root} among the settings nobody is founded: that is left to the browser. */
    static Sandbox start(Path folder, int telegramPort, int consolePort, int managementPort, Map<String, String> more)
            throws IOException {
        return new Sandbox(folder, telegramPort, consolePort, managementPort, more);
    }

    private static Path masterKey(Path folder) throws IOException {
        Path file = folder.resolve("master.key");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, MasterKey.generate(new SecureRandom()));
        }
        return file;
    }

    private String root(Path folder, Path master) throws IOException {
        Path file = folder.resolve("roster.root");
        if (!Files.exists(file)) {
            VerifyingKey deposit = MasterKey.parse(Files.readString(master))
                    .signing(Purpose.DEPOSIT_SIGNATURE)
                    .verifyingKey();
            Files.writeString(file, members.found(rosters(folder), deposit));
        }
        return Files.readString(file);
    }

    private Rosters rosters(Path folder) {
        LineSettings settings = new LineSettings(
                LINE,
                LINE,
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("Europe/Kyiv"));
        return new Rosters(
                new Store(client.getDatabase(DATABASE)),
                settings,
                new RosterSettings("", folder.resolve("roster.pin")));
    }

    private Map<String, Object> settings(
            Path folder, Path master, String root, int consolePort, int managementPort, Map<String, String> more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spring.mongodb.uri", store.uri(DATABASE));
        settings.put("server.port", Integer.toString(consolePort));
        settings.put("server.address", "127.0.0.1");
        settings.put("management.server.address", "127.0.0.1");
        settings.put("management.server.port", Integer.toString(managementPort));
        settings.put("dodomu.telegram.url", telegram.baseUri().toString());
        settings.put("dodomu.telegram.token", telegram.token());
        settings.put("dodomu.keys.master-file", master.toString());
        settings.put("dodomu.roster.root", root);
        settings.put("dodomu.roster.pin-file", folder.resolve("roster.pin").toString());
        settings.put("dodomu.instances.take-over-after", "2s");
        settings.put("dodomu.console.passkeys", "offered");
        settings.put("dodomu.line.id", LINE);
        settings.put("dodomu.line.name", "Додому (пісочниця)");
        settings.put("dodomu.line.languages", "uk,ru,en,crh");
        settings.put("dodomu.line.crimean-tatar-read", "true");
        settings.put("dodomu.line.hotline.name", "Зразок гарячої лінії");
        settings.put("dodomu.line.hotline.number", "000 000");
        settings.put("dodomu.line.hotline.hours", "0–24");
        for (String noisy : List.of("org.mongodb.driver", "org.apache.catalina", "org.apache.coyote")) {
            settings.put("logging.level." + noisy, "error");
        }
        settings.put("logging.level.de.bwaldvogel.mongo", "off");
        settings.putAll(more);
        return settings;
    }

    private void announce() throws IOException {
        SampleMembers.Access access = members.access();
        StringBuilder text = new StringBuilder("\n  Dodomu sandbox: everything on this machine, nothing real.\n\n");
        text.append("  Chat page   http://localhost:").append(telegram.port()).append("/\n");
        text.append("  Console     http://localhost:").append(consolePort()).append("/\n\n");
        text.append("  To sign in to the console choose a sample member's key file and enter the passphrase ")
                .append(access.passphrase())
                .append("\n");
        access.files()
                .forEach(file ->
                        text.append("    ").append(file.toAbsolutePath()).append("\n"));
        text.append("\n  The database is an embedded one, for trying and not for a real line: that needs MongoDB.\n");
        text.append("  Stop with Ctrl-C; the data stays. To begin anew, delete the folder.\n");
        System.out.println(text);
    }

    int consolePort() {
        return Integer.parseInt(line.getEnvironment().getProperty("local.server.port", "0"));
    }

    SandboxTelegram telegram() {
        return telegram;
    }

    SampleMembers.Access access() throws IOException {
        return members.access();
    }

    ConfigurableApplicationContext line() {
        return line;
    }

    Store database() {
        return new Store(client.getDatabase(DATABASE));
    }

    @Override
    public void close() {
        line.close();
        telegram.close();
        client.close();
        store.close();
    }
}
