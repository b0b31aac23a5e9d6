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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dodomu.config.LineSettings;
import org.dodomu.config.RosterSettings;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.desk.Rosters;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import org.dodomu.storage.Store;

/** The line in a process of its own, over a database and a Bot API that somebody else runs, so that its CPU time and memory are its own. */
final class LineProcess implements AutoCloseable {

    private final Process process;

    private LineProcess(Process process) {
        this.process = process;
    }

    /** What a founded line needs to start again and again. */
    record Founded(Path folder, String uri, String database, Path master, String root) {}

    /** Founds a line with sample members in a database. */
    static Founded found(Path folder, String uri, String database) throws IOException {
        Path master = folder.resolve("master.key");
        String key = MasterKey.generate(new SecureRandom());
        Files.createFile(master, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(master, key);
        SampleMembers members = new SampleMembers(Sandbox.LINE, folder.resolve("members"));
        LineSettings settings = new LineSettings(
                Sandbox.LINE,
                Sandbox.LINE,
                List.of("uk"),
                false,
                new LineSettings.Hotline("", "", ""),
                new LineSettings.ReadWithin(Duration.ofHours(2), Duration.ofHours(12), Duration.ofHours(48)),
                ZoneId.of("Europe/Kyiv"));
        try (MongoClient client = MongoClients.create(uri)) {
            Rosters rosters = new Rosters(
                    new Store(client.getDatabase(database)),
                    settings,
                    new RosterSettings("", folder.resolve("roster.pin")));
            String root = members.found(
                    rosters,
                    MasterKey.parse(key).signing(Purpose.DEPOSIT_SIGNATURE).verifyingKey());
            return new Founded(folder, uri, database, master, root);
        }
    }

    static LineProcess start(Founded line, SandboxTelegram telegram, Map<String, String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.dodomu.DodomuApplication",
                "--spring.mongodb.uri=" + line.uri(),
                "--spring.mongodb.database=" + line.database(),
                "--server.port=0",
                "--management.server.port=0",
                "--dodomu.telegram.url=" + telegram.baseUri(),
                "--dodomu.telegram.token=" + telegram.token(),
                "--dodomu.keys.master-file=" + line.master(),
                "--dodomu.roster.root=" + line.root(),
                "--dodomu.roster.pin-file=" + line.folder().resolve("roster.pin"),
                "--dodomu.line.id=" + Sandbox.LINE,
                "--dodomu.instances.take-over-after=1s",
                "--logging.level.root=error"));
        more.forEach((name, value) -> command.add("--" + name + "=" + value));
        return new LineProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(line.folder().resolve("line.log").toFile())
                .start());
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The most memory that the process held at a time, in MiB; Linux only. */
    long mostMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
