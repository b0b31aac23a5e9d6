package org.dodomu.sandbox.line;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dodomu.sandbox.telegram.SandboxTelegram;

/** The line in a process of its own, over a database and a Bot API that somebody else runs, so that its CPU time and memory are its own. */
final class LineProcess implements AutoCloseable {

    private final Process process;

    private LineProcess(Process process) {
        this.process = process;
    }

    /** What a founded line needs to start again and again. */
    record Founded(Path folder, String uri, String database, FoundedLine founded) {}

    /** Founds a line with sample members in a database. */
    static Founded found(Path folder, String uri, String database) throws IOException {
        try (MongoClient client = MongoClients.create(uri)) {
            return new Founded(folder, uri, database, FoundedLine.found(folder, client.getDatabase(database)));
        }
    }

    static LineProcess start(Founded line, SandboxTelegram telegram, Map<String, String> more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(options());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.dodomu.DodomuApplication",
                "--spring.mongodb.uri=" + line.uri(),
                "--spring.mongodb.database=" + line.database(),
                "--server.port=0",
                "--management.server.port=0",
                "--dodomu.telegram.url=" + telegram.baseUri(),
                "--dodomu.telegram.token=" + telegram.token(),
                "--dodomu.keys.master-file=" + line.founded().masterFile(),
                "--dodomu.roster.root=" + line.founded().root(),
                "--dodomu.roster.pin-file=" + line.founded().pinFile(),
                "--dodomu.line.id=" + Sandbox.LINE,
                "--dodomu.instances.take-over-after=1s",
                "--logging.level.root=error"));
        more.forEach((name, value) -> command.add("--" + name + "=" + value));
        return new LineProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(line.folder().resolve("line.log").toFile())
                .start());
    }

    /** More options for its Java, such as a recording: the property {@code load.java}, with spaces. */
    private static List<String> options() {
        return Arrays.stream(System.getProperty("load.java", "").split(" "))
                .filter(option -> !option.isBlank())
                .toList();
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
