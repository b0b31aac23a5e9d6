package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database is full: a small file system of its own. What was acknowledged stays, what was not is taken once there is room and the database runs again. */
@Tag("storm")
class FullDiskTest {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private static boolean done(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aFullDiskLosesNothing() throws IOException {
        assumeTrue(PackagedJar.isFresh(), "SKIPPED: no bot/target/dodomu.jar of these classes; run mvn verify");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                done("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()),
                "SKIPPED: no right to mount a small disk here; run as root");
        try {
            fill(disk);
        } finally {
            done("umount", "--lazy", disk.toString());
        }
    }

    private void fill(Path disk) throws IOException {
        try (RunningLine line = RunningLine.start(folder, new EmbeddedProcess(folder, disk.resolve("store.db")))) {
            BotProcess bot = line.bot("bot", Map.of("dodomu.alarm.look", "1s", "dodomu.alarm.database-away", "10s"));
            Teller teller = Teller.athome(line).tell(3);
            line.awaitQuiet(WITHIN);
            Path filler = disk.resolve("filler");
            occupy(filler);
            teller.tell(8);
            Waiting.until("the database to refuse", WITHIN, () -> {
                teller.tell();
                return bot.status().equals("DOWN");
            });
            int polls = line.people().requests().of("getupdates").size();
            assertThat(polls).isLessThan(60);
            assertThat(line.people().waiting()).isPositive();
            Files.delete(filler);
            line.database().kill();
            line.database().start();
            line.awaitQuiet(WITHIN);
            teller.isKept();
            Waiting.until("health", WITHIN, () -> bot.status().equals("UP"));
        }
    }

    /** Writes until nothing more fits. */
    private static void occupy(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.size(file)).isPositive();
        }
    }
}
